"""What the page says first: how much waits and for how long; then the choice of a committee and the ways to the lists."""

import streamlit as st
from markupsafe import Markup

from components.parts import lacking
from components.parts.html import b, div, inner, label, nav, option, select, span
from components.parts.html import draw as put
from components.parts.sentences import clauses, filled, headline
from components.scope import Scope
from components.words import numerals
from components.words.place_names import short
from data_access.waiting.calls import Sums
from data_access.wording import text

PAGE = "me"


def sentence(sums: Sums, names: dict[str, str], scope: Scope) -> None:
    """How much waits in the town, or for the committee chosen. `sums`: waiting.sums; `names`: of the committees by code."""
    parts = [_opinions(sums), _posts(sums), _applications(sums), _works(sums), _still(sums, scope.committee)]
    if sums.committees and scope.committee is None:
        parts.insert(0, filled("waits.committees", count=numerals.count(sums.committees)))
    whose = names.get(scope.committee, scope.committee) if scope.committee else ""
    headline(clauses(*parts) if any(parts) else clauses(text("waits.nothing")), whose=whose)


def _opinions(sums: Sums) -> Markup | None:
    if not sums.opinions:
        return None
    return filled("waits.opinions", count=numerals.count(sums.opinions), days=numerals.count(sums.oldest))


def _posts(sums: Sums) -> Markup | None:
    if not sums.posts:
        return None
    count, days = numerals.count(sums.posts), numerals.count(sums.posts_oldest)
    if not sums.posts_late:
        return filled("waits.posts", count=count, days=days)
    return filled("waits.posts_late", count=count, late=numerals.count(sums.posts_late), days=days)


def _applications(sums: Sums) -> Markup | None:
    if not sums.applications:
        return None
    if not sums.applications_long:
        return filled("waits.applications", count=numerals.count(sums.applications))
    long = numerals.count(sums.applications_long)
    return filled("waits.applications_long", count=numerals.count(sums.applications), long=long)


def _works(sums: Sums) -> Markup | None:
    return filled("waits.works", count=numerals.count(sums.works_late)) if sums.works_late else None


def _still(sums: Sums, committee: str | None) -> Markup | str | None:
    if not sums.stalled:
        return None
    if committee:
        return text("standing.stalled_own")
    return filled("overview.stalled", count=numerals.count(sums.stalled))


def choice(sums: Sums, names: dict[str, str], scope: Scope) -> None:
    """The choice of a committee, which the address keeps, and a way to each list of the page with how many wait in it.
    Arguments as in `sentence`."""
    counts = {
        "opinions": sums.opinions,
        "unanswered": sums.posts,
        "applications": sums.applications,
        "stalled": sums.stalled,
    }
    ways = [_way(place, count, scope) for place, count in counts.items() if not lacking.leaves_out(place)]
    with st.container(key="ways"):
        put(div(_choice(names, scope), nav(ways, cls="ways", aria_label=text("calls.lists")), cls="picks"))


def _choice(names: dict[str, str], scope: Scope) -> Markup | None:
    """Among the committees whose work the reader sees; none where that is one."""
    own = scope.rights.own("me")
    codes = sorted(names if own is None else set(names) & {*own.committees})
    if len(codes) == 1:
        return None
    items = [option(short(names[code]), value=code, selected=code == scope.committee) for code in codes]
    every = option(text("common.all"), value="") if own is None else None
    field = select(every, items, data_scope="committee", data_default="")
    return label(span(text("common.committee")), field, cls="pick", data_on=scope.committee is not None)


def _way(place: str, count: int | None, scope: Scope) -> Markup:
    address = f"{scope.again(PAGE)}#{place}"
    return inner(address, text(f"calls.{place}_title"), " ", b(numerals.count(count)), data_stays=True)
