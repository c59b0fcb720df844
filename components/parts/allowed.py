"""What a reader may see of a page: which tables and parts, and what stands in the place of a page that is not theirs."""

from collections.abc import Callable
from functools import wraps

import streamlit as st

from components import menu
from components.parts.html import draw, h1, inner, nav, p, section
from components.scope import current, town
from data_access.access.rights import Rights
from data_access.metrics import PARTY_INTERACTION, POSITIVE_POSTS, PRAISE_RECEIVED
from data_access.wording import name, text

MATTERS = {
    **dict.fromkeys(("neighbourhoods", "buildings", "next_doors"), "areas"),
    **dict.fromkeys(("silent", "branches"), "branches"),
    **dict.fromkeys(("committees", "departments", "visits", "calendar"), "party"),
    **dict.fromkeys(("kinds", "members", "boards", "hours"), "party_charts"),
    **dict.fromkeys(
        (one.key for one in (PARTY_INTERACTION, POSITIVE_POSTS, PRAISE_RECEIVED)), "party_rankings"
    ),
    **{name: name for name in ("accounts", "devices", "settings", "audit")},
}
"""By the name of a table: of which matter of access.rights it is; one that is not named is seen by whom the page is."""
LISTS = {
    **dict.fromkeys(("cases", "posts", "case_steps", "unanswered", "topic_cases"), "items"),
    **dict.fromkeys(("slips", "slip", "slip_steps"), "slip_items"),
    "slip_proposals": "slip_proposals",
    **dict.fromkeys(("decisions", "decision_steps"), "decisions"),
    "department_cases": "handled",
}
"""The same of tables whose rows are the reader's own, as their queries give them."""

_WAYS = 4
"""How many pages that are open to the reader are named in the place of one that is not."""


def leaves_out(table: str, committee: str | None = None) -> bool:
    """Whether the reader may not see a table: of a committee, else of the place that the page is of."""
    seen = current()
    if table in LISTS:
        return not seen.rights.opens(LISTS[table])
    place = committee or seen.committee, seen.parameter("department")
    return table in MATTERS and not seen.rights.may(MATTERS[table], *place)


def offers(rights: Rights, table: str) -> bool:
    """Whether there is a place of which the reader may see a table."""
    matter = LISTS.get(table) or MATTERS.get(table)
    return matter is None or rights.opens(matter)


def needing(*matters: str) -> Callable:
    """Has a part draw nothing where the reader may not see all these matters of the committee that the page is of."""

    def wrap(draw_part: Callable) -> Callable:
        @wraps(draw_part)
        def drawing(*arguments, **named):
            seen = current()
            whole = all(seen.rights.may(matter, seen.committee) for matter in matters)
            return draw_part(*arguments, **named) if whole else None

        return drawing

    return wrap


def pages() -> list[str]:
    """The pages of the menu that are open to the reader and for which the town has data, by their keys."""
    rights, kept = current().rights, town()
    listed = (one for one in menu.PAGES if not one.hidden)
    return [one.key for one in listed if rights.opens(one.key) and kept.keeps(*one.needs)]


def why(key: str) -> str:
    """Why a page, or what its address names, is not for the reader."""
    rights = current().rights
    return (
        text("access.other_unit")
        if rights.opens(key)
        else text("access.page", role=name("role", rights.role))
    )


def page(key: str) -> None:
    """Draws, in place of a page, that it is not for the reader, and where they can go."""
    seen = current()
    open_to = pages()[:_WAYS]
    if seen.rights.opens(key):
        open_to = [*dict.fromkeys([key, open_to[0]])]
    ways = [inner(seen.link(one), text(f"nav.{one}")) for one in open_to]
    head = h1(text(f"nav.{key}")), p(why(key)), p(text("access.ways"))
    with st.container(key="closed"):
        draw(
            section(
                head, nav(ways, cls="ways", aria_label=text("access.ways")), cls="lacking card", role="status"
            )
        )
