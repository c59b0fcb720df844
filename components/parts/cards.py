"""Cards: a heading, its definition, and what stands below; the small notes and folds in them."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from components.parts import behind, collecting, definition
from components.parts.html import Content, details, div, draw, h2, inner, joined, p, section, summary
from components.scope import town
from components.words import numerals
from data_access.metrics import Definition
from data_access.wording import text


def card(
    title: Content, *body: Content, beside: Content = None, cls: str = "", place: str | None = None
) -> Markup:
    """A section with its heading, what stands beside that, and its body. `place`: what an address calls it by its `#`."""
    head = div(h2(title), beside, cls="fig-head")
    return section(head, *body, cls=f"card {cls}".rstrip(), data_place=place)


def figure(
    metric: Definition | None,
    value: Content,
    *below: Content,
    key: str | None = None,
    label: str | None = None,
    of: Mapping[str, str] | None = None,
    target: str | None = None,
) -> None:
    """Draws a headline figure: what it is, its definition, its value, and what is said below, in `fig-<key>`.

    `key` and `label`: where they are not those of the metric; `of`: as in `behind.address`, whose list the value leads to;
    `target`: where it leads elsewhere. Nothing where the town has no data for it.
    """
    if metric and not town().keeps(*metric.required):
        return
    counted = metric.key if metric else ""
    label = label or text(f"metric.{counted}.name")
    target = target or behind.address(key or counted, of or {})
    if target and value != numerals.MISSING:
        words = joined(value).striptags()
        value = inner(target, value, cls="leads", aria_label=text("sign.named", name=label, words=words))
    head = div(h2(label, cls="label"), definition.fold(metric) if metric else None, cls="fig-head")
    with st.container(key=f"fig-{key or counted}"):
        draw(section(head, div(value, cls="figure"), *below, cls="card fig"))


def notes(*sentences: str) -> Markup:
    """Each sentence that says something as a small note."""
    return joined(p(sentence, cls="note") for sentence in sentences if sentence)


def empty(words: str) -> Markup:
    """What is said where there is nothing to show."""
    return p(words, cls="empty")


def more(words: str, *body: Content) -> Markup:
    """What is one press away."""
    return details(summary(words), *body, cls="more")


def begun(rows: Sequence[Markup], first: int, wrap: Callable[..., Markup], words: str) -> Markup:
    """The `first` of the rows, the others one press away; `wrap`: what holds rows; `words`: what the press says, with the
    `count` of the others."""
    others = text(words, count=numerals.count(len(rows) - first))
    first_rows = wrap(rows[:first]) if first else None
    return joined(first_rows, more(others, wrap(rows[first:])) if rows[first:] else None)


def notice(*content: Content) -> Markup:
    """What the reader should know of the address that the page was asked for."""
    collecting.refuse(joined(*content))
    return p(*content, cls="notice", role="status")
