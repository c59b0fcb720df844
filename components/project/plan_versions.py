"""The plan's versions side by side: drawings, and clause by clause what was added, changed and removed, and why."""

from html import escape

import pandas as pd
import streamlit as st

from components.parts import attachments, definition, downloads, markup
from components.project.phrases import card, clause, day, note, odd, outcome, said, version
from components.scope import Scope
from components.words import numerals
from data_access.metrics import REVISIONS
from data_access.wording import text

CAUSES = 3
_TAGS = {"same": "span", "removed": "del", "added": "ins"}


def draw(plans: tuple, pair: tuple | None, changes: tuple | None, causes: dict, scope: Scope) -> None:
    """Two versions, or the one there is. `plans`: plans.published; `pair`: plans.pair; `changes`: plans.diff of the pair;
    `causes`: by a clause's key the opinions that changed it, rows of ledger.entries."""
    title = text("project.plan")
    if not plans:
        body = f'<p class="empty">{escape(text("project.no_plan"))}</p>'
    elif pair is None:
        body = _versions(plans) + _clauses(plans[-1])
    else:
        body = _pairs(plans, pair, scope) + _versions(pair) + _changes(pair, changes, causes)
    with st.container(key="table-project_plans"):
        markup.draw(card(title, _marks(plans) + body, definition.fold(REVISIONS)))
        if pair and changes:
            downloads.offer("project_plans", title, lambda: frame(pair, changes, causes), [REVISIONS])


def frame(pair: tuple, changes: tuple, causes: dict) -> pd.DataFrame:
    """The comparison as it is taken away: each clause in both versions, and the numbers of the opinions behind it."""
    before, after = ({one.key: one.text for one in plan.clauses} for plan in pair)
    rows = [
        {
            text("project.clause_column"): change.number,
            text("project.key"): change.key,
            text("project.change"): text(f"project_change.{change.kind}"),
            version(pair[0].version): before.get(change.key),
            version(pair[1].version): after.get(change.key),
            text("project.caused_by"): _numbers(change, causes),
        }
        for change in changes
    ]
    return pd.DataFrame(rows)


def _numbers(change, causes: dict) -> str:
    if change.kind == "unchanged":
        return ""
    found = causes.get(change.key)
    return (
        "、".join(map(str, found["number"]))
        if found is not None and len(found)
        else text("project.no_source")
    )


def _marks(plans: tuple) -> str:
    marked = [(plan, mark) for plan in plans for mark in plan.marks]
    items = "".join(f"<li>{escape(version(plan.version))} {odd(mark)}</li>" for plan, mark in marked)
    return f'<ul class="project-marks">{items}</ul>' if items else ""


def _pairs(plans: tuple, pair: tuple, scope: Scope) -> str:
    numbers = sorted({plan.version for plan in plans})
    if len(numbers) < 3:
        return ""
    ends = [*zip(numbers, numbers[1:], strict=False), (numbers[0], numbers[-1])]
    links = "".join(_pair(a, b, (a, b) == (pair[0].version, pair[1].version), scope) for a, b in ends)
    label = escape(text("project.compare"))
    return f'<nav class="project-pairs" aria-label="{label}"><span class="label">{label}</span>{links}</nav>'


def _pair(first: int, last: int, chosen: bool, scope: Scope) -> str:
    address = escape(scope.again("project", plans=f"{first}-{last}"))
    words = escape(text("project.pair", first=first, last=last))
    return f'<a data-inner data-again data-stays href="{address}"{" aria-current=true" if chosen else ""}>{words}</a>'


def _versions(plans: tuple) -> str:
    return f'<div class="project-versions">{"".join(map(_version, plans))}</div>'


def _version(plan) -> str:
    name = escape(version(plan.version))
    published = escape(text("project.published", day=day(plan.published_at)))
    summary = said(plan.summary) if plan.summary else ""
    return (
        f'<figure>{_drawing(plan)}<figcaption><strong>{name}</strong> <span class="label">{published}</span>'
        f"<br>{summary}</figcaption></figure>"
    )


def _drawing(plan) -> str:
    if plan.drawing_url is None:
        return f'<p class="project-no-picture">{escape(text("project.no_drawing"))}</p>'
    address, reason = attachments.found(plan.drawing_url)
    if address is None:
        return f'<p class="project-no-picture">{escape(text(f"project.picture_{reason}"))}</p>'
    words = escape(text("project.drawing_of", version=version(plan.version)))
    return f'<img src="{escape(address)}" alt="{words}" width="480" height="320" loading="lazy">'


def _clauses(plan) -> str:
    if plan.clauses is None:
        return _raw(plan)
    items = "".join(
        f'<li id="clause-{one.number}"><span class="project-clause">{escape(clause(one.number))}</span>{said(one.text)}</li>'
        for one in plan.clauses
    )
    return f'<ol class="project-diff">{items}</ol>'


def _raw(plan) -> str:
    words = escape(text("project.raw", version=version(plan.version)))
    return f'<details class="more"><summary>{words}</summary><pre lang="zh-CN">{escape(plan.raw)}</pre></details>'


def _changes(pair: tuple, changes: tuple | None, causes: dict) -> str:
    if changes is None:
        shown = "".join(_raw(plan) if plan.clauses is None else _clauses(plan) for plan in pair)
        return note(text("project.not_compared")) + shown
    counted = {
        kind: sum(change.kind == kind for change in changes)
        for kind in ("changed", "added", "removed", "unchanged")
    }
    total = text("overview.comma").join(
        text(f"project.count_{kind}", count=numerals.count(count)) for kind, count in counted.items() if count
    )
    items = "".join(_change(change, causes.get(change.key)) for change in changes)
    legend = (
        f"<del>{escape(text('project.removed_looks'))}</del> <ins>{escape(text('project.added_looks'))}</ins>"
    )
    return f'<p class="project-total">{escape(total)} <span class="project-legend">{legend}</span></p><ol class="project-diff">{items}</ol>'


def _change(change, causes: pd.DataFrame | None) -> str:
    kind = escape(text(f"project_change.{change.kind}"))
    pieces = "".join(_piece(kind, words) for kind, words in change.pieces)
    why = "" if change.kind == "unchanged" else _why(causes)
    return (
        f'<li id="clause-{change.number}" data-change="{change.kind}"><span class="project-clause">{escape(clause(change.number))}'
        f'</span><span class="project-change">{kind}</span><p lang="zh-CN" class="project-said">{pieces}</p>{why}</li>'
    )


def _piece(kind: str, words: str) -> str:
    label = "" if kind == "same" else f'<span class="sr">{escape(text(f"project.{kind}_is"))}</span>'
    return f"<{_TAGS[kind]}>{label}{escape(words)}</{_TAGS[kind]}>"


def _why(causes: pd.DataFrame | None) -> str:
    if causes is None or causes.empty:
        return f'<p class="project-why">{odd("no_source")}</p>'
    items = [f"<li>{_opinion(row)}</li>" for row in causes.itertuples()]
    words = escape(text("project.because", count=numerals.count(len(items))))
    rest = ""
    if items[CAUSES:]:
        more = escape(text("committee.more", count=len(items) - CAUSES))
        rest = f'<details class="more"><summary>{more}</summary><ul>{"".join(items[CAUSES:])}</ul></details>'
    return (
        f'<div class="project-why"><p class="label">{words}</p><ul>{"".join(items[:CAUSES])}</ul>{rest}</div>'
    )


def _opinion(row) -> str:
    return f'<span class="label">{escape(text("project.number", number=row.number))}</span> {said(row.body)} {outcome(row.outcome)}'
