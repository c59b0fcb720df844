"""What a project is and where it stands: the way to it, a sentence in words and its figures."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import breadcrumb
from components.parts.cards import figure, notes
from components.parts.html import inner, p
from components.parts.sentences import clauses, headline, listed, said
from components.project import vote_card
from components.scope import Scope
from components.words import numerals, project_words
from components.words.place_names import short
from data_access import metrics
from data_access.metrics import Ratio
from data_access.wording import text
from data_access.works.consultation import Work


def trail(about, scope: Scope) -> None:
    """The town, the committee, the project; beside it the ways on. `about`: a row of project.about."""
    steps = [(scope.link("overview"), text("common.whole_town"))]
    if about.committee:
        steps.append((scope.portrait(about.committee), place(about)))
    steps.append(("", about.title))
    others = inner(scope.link("project"), text("project.others"), cls="project-link")
    notice = inner(scope.again("project", notice="1"), text("project.to_notice"), cls="project-link")
    breadcrumb.trail(steps, p(others, notice, cls="project-links"))


def place(about) -> str:
    """The committee's short name; its code where it has none."""
    return short(about.name) if isinstance(about.name, str) else about.committee


def sentence(
    about, standing: Work | None, built: int | None, counts: pd.DataFrame, plans: tuple, changes, vote
) -> None:
    """The project in a sentence. `about`: a row of project.about; `standing`: a row of consultation.as_of, None where the
    project has no stage yet; `built`: days from start to completion; `counts`: ledger.counts; `plans`: plans.published;
    `changes`: clauses that differ between first and last; `vote`: voting.outcome or None."""
    voted = vote_card.result(vote, said, whole=True) if vote else text("project.no_vote")
    course = stands(about, standing, built), asked(counts.iloc[0]), planned(plans, changes), voted
    headline(clauses(*course), whose=about.title)


def stands(about, standing: Work | None, built: int | None) -> Markup:
    """What it is, where it stands, how long the building took."""
    what = said("project.what", committee=place(about), programme=project_words.programme(about.programme))
    if standing is None or not isinstance(standing.stage, str):
        return clauses(what, text("project.no_stage"), end=False)
    key = standing.stage if standing.stage in ("suspended", "cancelled") else "entered"
    stage, days = project_words.stage(standing.stage), int(standing.days_in_stage)
    now = said(f"project.is_{key}", day=standing.entered_on, stage=stage, days=days)
    late = took = ""
    if standing.days_late and isinstance(standing.light, str):
        late = said("project.late", days=int(standing.days_late))
    if built is not None:
        took = said("project.built", days=built)
    return listed(what, now, late, took)


def asked(counts) -> str:
    """How many opinions there are and what became of them. `counts`: a row of ledger.counts."""
    if not counts.received:
        return text("project.no_opinions")
    figures = {key: int(getattr(counts, key)) for key in ("received", "answered", "adopted")}
    return said("project.asked", **figures)


def planned(plans: tuple, changes: int | None) -> str:
    """How the plan changed. `plans`: of plans.published; `changes`: clauses that differ between first and last."""
    if not plans:
        return text("project.no_plan")
    if len(plans) == 1:
        return text("project.unrevised")
    if changes is None:
        return said("project.revised", count=len(plans) - 1)
    return said("project.revised_clauses", count=len(plans) - 1, clauses=changes)


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
        value = numerals.count(len(plans) - 1) if plans else numerals.MISSING
        versions = text("project.versions", count=len(plans)) if plans else text("project.no_plan")
        figure(metrics.REVISIONS, value, notes(versions))
        for metric in (metrics.TURNOUT, metrics.CONSENT):
            _rate(metric, vote, "" if len(vote) else text("project.no_vote"))
        _rate(metrics.HEARD, heard, "")
        _liked(ratings, int(liked.ratings))


def _liked(ratings: pd.DataFrame, count: int) -> None:
    if count < 5:
        words = text("project.few_ratings" if count else "project.no_ratings")
        figure(metrics.SATISFACTION, numerals.MISSING, notes(words))
    else:
        _rate(metrics.SATISFACTION, ratings, text("project.ratings", count=numerals.count(count)), of=False)


def _rate(metric: Ratio, frame: pd.DataFrame, words: str, of: bool = True) -> None:
    total = metric.of_all(frame)
    counted = text("figure.of", part=numerals.count(total.part), whole=numerals.count(total.whole))
    figure(metric, numerals.rate(total.value), notes(counted if of and total.whole else "", words))
