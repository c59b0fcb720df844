"""One thing that a unit is to do, on a page of its own: what it is, and what became of it."""

from collections.abc import Callable, Mapping
from itertools import starmap
from typing import Any

import pandas as pd
from markupsafe import Markup

from components.parts import table_card
from components.parts.cards import card
from components.parts.html import Content, dd, div, dl, dt, li, ol, p, span, strong
from components.parts.sentences import quoted
from components.words import numerals
from data_access.metrics import Definition
from data_access.rows import or_none
from data_access.wording import term, text


def paper(title: str, demand: str, topic: str, facts: Mapping[str, Content]) -> Markup:
    """The card of what is to be done, in words, with the `facts` by their terms in a part of the wording; without those that it
    has not."""
    listed = [div(dt(term(topic, key)), dd(words)) for key, words in facts.items() if words]
    words = p(quoted(demand), cls="demand")
    return card(title, words, dl(listed, cls="assignment-facts"), cls="assignment-paper")


def history(
    key: str,
    topic: str,
    steps: pd.DataFrame,
    act: Callable[[str], str],
    who: Callable[[Any], str],
    metric: Definition,
) -> None:
    """The card of what happened to it. `steps`: rows of assignments.Step; `act`: what was done, in words; `who`: by whom."""
    lines = [(step, act(step.kind), who(step)) for step in steps.itertuples()]
    way, title = ol(starmap(_step, lines), cls="assignment-way"), text(f"{topic}.history")
    table_card.draw(key, title, way, metric=metric, frame=lambda: _frame(lines, topic))


def _frame(lines: list[tuple[Any, str, str]], topic: str) -> pd.DataFrame:
    """The history as it is taken away."""
    rows = [(numerals.written_moment(step.at), act, who, step.words) for step, act, who in lines]
    return pd.DataFrame(rows, columns=[term(topic, key) for key in ("at", "act", "who", "words")])


def _step(step, act: str, who: str) -> Markup:
    return li(
        strong(act),
        span(numerals.moment(step.at), cls="when"),
        span(who, cls="who"),
        span(quoted(step.words), cls="words") if or_none(step.words) else None,
        data_kind=step.kind,
    )
