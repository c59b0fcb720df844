"""What a platform does not offer: which tables and columns, and what they would show."""

from collections.abc import Callable, Iterable
from functools import wraps

import streamlit as st
from markupsafe import Markup

from components.parts.cards import card
from components.parts.html import draw, h1, inner, li, p, section, ul
from components.scope import current, town
from data_access.wording import language, name, text, words

NEEDS = {
    "opinions": ("opinion",),
    "oldest": ("opinion",),
    **dict.fromkeys(("unanswered", "posts", "posts_late", "posts_oldest"), ("post.first_official_reply_at",)),
    "works_late": ("project", "project_stage"),
    "stalled": ("membership.household_id",),
    "pooled": ("outreach_event",),
    "outreach": ("outreach_event",),
    "silent": ("party_branch",),
    "branches": ("party_branch",),
    "departments": ("department",),
    "visits": ("visit_target",),
    "answers": ("post.first_official_reply_at",),
    "answering_departments": ("post.first_official_reply_at", "department"),
    "answering_boards": ("post.first_official_reply_at", "board"),
    "topic_answers": ("post.first_official_reply_at",),
    "topic_works": ("project",),
    "topic_cases": ("case_file",),
    "late_works": ("project_stage",),
    "stuck": ("project_stage",),
    "why": ("membership.household_id", "household_base"),
    "neighbourhoods": ("neighbourhood",),
    "buildings": ("building",),
    "next_doors": ("building",),
    "events": ("outreach_event",),
    "department_cases": ("case_file",),
    "department_topics": ("post",),
    "project_stages": ("project_stage",),
    "project_plans": ("plan_revision",),
    "project_vote": ("project_vote",),
    "project_heard": ("project_building", "opinion"),
    "project_ledger": ("opinion",),
}
"""By the name of a table that a page shows or offers to take away, and of a column of these: without what of the contract
there is none."""


def needing(*names: str) -> Callable:
    """Has a part draw nothing where the town has no data for it: where one of these tables or columns is missing."""

    def wrap(draw_part: Callable) -> Callable:
        @wraps(draw_part)
        def drawing(*arguments, **named):
            return draw_part(*arguments, **named) if town().keeps(*names) else None

        return drawing

    return wrap


def leaves_out(key: str) -> bool:
    """Whether the town has no data for the table of this name."""
    return not town().keeps(*NEEDS.get(key, ()))


def everything() -> tuple[str, ...]:
    """All that the platform does not offer and that a page would show."""
    begin = "lacking_shows."
    keys = (key for key in words(language.get()) if key.startswith(begin))
    return town().lacking(key.removeprefix(begin) for key in keys)


def what(names: Iterable[str]) -> str:
    """What the platform lacks, as readers call it and as its administrator does."""
    return text("sign.listed").join(
        text("sign.bracketed", words=name("lacking_what", one), inside=one) for one in names
    )


def shows(one: str) -> str:
    """What a table or column of the contract would show."""
    return name("lacking_shows", one)


def page(key: str, names: Iterable[str]) -> None:
    """Draws, in place of a page, what the platform would have to offer and what would then be on it."""
    sentences = (
        text("lacking.page", what=what(names)),
        text("lacking.would_show", what=text(f"preview.{key}")),
    )
    with st.container(key="lacking"):
        draw(section(h1(text(f"nav.{key}")), map(p, sentences), p(_way()), cls="lacking card"))


def note(names: Iterable[str]) -> None:
    """Draws below a page what it leaves out; nothing where that is nothing."""
    if items := [li(text("sign.named", name=what([one]), words=shows(one))) for one in names]:
        with st.container(key="left-out"):
            draw(card(text("lacking.left_out"), ul(items), p(_way()), cls="left-out"))


def _way() -> Markup:
    return inner(current().link("definitions", "lacking"), text("lacking.how"))
