"""The three promises of the platform: every post answered, every opinion replied to, every review taken up; as far as it is
known how each is kept."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import definition, lacking
from components.parts.cards import card, more
from components.parts.html import b, div, inner, li, p, span, ul
from components.parts.html import draw as put
from components.scope import Scope, town
from components.words import numerals
from data_access import metrics
from data_access.concerns.answers import Answered
from data_access.metrics import Ratio
from data_access.wording import text

_LEAST = 5
"""With fewer ratings nothing is said of how satisfied residents are."""


def draw(answers: Answered, opinions: pd.DataFrame, projects: pd.DataFrame, scope: Scope) -> None:
    """The card, of what the town keeps. `answers`: concerns.town; `opinions`: consultation.opinions; `projects`: board.works; all
    of the committee."""
    kept = [
        None if lacking.leaves_out("unanswered") else _posts(answers, scope),
        None if lacking.leaves_out("opinions") else _opinions(opinions, scope),
        _reviews(projects, scope) if town().keeps("project_rating", "project") else None,
    ]
    if any(kept):
        with st.container(key="promises"):
            put(card(text("promises.title"), ul(kept, cls="promises")))


def _posts(answers: Answered, scope: Scope) -> Markup:
    part, whole = answers.answered_24h, answers.concerns
    words = text("promises.posts", part=numerals.count(part), whole=numerals.count(whole))
    notes = [words if whole else text("promises.no_posts")]
    if answers.median_hours is not None:
        notes.append(text("promises.median", hours=numerals.decimal(answers.median_hours)))
    if answers.unanswered:
        days, count = numerals.count(answers.oldest_days), numerals.count(answers.unanswered)
        notes.append(text("promises.unanswered", count=count, days=days))
    target = scope.link("me", "unanswered", committee=scope.committee)
    return _promise(metrics.ANSWERED_24H, part, whole, "answered", notes, target)


def _opinions(opinions: pd.DataFrame, scope: Scope) -> Markup:
    row = opinions.iloc[0]
    counts = {key: numerals.count(row[key]) for key in ("answered", "received", "waiting")}
    notes = [text("promises.opinions", **counts) if row["received"] else text("common.no_opinions")]
    target = scope.link("me", "opinions", committee=scope.committee)
    return _promise(metrics.ANSWERED_RATE, row["answered"], row["received"], "replied", notes, target)


def _reviews(projects: pd.DataFrame, scope: Scope) -> Markup:
    """What reviews say of the works: the platform keeps no reply to a review, so none is claimed."""
    sums: Mapping[str, int] = {key: int(projects[key].sum()) for key in ("ratings", "satisfied")}
    rated = int((projects["ratings"] > 0).sum()) if len(projects) else 0
    part, whole = (sums["satisfied"], sums["ratings"]) if sums["ratings"] >= _LEAST else (0, 0)
    counts = {"works": numerals.count(rated), "ratings": numerals.count(sums["ratings"])}
    notes = [text("promises.reviews", **counts) if rated else text("promises.no_reviews")]
    notes.append(text("promises.reviews_replied"))
    target = scope.link("consultation", committee=scope.committee)
    return _promise(metrics.SATISFACTION, part, whole, "reviewed", notes, target)


def _promise(metric: Ratio, part: int, whole: int, key: str, notes: list[str], target: str) -> Markup:
    """How one is kept, with its base; what more is known of it one press away."""
    value = numerals.rate(metrics.share(part, whole))
    base = text("sign.of", part=numerals.count(part), whole=numerals.count(whole))
    name = span(text(f"promises.{key}"), cls="promise")
    counted = span(text(f"metric.{metric.key}.name"), cls="label")
    figure = inner(target, b(value), counted) if value != numerals.MISSING else span(b(value), counted)
    return li(
        name,
        div(figure, definition.fold(metric), cls=f"kept st-key-fig-{metric.key}"),
        span(base, cls="base") if whole else None,
        more(text("promises.more"), [p(note, cls="note") for note in notes]),
    )
