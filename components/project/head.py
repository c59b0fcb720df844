"""What a project is and where it stands: the way to it, a sentence in words and its figures."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import assigned, breadcrumb, slip_list
from components.parts.cards import figure, notes
from components.parts.html import inner, p
from components.parts.sentences import clauses, filled, headline, listed
from components.project import ledger_table, vote_card
from components.scope import Scope, name_places, town
from components.words import numerals, project_words
from components.words.place_names import committee_of
from components.words.topic_names import topic_name
from data_access import metrics
from data_access.follow_up import FollowUp
from data_access.metrics import Ratio
from data_access.settings import settings
from data_access.topics import kinds
from data_access.wording import text
from data_access.works.consultation import Work
from data_access.works.story import Story


def draw(story: Story, scope: Scope) -> None:
    """The way to the project, its sentence, its figures. `story`: works.of_project."""
    _trail(story.about, scope)
    _sentence(story)
    _figures(story, scope)


def to_be_done(follow_up: FollowUp, scope: Scope) -> None:
    """What meetings decided about the project, and its slips. `follow_up`: follow_up.of the project."""
    assigned.draw(follow_up, text("meeting.of_project"), text("supervision.of_project"), scope)


def _trail(about, scope: Scope) -> None:
    """The town, the committee, the project; beside it the ways on."""
    steps = [(scope.link("overview"), text("common.whole_town"))]
    if about.committee:
        steps.append((scope.portrait(about.committee), committee_of(about)))
    steps.append(("", about.title))
    name_places(**({"committee": committee_of(about)} if about.committee else {}), project=about.title)
    others = inner(scope.link("project"), text("project.others"), cls="project-link")
    notice = inner(scope.again("project", notice="1"), text("project.to_notice"), cls="project-link")
    issue = slip_list.way(scope, cls="project-link", project=about.project)
    breadcrumb.trail(steps, p(_talk(about, scope), issue, others, notice, cls="project-links"))


def _talk(about, scope: Scope) -> list[Markup]:
    """The ways to what residents say about such works, where the town keeps posts."""
    own = {topic.key: topic.name for topic in settings().topics}
    names = {key: topic_name(key, own[key]) for key in kinds.topics_of(about.kind) if town().keeps("post")}
    return [
        inner(scope.link("topics", topic=key), text("project.topic", name=name), cls="project-link")
        for key, name in names.items()
    ]


def _sentence(story: Story) -> None:
    vote = story.vote
    voted = vote_card.result(vote, filled, whole=True) if vote else text("project.no_vote")
    course = _stands(story.about, story.standing, story.built), _opinions(story.counts.iloc[0])
    headline(clauses(*course, _planned(story.plans, story.revised), voted), whose=story.about.title)


def _stands(about, standing: Work | None, built: int | None) -> Markup:
    """What it is, where it stands, how long the building took."""
    what = filled(
        "project.what", committee=committee_of(about), programme=project_words.programme(about.programme)
    )
    if standing is None or not isinstance(standing.stage, str):
        return clauses(what, text("project.no_stage"), end=False)
    key = standing.stage if standing.stage in ("suspended", "cancelled") else "entered"
    stage, days = project_words.stage(standing.stage), int(standing.days_in_stage)
    now = filled(f"project.is_{key}", day=standing.entered_on, stage=stage, days=days)
    late = took = ""
    if standing.days_late and isinstance(standing.light, str):
        late = filled("project.late", days=int(standing.days_late))
    if built is not None:
        took = filled("project.built", days=built)
    return listed(what, now, late, took)


def _opinions(counts) -> str:
    if not counts.received:
        return text("project.no_opinions")
    figures = {key: int(getattr(counts, key)) for key in ("received", "answered", "adopted")}
    return filled("project.asked", **figures)


def _planned(plans: tuple, changes: int | None) -> str:
    if not plans:
        return text("project.no_plan")
    if len(plans) == 1:
        return text("project.unrevised")
    if changes is None:
        return filled("project.revised", count=len(plans) - 1)
    return filled("project.revised_clauses", count=len(plans) - 1, clauses=changes)


def _way(part: str, key: str, count: int, scope: Scope) -> Markup | str:
    """How many opinions are in a part of the ledger, and the way to them; empty for none. `key`: the wording."""
    return inner(ledger_table.way(scope, part), text(key, count=numerals.count(count))) if count else ""


def _figures(story: Story, scope: Scope) -> None:
    """Answers, adoption, revisions, turnout, consent, buildings heard, satisfaction."""
    counts, plans, of = story.counts, story.plans, {"project": story.about.project}
    parts = story.parts
    waiting = _way("waiting", "project.waiting", len(parts["waiting"]), scope)
    odd = [
        _way(part, f"project.count_{part}", len(parts[part]), scope)
        for part in ("unwritten", "without_reason")
    ]
    with st.container(key="figures"):
        _rate(metrics.ANSWERED_RATE, counts, waiting, of=of)
        _rate(metrics.ADOPTED_RATE, counts, *odd, of=of)
        value = numerals.count(len(plans) - 1) if plans else numerals.MISSING
        versions = text("project.versions", count=len(plans)) if plans else text("project.no_plan")
        figure(metrics.REVISIONS, value, notes(versions), of=of)
        for metric in (metrics.TURNOUT, metrics.CONSENT):
            _rate(metric, story.ballot, "" if len(story.ballot) else text("project.no_vote"), of=of)
        _rate(metrics.HEARD, story.heard, "", of=of)
        _liked(story.ratings)


def _liked(ratings: pd.DataFrame) -> None:
    count = int(ratings.iloc[0].ratings)
    if count < project_words.LEAST_RATINGS:
        words = text("project.few_ratings" if count else "project.no_ratings")
        figure(metrics.SATISFACTION, numerals.MISSING, notes(words))
    else:
        words = text("project.ratings", count=numerals.count(count))
        _rate(metrics.SATISFACTION, ratings, words, parts=False)


def _rate(
    metric: Ratio,
    frame: pd.DataFrame,
    *words: str,
    of: Mapping[str, str] | None = None,
    parts: bool = True,
) -> None:
    total = metric.of_all(frame)
    counted = text("figure.of", part=numerals.count(total.part), whole=numerals.count(total.whole))
    figure(metric, numerals.rate(total.value), notes(counted if parts and total.whole else "", *words), of=of)
