"""The notice of adoption (意见采纳情况公示) on A4, in the wording officials use: to be printed and put up."""

from datetime import date

import streamlit as st
from markupsafe import Markup

from components.parts.html import article, button, div, h1, inner, p, table, tbody, td, th, thead, tr
from components.parts.html import draw as put
from components.parts.sentences import quoted
from components.project.ledger_table import points_at
from components.scope import Scope, town
from components.words import numerals, project_words
from data_access.wording import name, text
from data_access.works.ledger import Entry
from data_access.works.story import Story


def draw(story: Story, scope: Scope) -> None:
    """The sheet. `story`: works.of_project."""
    about = story.about
    rows = [_row(row) for row in story.entries.itertuples()] or tr(td(text("project.no_opinions"), colspan=5))
    heads = tr(th(text(f"project_notice.{key}"), scope="col") for key in _COLUMNS)
    issuer = about.name if isinstance(about.name, str) else about.committee
    mark = p(text("common.demonstration"), cls="project-sheet-mark")
    sheet = (
        h1(text("project_notice.title")),
        p(text("project_notice.about", title=about.title), cls="project-sheet-about"),
        p(_opening(story)),
        p(_summary(story)),
        table(thead(heads), tbody(rows)),
        p(text("project_notice.objections")),
        p(text("project_notice.redacted")),
        div(p(issuer), p(_long(scope.on)), cls="project-sheet-issuer"),
        mark if town().demonstration else None,
    )
    back = inner(scope.again("project", notice=None), text("project.back"), cls="project-link")
    prints = button(text("project.print"), type="button", cls="project-link", data_prints=True)
    with st.container(key="project_notice"):
        put(p(back, prints, cls="project-links"), article(*sheet, cls="project-sheet"))


_COLUMNS = ("number", "opinion", "outcome", "reason", "clause")


def _row(row: Entry) -> Markup:
    reason = quoted(row.reason) if row.reason else _without(row)
    verdict = name("verdict", row.outcome)
    return tr(map(td, (numerals.count(row.number), quoted(row.body), verdict, reason, _clause(row))))


def _without(row: Entry) -> str:
    return text("project_mark.without_reason") if "without_reason" in row.marks else numerals.MISSING


def _clause(row: Entry) -> str:
    if row.note == "to_come":
        return text("project.to_come", version=row.version)
    return points_at(row) or numerals.MISSING


def _opening(story: Story) -> str:
    days = {stop.stage: stop.entered_on for stop in story.stops}
    first, last = days.get("consulting"), days.get("confirmed")
    programme = project_words.programme(story.about.programme)
    clauses = [text("project_notice.what", title=story.about.title, programme=programme)]
    if story.plans:
        clauses.append(text("project_notice.published", day=_long(story.plans[0].published_at)))
    if first and last and first <= last:
        clauses.append(text("project_notice.asked_between", first=_long(first), last=_long(last)))
    elif first:
        clauses.append(text("project_notice.asked_since", first=_long(first)))
    return text("sign.comma").join(clauses) + text("sign.stop")


def _summary(story: Story) -> str:
    counts, changes = story.counts.iloc[0], story.revised
    opinions = text(
        "project_notice.summary",
        received=numerals.count(counts.received),
        adopted=numerals.count(counts.adopted_fully),
        partly=numerals.count(counts.partly),
        declined=numerals.count(counts.declined),
        waiting=numerals.count(counts.waiting),
    )
    revised = ""
    if len(story.plans) > 1:
        key = "project_notice.revised" if changes is not None else "project_notice.revised_only"
        revised = text(key, count=len(story.plans) - 1, clauses=changes or 0)
    return opinions + revised + text("project_notice.following")


def _long(day: date) -> str:
    return text("project_notice.day", day=day)
