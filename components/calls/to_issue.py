"""Which bulletins the office is still to issue, with the way to each."""

import streamlit as st
from markupsafe import Markup

from components.calls.desks import Desk
from components.parts.cards import card
from components.parts.html import draw as put
from components.parts.html import inner, li, ul
from components.reading import read
from components.scope import Scope
from components.words import numerals
from data_access.bulletins import kept
from data_access.bulletins.content import KINDS, since
from data_access.bulletins.schedule import ending
from data_access.clock import DAY
from data_access.settings import settings
from data_access.wording import text


def draw(desk: Desk, scope: Scope) -> None:
    """The card of those whose days end with the one that is looked at; on the office's desk alone, and nothing where all are
    issued."""
    if not desk.office:
        return
    left = [kind for kind in ending(scope.on, settings().bulletin) if not _is_issued(kind, scope)]
    if left:
        with st.container(key="to-issue"):
            lines = ul((_line(kind, scope) for kind in left), cls="bulletin-list")
            put(card(text("bulletin.to_issue"), lines))


def _is_issued(kind: str, scope: Scope) -> bool:
    return kept.of_day(read(kept.issued(kind, scope.on)), scope.on) is not None


def _line(kind: str, scope: Scope) -> Markup:
    first, last = numerals.day(since(kind, scope.on) + DAY), numerals.day(scope.on)
    days = last if kind == KINDS[0] else text("bulletin.days", first=first, last=last)
    address = scope.link("bulletin", kind=None if kind == KINDS[0] else kind)
    return li(inner(address, text(f"bulletin.title_{kind}", days=days)))
