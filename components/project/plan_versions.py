"""The plan's versions side by side: drawings, and clause by clause what was added, changed and removed, and why."""

from functools import partial

import pandas as pd
from markupsafe import Markup

from components.parts import attachments, table_card
from components.parts.cards import begun, empty, more, notes
from components.parts.html import (
    br,
    del_,
    div,
    figcaption,
    figure,
    img,
    inner,
    ins,
    joined,
    li,
    nav,
    ol,
    p,
    pre,
    span,
    strong,
    ul,
)
from components.parts.sentences import quoted
from components.project.phrases import clause, day, odd, outcome, version
from components.scope import Scope
from components.words import numerals
from data_access.metrics import REVISIONS
from data_access.wording import text
from data_access.works.ledger import Entry
from data_access.works.story import Comparison

CAUSES = 3
_PIECES = {"same": span, "removed": del_, "added": ins}


def draw(plans: tuple, compared: Comparison | None, scope: Scope) -> None:
    """Two versions, or the one there is. `plans`: plans.published; `compared`: works.compared."""
    title = text("project.plan")
    if not plans:
        body = empty(text("project.no_plan"))
    elif compared is None:
        body = _versions(plans) + _clauses(plans[-1])
    else:
        body = joined(_pairs(plans, compared.pair, scope), _versions(compared.pair), _changes(compared))
    written = partial(frame, compared) if compared and compared.changes else None
    table_card.draw("project_plans", title, _marks(plans), body, metric=REVISIONS, frame=written)


def frame(compared: Comparison) -> pd.DataFrame:
    """The comparison as it is taken away: each clause in both versions, and the numbers of the opinions behind it."""
    before, after = ({one.key: one.text for one in plan.clauses or ()} for plan in compared.pair)
    rows = [
        {
            text("project.clause_column"): change.number,
            text("project.key"): change.key,
            text("project.change"): text(f"project_change.{change.kind}"),
            version(compared.pair[0].version): before.get(change.key),
            version(compared.pair[1].version): after.get(change.key),
            text("project.caused_by"): _numbers(change, compared.causes),
        }
        for change in compared.changes or ()
    ]
    return pd.DataFrame(rows)


def _numbers(change, causes: dict) -> str:
    if change.kind == "unchanged":
        return ""
    found = causes.get(change.key)
    return (
        text("sign.listed").join(map(str, found["number"]))
        if found is not None and len(found)
        else text("project.no_source")
    )


def _marks(plans: tuple) -> Markup | None:
    marked = [(plan, mark) for plan in plans for mark in plan.marks]
    items = [li(version(plan.version), " ", odd(mark)) for plan, mark in marked]
    return ul(items, cls="project-marks") if items else None


def _pairs(plans: tuple, pair: tuple, scope: Scope) -> Markup | None:
    numbers = sorted({plan.version for plan in plans})
    if len(numbers) < 3:
        return None
    ends = [*zip(numbers, numbers[1:], strict=False), (numbers[0], numbers[-1])]
    links = [
        _pair(one, other, (one, other) == (pair[0].version, pair[1].version), scope) for one, other in ends
    ]
    label = text("project.compare")
    return nav(span(label, cls="label"), links, cls="project-pairs", aria_label=label)


def _pair(first: int, last: int, chosen: bool, scope: Scope) -> Markup:
    return inner(
        scope.again("project", plans=f"{first}-{last}"),
        text("project.pair", first=first, last=last),
        data_again=True,
        data_stays=True,
        aria_current="true" if chosen else None,
    )


def _versions(plans: tuple) -> Markup:
    return div(map(_version, plans), cls="project-versions")


def _version(plan) -> Markup:
    published = span(text("project.published", day=day(plan.published_at)), cls="label")
    summed = quoted(plan.summary) if plan.summary else None
    name = strong(version(plan.version))
    return figure(_drawing(plan), figcaption(name, " ", published, br(), summed))


def _drawing(plan) -> Markup:
    if plan.drawing_url is None:
        return p(text("project.no_drawing"), cls="project-no-picture")
    address, reason = attachments.found(plan.drawing_url)
    if address is None:
        return p(text(f"project.picture_{reason}"), cls="project-no-picture")
    words = text("project.drawing_of", version=version(plan.version))
    return img(src=address, alt=words, width=480, height=320, loading="lazy")


def _clauses(plan) -> Markup:
    if plan.clauses is None:
        return _raw(plan)
    items = [li(_number(one.number), quoted(one.text), id=f"clause-{one.number}") for one in plan.clauses]
    return ol(items, cls="project-diff")


def _number(number: int) -> Markup:
    return span(clause(number), cls="project-clause")


def _raw(plan) -> Markup:
    return more(text("project.raw", version=version(plan.version)), pre(plan.raw, lang="zh-CN"))


def _changes(compared: Comparison) -> Markup:
    if compared.changes is None:
        return joined(notes(text("project.not_compared")), map(_clauses, compared.pair))
    kinds = [change.kind for change in compared.changes]
    counted = {kind: kinds.count(kind) for kind in ("changed", "added", "removed", "unchanged")}
    total = text("sign.comma").join(
        text(f"project.count_{kind}", count=numerals.count(count)) for kind, count in counted.items() if count
    )
    looks = del_(text("project.removed_looks")), " ", ins(text("project.added_looks"))
    legend = p(total, " ", span(*looks, cls="project-legend"), cls="project-total")
    items = [_change(change, compared.causes.get(change.key)) for change in compared.changes]
    return legend + ol(items, cls="project-diff")


def _change(change, causes: pd.DataFrame | None) -> Markup:
    pieces = [_piece(kind, words) for kind, words in change.pieces]
    return li(
        _number(change.number),
        span(text(f"project_change.{change.kind}"), cls="project-change"),
        p(pieces, lang="zh-CN", cls="quoted"),
        None if change.kind == "unchanged" else _why(causes),
        id=f"clause-{change.number}",
        data_change=change.kind,
    )


def _piece(kind: str, words: str) -> Markup:
    label = None if kind == "same" else span(text(f"project.{kind}_is"), cls="sr")
    return _PIECES[kind](label, words)


def _why(causes: pd.DataFrame | None) -> Markup:
    if causes is None or causes.empty:
        return p(odd("no_source"), cls="project-why")
    items = [li(_opinion(row)) for row in causes.itertuples()]
    words = p(text("project.because", count=numerals.count(len(items))), cls="label")
    return div(words, begun(items, CAUSES, ul, "common.more"), cls="project-why")


def _opinion(row: Entry) -> Markup:
    number = span(text("project.number", number=row.number), cls="label")
    return joined(number, " ", quoted(row.body), " ", outcome(row.outcome))
