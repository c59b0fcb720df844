"""The notice of adoption (意见采纳情况公示) on A4, in the wording officials use: to be printed and put up."""

from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from components.project.ledger_table import points_at
from components.project.phrases import said
from components.scope import Scope, town
from components.words import numerals, project_words
from data_access.wording import name, text


def draw(
    about,
    entries: pd.DataFrame,
    counts: pd.DataFrame,
    plans: tuple,
    changes: int | None,
    stops: tuple,
    scope: Scope,
) -> None:
    """The sheet. `about`: a row of project.about; `entries`: ledger.entries; `counts`: ledger.counts; `plans`:
    plans.published; `changes`: clauses that differ between first and last; `stops`: project.rail."""
    rows = "".join(_row(row) for row in entries.itertuples())
    heads = "".join(f'<th scope="col">{escape(text(f"project_notice.{key}"))}</th>' for key in _COLUMNS)
    empty = f'<tr><td colspan="5">{escape(text("project.no_opinions"))}</td></tr>'
    back = escape(scope.again("project", notice=None))
    issuer = about.name if isinstance(about.name, str) else about.committee
    mark = (
        f'<p class="project-sheet-mark">{escape(text("project_notice.demonstration"))}</p>'
        if town().demonstration
        else ""
    )
    with st.container(key="project_notice"):
        st.html(
            f'<p class="project-links"><a class="project-link" data-inner href="{back}">{escape(text("project.back"))}</a>'
            f'<button type="button" class="project-link" data-prints>{escape(text("project.print"))}</button></p>'
            f'<article class="project-sheet"><h1>{escape(text("project_notice.title"))}</h1>'
            f'<p class="project-sheet-about">{escape(text("project_notice.about", title=about.title))}</p>'
            f"<p>{escape(_opening(about, stops, plans, scope.on))}</p><p>{escape(_summary(counts.iloc[0], plans, changes))}</p>"
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows or empty}</tbody></table>"
            f"<p>{escape(text('project_notice.objections'))}</p><p>{escape(text('project_notice.redacted'))}</p>"
            f'<div class="project-sheet-issuer"><p>{escape(issuer)}</p><p>{escape(_long(scope.on))}</p></div>{mark}</article>'
        )


_COLUMNS = ("number", "opinion", "outcome", "reason", "clause")


def _row(row) -> str:
    reason = said(row.reason) if row.reason else escape(_without(row))
    cells = (
        numerals.count(row.number),
        said(row.body),
        escape(name("verdict", row.outcome)),
        reason,
        escape(_clause(row)),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _without(row) -> str:
    return text("project_mark.without_reason") if "without_reason" in row.marks else numerals.MISSING


def _clause(row) -> str:
    if row.note == "to_come":
        return text("project.to_come", version=row.version)
    return points_at(row) or numerals.MISSING


def _opening(about, stops: tuple, plans: tuple, on: date) -> str:
    days = {stop.stage: stop.entered_on for stop in stops}
    first, last = days.get("consulting"), days.get("confirmed")
    programme = project_words.programme(about.programme)
    clauses = [text("project_notice.what", title=about.title, programme=programme)]
    if plans:
        clauses.append(text("project_notice.published", day=_long(plans[0].published_at)))
    if first and last and first <= last:
        clauses.append(text("project_notice.asked_between", first=_long(first), last=_long(last)))
    elif first:
        clauses.append(text("project_notice.asked_since", first=_long(first)))
    return text("overview.comma").join(clauses) + text("overview.stop")


def _summary(counts, plans: tuple, changes: int | None) -> str:
    told = text(
        "project_notice.summary",
        received=numerals.count(counts.received),
        adopted=numerals.count(counts.adopted_fully),
        partly=numerals.count(counts.partly),
        declined=numerals.count(counts.declined),
        waiting=numerals.count(counts.waiting),
    )
    revised = ""
    if len(plans) > 1:
        key = "project_notice.revised" if changes is not None else "project_notice.revised_only"
        revised = text(key, count=len(plans) - 1, clauses=changes or 0)
    return told + revised + text("project_notice.following")


def _long(day: date) -> str:
    return text("project_notice.day", day=day)
