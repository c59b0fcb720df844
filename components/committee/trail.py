"""Where in a committee the reader is: the way there, and what of the address could not be obeyed."""

from markupsafe import Markup

from components.parts import breadcrumb, slip_list
from components.parts.cards import notice
from components.parts.html import button, div
from components.parts.html import draw as put
from components.scope import Scope, name_places
from components.words.areas import numbers
from data_access.registration.areas import Place
from data_access.wording import text

_DEPTHS = "committee", "neighbourhood", "building"


def draw(committee: str, place: Place, scope: Scope) -> list[str]:
    """The way from the town to the committee, its neighbourhood, its building, and what was asked for and is not there.
    Gives the names of the neighbourhood and the building, as far as there are any."""
    names = [name_of(area) for area in place.trail]
    steps = [(scope.link("registration"), text("common.whole_town"))]
    for depth, name in enumerate([committee, *names], 1):
        codes = {key: getattr(scope, key) for key in _DEPTHS[:depth]}
        steps.append((scope.link("committee", **codes), name))
    issue = slip_list.way(scope, committee=scope.committee or "")
    breadcrumb.trail(steps, div(issue, _ownership(scope), cls="trail-ways"))
    name_places(**dict(zip(_DEPTHS, [committee, *names], strict=False)))
    if words := _not_there(place, scope):
        put(notice(words))
    return names


def _ownership(scope: Scope) -> Markup | None:
    """The press by which the browser remembers the committee as one's own, or forgets it; none for who stands for one."""
    if scope.rights.committees:
        return None
    mine = scope.own == scope.committee
    return button(
        text("frame.own_forget" if mine else "frame.own_set"),
        type="button",
        cls="owns",
        data_owns="" if mine else scope.committee,
        aria_pressed=str(mine).lower(),
    )


def name_of(area) -> str:
    """What a row is called: its name, or what stands together in it. `area`: of areas.neighbourhoods or buildings."""
    if isinstance(area.name, str):
        return area.name
    merged = area.merged if hasattr(area, "merged") else 0
    return text("committee.merged", count=merged) if merged else text("committee.nowhere")


def buildings_of(area) -> list[str]:
    """Which buildings stand together in a row; none where it is one. `area`: of areas.buildings."""
    return numbers(area.names) if hasattr(area, "merged") and area.merged else []


def _not_there(place: Place, scope: Scope) -> str | None:
    if place.unknown:
        return text(f"scope.{place.unknown}", value=getattr(scope, place.unknown))
    if place.merged:
        return text("committee.merged_here")
    return text("committee.not_broken_down") if place.untold else None
