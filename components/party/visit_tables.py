"""The must-visit campaign: done, target and pace, by category and by committee."""

from functools import partial

import pandas as pd
from markupsafe import Markup

from components.parts import signs, table_card
from components.parts.cards import empty, more, notes
from components.parts.html import Content, inner, span, td, th, tr
from components.parts.tables import brief
from components.scope import Scope
from components.words import numerals
from components.words.place_names import short
from data_access.metrics import VISITS
from data_access.party.visits import Sums
from data_access.wording import text

_LIGHTS = {"done": "green", "on_pace": "green", "behind": "amber", "overdue": "red"}


def town(sums: Sums, names: dict[str, str], scope: Scope) -> None:
    """By category, and folded below by committee. `names`: of the committees by code."""
    rows = [_row(row.category, row) for row in sums.categories.itertuples()]
    body = _table(text("visits.category"), rows) if rows else _empty()
    if len(sums.committees):
        lines = [_row(_link(row.committee, names, scope), row) for row in sums.committees.itertuples()]
        body += more(text("visits.by_committee"), _table(text("common.committee"), lines))
    if len(sums.left_out):
        body += notes(text("visits.left_out", count=numerals.count(len(sums.left_out))))
    written = partial(frame, sums, names)
    table_card.draw("visits", text("visits.heading"), body, metric=VISITS, frame=written)


def committee(rows: pd.DataFrame, left: pd.DataFrame) -> None:
    """The categories of one committee, without the numbers of what is small. `rows`: visits.suppressed; `left`: its own of
    visits.left_out."""
    lines = [_category(row) for row in rows.itertuples()]
    body = _table(text("visits.category"), lines) if lines else _empty()
    if len(rows) and not rows["uncovered"].all():
        body += notes(text("visits.covered_note"))
    if len(left):
        body += notes(text("visits.without", categories=text("sign.and").join(left["category"])))
    written = partial(suppressed_frame, rows, left)
    table_card.draw("visits", text("visits.heading"), body, metric=VISITS, frame=written)


def frame(sums: Sums, names: dict[str, str]) -> pd.DataFrame:
    """Both tables as they are downloaded, one below the other, and below them what counts in neither."""
    committees = (names.get(code, code) for code in sums.committees["committee"])
    whose = [*sums.categories["category"], *committees]
    rows = pd.concat([sums.categories, sums.committees], ignore_index=True)
    summed = pd.DataFrame(
        {
            text("visits.whose"): whose,
            text("visits.target"): rows["target"],
            text("visits.visited"): rows["visited"],
            text("visits.left"): rows["left"],
            text("common.due"): rows["due_on"],
            text("visits.pace"): [None if pd.isna(pace) else float(pace) for pace in rows["pace"]],
            text("visits.lately"): rows["lately"],
            text("visits.state"): [_state(state) for state in rows["state"]],
        },
        dtype="object",
    )
    cells = [
        f"{names.get(row.committee, row.committee)} {row.category}" for row in sums.left_out.itertuples()
    ]
    return _with_left_out(summed, text("visits.whose"), cells)


def _with_left_out(rows: pd.DataFrame, heading: str, cells: list[str]) -> pd.DataFrame:
    """The rows, and a row for each cell that counts nowhere, which says so."""
    words = text("visits.not_counted")
    none = pd.DataFrame({heading: cells, text("visits.state"): [words] * len(cells)}, dtype="object")
    return pd.concat([rows, none], ignore_index=True) if cells else rows


def suppressed_frame(rows: pd.DataFrame, left: pd.DataFrame) -> pd.DataFrame:
    """The committee's categories as they are downloaded: covered as on screen, and those that do not count."""
    listed = pd.DataFrame(
        {
            text("visits.category"): rows["category"],
            text("visits.target"): rows["target"].where(rows["uncovered"]),
            text("visits.visited"): rows["visited"].where(rows["uncovered"]),
            text("common.due"): rows["due_on"],
        },
        dtype="object",
    )
    return _with_left_out(listed, text("visits.category"), list(left["category"]))


def _category(row) -> Markup:
    if row.uncovered:
        return _row(row.category, row)
    hidden = td(text("visits.covered"), cls="num", colspan=2)
    return tr(th(row.category, scope="row"), hidden, td(_due(row), cls="num due"), td())


def _due(row) -> str:
    return numerals.MISSING if row.due_on is None or pd.isna(row.due_on) else numerals.day(row.due_on)


def _row(whose: Content, row) -> Markup:
    rate = VISITS.of(row)
    state = span(_state(row.state), cls="status", data_light=_LIGHTS.get(row.state))
    late = text("visits.of_late", lately=numerals.decimal(row.lately))
    pace = span(_pace(row, row.state), cls="muted", data_hint=late)
    return tr(
        th(whose, scope="row"),
        td(signs.bar(rate, numerals.rate(rate)), cls="num rate"),
        td(text("sign.of", part=numerals.count(row.visited), whole=numerals.count(row.target)), cls="num"),
        td(_due(row), cls="num due"),
        td(state if row.state in _LIGHTS else _state(row.state), " ", pace, cls="pace"),
    )


def _state(state: str) -> str:
    return text("visits.done_all" if state == "done" else f"visits.{state}")


def _pace(row, light: str) -> str:
    if light == "done":
        return ""
    left = text("visits.households_left", count=numerals.count(row.left))
    if light in ("overdue", "open"):
        return left
    pace = text("visits.asks", pace=numerals.decimal(row.pace))
    return text("sign.comma").join([left, pace])


def _link(code: str, names: dict[str, str], scope: Scope) -> Markup:
    return inner(scope.link("party", committee=code), short(names.get(code, code)))


def _table(whose: str, rows: list[Markup]) -> Markup:
    heads = [(whose, ""), (text("visits.rate"), "num rate"), (text("visits.done"), "num")]
    heads += [(text("common.due"), "num due"), (text("visits.state"), "pace")]
    return brief(heads, rows, "party-visits")


def _empty() -> Markup:
    return empty(text("visits.no_targets"))
