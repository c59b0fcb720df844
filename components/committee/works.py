"""The works of one committee, in short: where each stands, whose move it is, how many opinions wait."""

import pandas as pd
from markupsafe import Markup

from components.parts import signs
from components.parts.cards import begun, empty
from components.parts.html import inner, li, span, ul
from components.scope import Scope, current
from components.words import numerals, project_words
from data_access.wording import text

SHOWN, SHOWN_ON_WALL = 2, 8


def listed(works: pd.DataFrame) -> Markup:
    """The works, those that need somebody first. `works`: board.works of the committee."""
    if works.empty:
        return empty(text("figure.no_projects"))
    scope = current()
    rows = [_row(row, scope) for row in works.itertuples()]
    first = SHOWN_ON_WALL if scope.look == "wall" else SHOWN
    return begun(rows, first, lambda some: ul(some, cls="works"), "common.more")


def all_of(committee: str) -> Markup:
    """A way to the committee's works on the board."""
    address = current().link("consultation", committee=committee)
    return inner(address, text("committee.all_works"), cls="all-works")


def _row(row, scope: Scope) -> Markup:
    days = text("numeral.days", number=numerals.count(row.days_in_stage))
    facts = text("sign.comma").join(_facts(row))
    return li(
        span(inner(scope.link("project", project=row.project), row.title), cls="what"),
        span(project_words.stage(row.stage), " ", days, cls="stage"),
        span(signs.light(row.light) if isinstance(row.light, str) else None, cls="effect"),
        span(facts, cls="facts-of") if facts else None,
    )


def _facts(row) -> list[str]:
    facts = []
    if row.days_late:
        facts.append(text("common.late", count=numerals.count(row.days_late)))
    if row.waiting:
        facts.append(text("consultation.waiting_mark", count=numerals.count(row.waiting)))
    if row.unwritten:
        facts.append(text("committee.unwritten", count=numerals.count(row.unwritten)))
    if row.stuck:
        facts.append(text("committee.stuck_with", actor=project_words.actor(row.actor)))
    return facts
