"""What a project is and where it stands: the way to it, a sentence in words and its figures."""

import re
from html import escape

import pandas as pd
import streamlit as st

from components.parts import definition, markup
from components.project import phrases, vote_card
from components.scope import Scope
from components.words import numerals, project_words
from components.words.place_names import short
from data_access import metrics
from data_access.metrics import Metric
from data_access.wording import text

_NUMBER = re.compile(r"(?<![\w&#])\d(?:[\d,.]*\d)?%?(?![\d月])")


def trail(about, scope: Scope) -> None:
    """The town, the committee, the project; beside it the ways on. `about`: a row of project.about."""
    steps = [(scope.link("overview"), text("committee.town"))]
    if about.committee:
        steps.append((scope.portrait(about.committee), place(about)))
    items = "".join(
        f'<li><a data-inner href="{escape(address)}">{escape(words)}</a></li>' for address, words in steps
    )
    here = f'<li><span aria-current="page">{escape(about.title)}</span></li>'
    address = escape(scope.again("project", notice="1"))
    link = f'<a class="project-link" data-inner href="{address}">{escape(text("project.to_notice"))}</a>'
    others = escape(scope.link("project"))
    back = f'<a class="project-link" data-inner href="{others}">{escape(text("project.others"))}</a>'
    with st.container(key="trail"):
        st.html(
            f'<nav class="trail" aria-label="{escape(text("committee.trail"))}"><ol>{items}{here}</ol></nav>'
            f'<p class="project-links">{back}{link}</p>'
        )


def place(about) -> str:
    """The committee's short name; its code where it has none."""
    return short(about.name) if isinstance(about.name, str) else about.committee


def sentence(about, standing, built: int | None, counts: pd.DataFrame, plans: tuple, changes, vote) -> None:
    """The project in a sentence. `about`: a row of project.about; `standing`: a row of consultation.as_of, None where the
    project has no stage yet; `built`: days from start to completion; `counts`: ledger.counts; `plans`: plans.published;
    `changes`: clauses that differ between first and last; `vote`: voting.outcome or None."""
    clauses = [
        *stands(about, standing, built),
        asked(counts.iloc[0]),
        planned(plans, changes),
        vote_card.result(vote, whole=True) if vote else text("project.no_vote"),
    ]
    words = text("overview.semicolon").join(clauses) + text("overview.stop")
    stressed = _NUMBER.sub(r"<b>\g<0></b>", escape(words))
    with st.container(key="sentence"):
        st.html(f'<h1 class="sentence"><span class="whose">{escape(about.title)}</span> {stressed}</h1>')


def stands(about, standing, built: int | None) -> list[str]:
    """What it is, where it stands, how long the building took."""
    what = text("project.what", committee=place(about), programme=project_words.programme(about.programme))
    if standing is None or not isinstance(standing.stage, str):
        return [what, text("project.no_stage")]
    key = standing.stage if standing.stage in ("suspended", "cancelled") else "entered"
    stage = project_words.stage(standing.stage)
    said = [text(f"project.is_{key}", day=standing.entered_on, stage=stage, days=int(standing.days_in_stage))]
    if standing.days_late and isinstance(standing.light, str):
        said.append(text("project.late", days=int(standing.days_late)))
    if built is not None:
        said.append(text("project.built", days=built))
    return [what + text("overview.comma") + text("overview.comma").join(said)]


def asked(counts) -> str:
    """How many opinions there are and what became of them. `counts`: a row of ledger.counts."""
    if not counts.received:
        return text("project.no_opinions")
    return text("project.asked", received=counts.received, answered=counts.answered, adopted=counts.adopted)


def planned(plans: tuple, changes: int | None) -> str:
    """How the plan changed. `plans`: of plans.published; `changes`: clauses that differ between first and last."""
    if not plans:
        return text("project.no_plan")
    if len(plans) == 1:
        return text("project.unrevised")
    if changes is None:
        return text("project.revised", count=len(plans) - 1)
    return text("project.revised_clauses", count=len(plans) - 1, clauses=changes)


def figures(
    counts: pd.DataFrame, plans: tuple, vote: pd.DataFrame, heard: pd.DataFrame, ratings: pd.DataFrame
) -> None:
    """Answers, adoption, revisions, turnout, consent, buildings heard, satisfaction. Frames: ledger.counts, voting.vote,
    ledger.heard, project.ratings."""
    row, liked = counts.iloc[0], ratings.iloc[0]
    missing = text("project.count_without_reason", count=numerals.count(row.without_reason))
    with st.container(key="figures"):
        _rate(metrics.ANSWERED_RATE, counts, text("project.waiting", count=numerals.count(row.waiting)))
        _rate(metrics.ADOPTED_RATE, counts, missing if row.without_reason else "")
        revisions = pd.DataFrame({"revisions": [len(plans) - 1]})
        value = numerals.count(metrics.REVISIONS.of_all(revisions).value) if plans else numerals.MISSING
        _card(
            metrics.REVISIONS,
            value,
            text("project.versions", count=len(plans)) if plans else text("project.no_plan"),
        )
        for metric in (metrics.TURNOUT, metrics.CONSENT):
            _rate(metric, vote, "" if len(vote) else text("project.no_vote"))
        _rate(metrics.HEARD, heard, "")
        _liked(ratings, int(liked.ratings))


def _liked(ratings: pd.DataFrame, count: int) -> None:
    if count < 5:
        words = text("project.few_ratings" if count else "project.no_ratings")
        _card(metrics.SATISFACTION, numerals.MISSING, words)
    else:
        _rate(metrics.SATISFACTION, ratings, text("project.ratings", count=numerals.count(count)), of=False)


def _rate(metric: Metric, frame: pd.DataFrame, words: str, of: bool = True) -> None:
    total = metric.of_all(frame)
    counted = text("figure.of", part=numerals.count(total.part), whole=numerals.count(total.whole))
    _card(metric, numerals.rate(total.value), *([counted] if of and total.whole else []), words)


def _card(metric: Metric, value: str, *notes: str) -> None:
    label = escape(text(f"metric.{metric.key}.name"))
    with st.container(key=f"fig-{metric.key}"):
        markup.draw(
            f'<section class="card fig"><div class="fig-head"><h2 class="label">{label}</h2>{definition.fold(metric)}</div>'
            f'<div class="figure">{value}</div>{phrases.note(*notes)}</section>'
        )
