"""What the page of cases says first: where they stand in a sentence, and in figures, each with its base."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.cases import choices
from components.parts.cards import figure, notes
from components.parts.sentences import clauses, filled, headline, listed
from components.scope import Scope
from components.words import numerals
from data_access import metrics
from data_access.cases.sums import LEAST_RATINGS
from data_access.metrics import Ratio
from data_access.settings import settings
from data_access.wording import text

_RATES = (
    metrics.FIRST_CONTACT_IN_TIME,
    metrics.ON_TIME_CLOSURE,
    metrics.SOLVED_RATE,
    metrics.SATISFIED_RATE,
    metrics.RETURNED_RATE,
    metrics.REWORKED_RATE,
)


def sentence(counts, holders: pd.DataFrame, window: str, within: str) -> None:
    """How many came in, how many are closed in time, how many are open and how many of those too late, who has most of these.
    `counts`: cases.figures; `holders`: cases.by_department; `within`: what the page is narrowed to, in words."""
    span = text(f"cases.window_{window}")
    came = filled("cases.received_in", window=span, count=numerals.count(counts.received))
    rate = metrics.ON_TIME_CLOSURE.of(counts)
    timely = None if rate is None else filled("cases.on_time_is", rate=numerals.rate(rate))
    headline(
        clauses(
            listed(came if counts.received else text("cases.none_received", window=span), timely),
            _now(counts),
            "" if within else most_overdue(holders),
        ),
        whose=within,
    )


def unless_any(cases: pd.DataFrame) -> None:
    """Says where no case is on record, and ends the page: what the platform does not keep may be there all the same. `cases`:
    cases.any_of."""
    if cases.empty:
        with st.container(key="cases"):
            headline(text("cases.none_yet"))
        st.stop()


def _now(counts) -> Markup | str:
    if not counts.open:
        return text("cases.none_open")
    late = untouched = None
    if counts.overdue:
        late = filled("cases.overdue_of", count=numerals.count(counts.overdue))
    if counts.untouched:
        key = "cases.untouched_besides" if counts.overdue else "cases.untouched_of"
        untouched = filled(key, count=numerals.count(counts.untouched))
    return listed(filled("cases.open_now", count=numerals.count(counts.open)), late, untouched)


def most_overdue(holders: pd.DataFrame) -> Markup | str:
    """Who has most of what is overdue, where it is one or two, and the town shows who is first."""
    late = holders[holders["overdue"] > 0]
    if late.empty or settings().rankings != "full":
        return ""
    most = late["overdue"].max()
    first = late[late["overdue"] == most]
    if len(first) > 2:
        return ""
    names = text("sign.and").join(sorted(first["name"]))
    key = "most_overdue" if len(first) == 1 else "most_overdue_each"
    return filled(f"cases.{key}", name=names, count=numerals.count(most))


def draw(counts, scope: Scope) -> None:
    """Each figure with its base: what stands at the end of the day, then what came of the days of the window. `counts`:
    cases.figures."""
    with st.container(key="figures"):
        _stock(counts, scope)
        span = text(f"cases.window_{choices.window(scope)}")
        for metric in _RATES:
            _rate(metric, counts, span, scope)
        days = notes(text("cases.of_closed", window=span))
        target = _address(scope, stage="closed")
        figure(metrics.CASE_DAYS, numerals.decimal(counts.median_days), days, target=target)


def _stock(counts, scope: Scope) -> None:
    span = text(f"cases.window_{choices.window(scope)}")
    figure(metrics.CASES_RECEIVED, numerals.count(counts.received), notes(span), target=_address(scope))
    day = text("cases.on_day", day=scope.on)
    figure(metrics.CASES_OPEN, numerals.count(counts.open), notes(day), target=_address(scope, stage="open"))
    of_open = (
        text("cases.of_open", count=numerals.count(counts.open)) if counts.open else text("cases.none_open")
    )
    for metric, number, narrower in (
        (metrics.CASES_OVERDUE, counts.overdue, {"light": "red"}),
        (metrics.CASES_UNTOUCHED, counts.untouched, {"stage": "untouched"}),
    ):
        figure(metric, numerals.count(number), notes(of_open), target=_address(scope, **narrower))


def _rate(metric: Ratio, counts, span: str, scope: Scope) -> None:
    """A rate with what it is made of; nothing where there is nothing to count, or too few have rated."""
    part, whole = (getattr(counts, name) for name in (metric.part, metric.whole))
    if not whole:
        words = text(f"cases.none_{metric.key}", window=span)
    elif part is None:
        words = text("cases.few_ratings", count=LEAST_RATINGS)
    else:
        words = text(f"cases.of_{metric.key}", part=numerals.count(part), whole=numerals.count(whole))
    target = f"{scope.again(choices.PAGE)}#case_departments"
    figure(metric, numerals.rate(metric.of(counts)), notes(words), target=target)


def _address(scope: Scope, **narrower: str) -> str:
    """The list, narrowed as a figure counts."""
    return scope.again(choices.PAGE, **dict.fromkeys((*choices.CHOICES, "q", "rows")) | narrower) + "#cases"
