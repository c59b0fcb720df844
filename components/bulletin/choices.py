"""Which bulletin the page shows: of the day, of the week up to it, of its month."""

from components.parts.cards import notice
from components.parts.html import div, inner, nav
from components.parts.html import draw as put
from components.scope import Scope, readable
from data_access.bulletins.content import KINDS
from data_access.wording import name, text

PAGE = "bulletin"


def kind(scope: Scope) -> str:
    """Which of KINDS the address asks for."""
    value = scope.parameter("kind")
    if value and value not in KINDS:
        put(notice(text("scope.filter", value=readable(value))))
    return value if value in KINDS else KINDS[0]


def draw(chosen: str, scope: Scope) -> None:
    """The choice of the kind."""
    links = [
        inner(
            scope.again(PAGE, kind=None if one == KINDS[0] else one),
            name("bulletin_kind", one),
            aria_current="true" if one == chosen else None,
        )
        for one in KINDS
    ]
    put(div(nav(links, cls="picks-view", aria_label=text("bulletin.kind")), cls="picks"))
