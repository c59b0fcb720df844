"""What the consultation page says first: where the works stand in a sentence, and in figures."""

from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.consultation import stuck_works, work_filters
from components.parts import figures
from components.parts.cards import figure, notes
from components.parts.html import inner, p
from components.parts.sentences import behind, clauses, filled, headline, listed
from components.scope import Scope
from components.words import numerals, project_words
from data_access import metrics
from data_access.wording import text
from data_access.works import stages

_BUILT = ("completed", "evaluated")


def sentence(works: pd.DataFrame, opinions: pd.DataFrame, on: date, filtered: bool) -> None:
    """Where the works stand, which need somebody, what became of the opinions. `works`: board.works of the chosen;
    `opinions`: board.opinion_totals of them; `filtered`: whether they are not all."""
    if works.empty:
        headline(clauses(text("consultation.none_chosen" if filtered else "consultation.none")))
    else:
        headline(clauses(_course(works, filtered), _trouble(works), _opinions(opinions, on)))


def draw(works: pd.DataFrame, opinions: pd.DataFrame, on: date, scope: Scope) -> None:
    """Works by light, the stuck, opinions answered, adopted, not written into the plan and waiting, revisions. Frames as in
    `sentence`."""
    with st.container(key="figures"):
        table = f"{scope.again(work_filters.PAGE, view='table')}#works"
        figures.works(works, scope)
        _stuck(works, f"{scope.again(work_filters.PAGE)}#stuck")
        row = next(opinions.itertuples())
        _answers(opinions, row, table)
        _unwritten(row, scope)
        narrower = {name for name, _ in scope.view} & {*work_filters.CHOICES}
        waiting = scope.link("me", "opinions", committee=scope.committee)
        _waiting(works, row, on, scope, table if narrower else waiting)
        _revisions(works, table)


def _course(works: pd.DataFrame, filtered: bool) -> Markup:
    counts = works["stage"].value_counts()
    key = "consultation.chosen_count" if filtered else "consultation.count"
    course = [filled(key, count=numerals.count(len(works)))]
    for key, those in (("in_consultation", ("consulting",)), ("under_way", ("started",)), ("built", _BUILT)):
        if number := int(sum(counts.get(stage, 0) for stage in those)):
            course.append(filled(f"consultation.{key}", count=numerals.count(number)))
    return listed(*course)


def _trouble(works: pd.DataFrame) -> Markup | str:
    trouble = listed(behind("consultation.late_count", works), _still(works[works["stuck"]]["actor"]))
    if trouble or not stages.timed(works):
        return trouble
    return text("consultation.no_trouble" if works["limit"].notna().any() else "common.none_late")


def _still(actors: pd.Series) -> Markup | str:
    """How many works are stuck, and how many of them with whom most wait. `actors`: who has to act, one a stuck work."""
    if actors.empty:
        return ""
    first, most = next(iter(actors.value_counts().items()))
    who = project_words.actor(first)
    return filled(
        "consultation.stuck_count",
        count=numerals.count(len(actors)),
        actor=who,
        most=numerals.count(most),
    )


def _opinions(opinions: pd.DataFrame, on: date) -> Markup | str:
    row = next(opinions.itertuples())
    if not row.received:
        return text("common.no_opinions")
    rate = numerals.rate(metrics.ANSWERED_RATE.of_all(opinions).value)
    answered = filled("consultation.opinions", count=numerals.count(row.received), rate=rate)
    if not row.waiting:
        return answered
    waiting = numerals.count(row.waiting)
    return listed(answered, filled("consultation.oldest", count=waiting, days=project_words.waited(row, on)))


def _stuck(works: pd.DataFrame, listed: str) -> None:
    if works["limit"].isna().all():
        figure(metrics.STUCK, numerals.MISSING, notes(stuck_works.none(works)))
        return
    by_actor = works[works["stuck"]]["actor"].value_counts()
    shares = [
        text("consultation.of_actor", actor=project_words.actor(code), count=numerals.count(count))
        for code, count in by_actor.items()
    ]
    words = text("sign.comma").join(shares) or stuck_works.none(works)
    figure(metrics.STUCK, numerals.count(works["stuck"].sum()), notes(words), target=listed)


def _answers(opinions: pd.DataFrame, row, table: str) -> None:
    """How many of the opinions are answered, and how many of those adopted, as far as there are any."""
    counts = {key: numerals.count(getattr(row, key)) for key in ("received", "answered", "adopted")}
    none = "" if row.received else text("common.no_opinions")
    words = none or text("consultation.answered_of", **counts)
    rate = numerals.rate(metrics.ANSWERED_RATE.of_all(opinions).value)
    figure(metrics.ANSWERED_RATE, rate, notes(words), target=table)
    none = none or ("" if row.answered else text("consultation.none_answered"))
    words = none or text("consultation.adopted_of", **counts)
    rate = numerals.rate(metrics.ADOPTED_RATE.of_all(opinions).value)
    figure(metrics.ADOPTED_RATE, rate, notes(words, _unreasoned(row)), target=table)


def _unwritten(row, scope: Scope) -> None:
    """The adopted opinions that do not stand in the plan, and a way to the works that have them, most first."""
    if not row.adopted:
        figure(metrics.ADOPTED_UNWRITTEN, numerals.MISSING, notes(text("consultation.none_adopted")))
        return
    words = text("consultation.of_adopted", adopted=numerals.count(row.adopted))
    address = scope.again(work_filters.PAGE, view="table", sort="work-table.unwritten.down") + "#works"
    link = p(inner(address, text("consultation.which_works")), cls="note which") if row.unwritten else None
    figure(metrics.ADOPTED_UNWRITTEN, numerals.count(row.unwritten), notes(words), link, target=address)


def _revisions(works: pd.DataFrame, table: str) -> None:
    """How often the plans were changed, of the works that have one."""
    if not works["planned"].any():
        figure(metrics.REVISIONS, numerals.MISSING, notes(text("consultation.no_plans")))
        return
    changed = int((works["revisions"] > 0).sum())
    words = text("consultation.revised", count=numerals.count(changed))
    figure(metrics.REVISIONS, numerals.count(works["revisions"].sum()), notes(words), target=table)


def _unreasoned(row) -> str:
    if not row.declined:
        return ""
    key = "unreasoned" if row.without_reason else "all_reasoned"
    return text(f"consultation.{key}", count=numerals.count(row.without_reason))


def _waiting(works: pd.DataFrame, row, on: date, scope: Scope, listed: str) -> None:
    """The unanswered opinions, and a way to the work whose oldest has waited longest; `listed`: where all of them are."""
    if not row.waiting:
        value = numerals.count(0) if row.received else numerals.MISSING
        none = text("figure.none_waiting" if row.received else "common.no_opinions")
        figure(metrics.OPINIONS_WAITING, value, notes(none))
        return
    days = project_words.oldest(row, on)
    first = works[works["oldest_waiting"] == row.oldest_waiting]
    link = None
    if len(first):
        one = next(first.itertuples())
        link = p(inner(scope.link("project", project=one.project), one.title), cls="note")
    figure(metrics.OPINIONS_WAITING, numerals.count(row.waiting), notes(days), link, target=listed)
