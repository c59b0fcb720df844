"""What the consultation page says first: where the works stand in a sentence, and in figures."""

import re
from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from components.consultation import stuck_works
from components.parts import figures
from components.scope import Scope
from components.words import numerals, project_words
from data_access import metrics
from data_access.wording import text
from data_access.works import stages

_NUMBER = re.compile(r"(?<![\w&#–-])\d(?:[\d,.]*\d)?%?(?![–-]\d)")
_BUILT = ("completed", "evaluated")


def sentence(works: pd.DataFrame, asked: pd.DataFrame, on: date, filtered: bool) -> None:
    """Where the works stand, which need somebody, what became of the opinions. `works`: board.works of the chosen;
    `asked`: board.asked of them; `filtered`: whether they are not all."""
    if works.empty:
        said = [text("consultation.none_chosen" if filtered else "consultation.none")]
    else:
        said = [_course(works, filtered), _trouble(works), _opinions(asked, on)]
    words = text("overview.semicolon").join(filter(None, said)) + text("overview.stop")
    with st.container(key="sentence"):
        stressed = _NUMBER.sub(r"<b>\g<0></b>", escape(words))
        st.html(f'<h1 class="sentence">{stressed}</h1>')


def draw(works: pd.DataFrame, asked: pd.DataFrame, on: date, scope: Scope) -> None:
    """Works by light, the stuck, opinions answered, adopted and waiting, revisions. Frames as in `sentence`."""
    with st.container(key="figures"):
        figures.works(works)
        _stuck(works)
        row = next(asked.itertuples())
        _answers(asked, row)
        _waiting(works, row, on, scope)
        _revisions(works)


def _course(works: pd.DataFrame, filtered: bool) -> str:
    counts = works["stage"].value_counts()
    said = [
        text(
            "consultation.chosen_count" if filtered else "consultation.count",
            count=numerals.count(len(works)),
        )
    ]
    for key, those in (("in_consultation", ("consulting",)), ("under_way", ("started",)), ("built", _BUILT)):
        if number := int(sum(counts.get(stage, 0) for stage in those)):
            said.append(text(f"consultation.{key}", count=numerals.count(number)))
    return text("overview.comma").join(said)


def _trouble(works: pd.DataFrame) -> str:
    said = []
    if late := int(works["light"].isin(["amber", "red"]).sum()):
        said.append(text("consultation.late_count", count=numerals.count(late)))
    if stuck := int(works["stuck"].sum()):
        most = project_words.actor(works[works["stuck"]]["actor"].value_counts().index[0])
        said.append(text("consultation.stuck_count", count=numerals.count(stuck), actor=most))
    if said or not stages.timed(works):
        return text("overview.comma").join(said)
    return text("consultation.no_trouble" if works["limit"].notna().any() else "works.none_late")


def _opinions(asked: pd.DataFrame, on: date) -> str:
    row = next(asked.itertuples())
    if not row.received:
        return text("consultation.no_opinions")
    rate = numerals.rate(metrics.ANSWERED_RATE.of_all(asked).value)
    said = [text("consultation.opinions", count=numerals.count(row.received), rate=rate)]
    if row.waiting:
        days = numerals.count((on - row.oldest_waiting.date()).days)
        said.append(text("consultation.oldest", count=numerals.count(row.waiting), days=days))
    return text("overview.comma").join(said)


def _stuck(works: pd.DataFrame) -> None:
    if works["limit"].isna().all():
        figures.plain(metrics.STUCK, numerals.MISSING, stuck_works.none(works))
        return
    by_actor = works[works["stuck"]]["actor"].value_counts()
    notes = [
        text("consultation.of_actor", actor=project_words.actor(code), count=numerals.count(count))
        for code, count in by_actor.items()
    ]
    said = text("overview.comma").join(notes) if notes else stuck_works.none(works)
    figures.plain(metrics.STUCK, numerals.count(works["stuck"].sum()), said)


def _answers(asked: pd.DataFrame, row) -> None:
    """How many of the opinions are answered, and how many of those adopted, as far as there are any."""
    answered, none = numerals.count(row.answered), None if row.received else text("figure.no_opinions")
    figures.plain(
        metrics.ANSWERED_RATE,
        numerals.rate(metrics.ANSWERED_RATE.of_all(asked).value),
        none or text("consultation.answered_of", received=numerals.count(row.received), answered=answered),
    )
    none = none or (None if row.answered else text("consultation.none_answered"))
    figures.plain(
        metrics.ADOPTED_RATE,
        numerals.rate(metrics.ADOPTED_RATE.of_all(asked).value),
        none or text("consultation.adopted_of", adopted=numerals.count(row.adopted), answered=answered),
        *_unreasoned(row),
    )


def _revisions(works: pd.DataFrame) -> None:
    """How often the plans were changed, of the works that have one."""
    if not works["planned"].any():
        figures.plain(metrics.REVISIONS, numerals.MISSING, text("consultation.no_plans"))
        return
    changed = int((works["revisions"] > 0).sum())
    said = text("consultation.revised", count=numerals.count(changed))
    figures.plain(metrics.REVISIONS, numerals.count(works["revisions"].sum()), said)


def _unreasoned(row) -> list[str]:
    if not row.declined:
        return []
    key = "unreasoned" if row.without_reason else "all_reasoned"
    return [text(f"consultation.{key}", count=numerals.count(row.without_reason))]


def _waiting(works: pd.DataFrame, row, on: date, scope: Scope) -> None:
    """The unanswered opinions, and a way to the work whose oldest has waited longest."""
    if not row.waiting:
        value = numerals.count(0) if row.received else numerals.MISSING
        none = text("figure.none_waiting" if row.received else "figure.no_opinions")
        figures.plain(metrics.OPINIONS_WAITING, value, none)
        return
    days = text("figure.oldest", days=numerals.count((on - row.oldest_waiting.date()).days))
    first = works[works["oldest_waiting"] == row.oldest_waiting]
    link = ""
    if len(first):
        one = next(first.itertuples())
        address = escape(scope.link("project", project=one.project))
        link = f'<p class="note"><a data-inner href="{address}">{escape(one.title)}</a></p>'
    figures.plain(metrics.OPINIONS_WAITING, numerals.count(row.waiting), days, more=link)
