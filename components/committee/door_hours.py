"""What if: so many hours at the doors, how many doors that is, which buildings first, and how many would bind."""

from markupsafe import Markup

from components.parts import definition
from components.parts.cards import notice
from components.parts.html import details, div, draw, inner, nav, p, summary
from components.parts.sentences import filled
from components.scope import Scope, readable, town
from components.words import numerals
from data_access.metrics import DOORS
from data_access.registration.areas import Inside
from data_access.settings import settings
from data_access.wording import text

HOURS, USUAL = ("1", "2", "4", "8"), "2"


def block(inside: Inside, scope: Scope) -> Markup | None:
    """The choice of hours and what follows from it, one press away until the address has some; nothing where the town keeps no visits of households."""
    if not town().keeps(*DOORS.required):
        return None
    written = scope.parameter("hours")
    if written and written not in HOURS:
        draw(notice(text("scope.hours", value=readable(written), hours=USUAL)))
    hours = written if written in HOURS else USUAL
    links = [
        inner(
            scope.again("committee", hours=one) + "#next_doors",
            text("committee.hours", hours=one),
            aria_current="true" if one == hours else None,
        )
        for one in HOURS
    ]
    choice = nav(links, cls="picks-view", aria_label=text("metric.doors.name"))
    head = div(choice, definition.fold(DOORS), cls="door-head")
    outlook = inside.outlook(int(hours), settings().doors_per_hour)
    body = head, p(_reach(outlook)), p(_brings(outlook))
    title = summary(text("metric.doors.name"))
    return details(title, *body, cls="more door-hours", open=bool(written))


def _reach(outlook) -> Markup:
    key = "committee.doors_reach" if outlook.rows else "committee.doors_beyond"
    return filled(key, hours=outlook.hours, doors=outlook.doors, rows=outlook.rows)


def _brings(outlook) -> Markup:
    """How many would bind, or that it cannot be seen."""
    if outlook.least is None:
        return filled("committee.doors_unknown", visited=outlook.unbound)
    least, most = map(numerals.decimal, (outlook.least, outlook.most))
    return filled(
        "committee.doors_bring", least=least, most=most, bound=outlook.bound, visited=outlook.unbound
    )
