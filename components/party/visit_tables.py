"""The must-visit campaign: done, target and pace, by category and by committee."""

from html import escape

import pandas as pd
import streamlit as st

from components.parts import definition, downloads
from components.scope import Scope
from components.words import numerals
from components.words.place_names import short
from data_access.metrics import VISITS
from data_access.wording import text

_LIGHTS = {"done": "green", "on_pace": "green", "behind": "amber", "overdue": "red"}


def town(
    categories: pd.DataFrame,
    committees: pd.DataFrame,
    left: pd.DataFrame,
    names: dict[str, str],
    scope: Scope,
) -> None:
    """By category, and folded below by committee. Both: visits.summed; `left`: visits.left_out; `names`: of the
    committees by code."""
    rows = [_row(escape(row.category), row) for row in categories.itertuples()]
    body = _table(text("visits.category"), rows) if rows else _empty()
    if len(committees):
        lines = [_row(_link(row.committee, names, scope), row) for row in committees.itertuples()]
        fold = escape(text("visits.by_committee"))
        body += f'<details class="more"><summary>{fold}</summary>{_table(text("party.committee"), lines)}</details>'
    if len(left):
        body += _note(text("visits.left_out", count=numerals.count(len(left))))
    _card(body, lambda: frame(categories, committees, left, names))


def committee(rows: pd.DataFrame, left: pd.DataFrame) -> None:
    """The categories of one committee, without the numbers of what is small. `rows`: visits.told; `left`: its own of
    visits.left_out."""
    lines = [_told(row) for row in rows.itertuples()]
    body = _table(text("visits.category"), lines) if lines else _empty()
    if len(rows) and not rows["told"].all():
        body += _note(text("visits.covered_note"))
    if len(left):
        body += _note(text("visits.without", categories=text("overview.and").join(left["category"])))
    _card(body, lambda: told_frame(rows, left))


def _note(words: str) -> str:
    return f'<p class="note">{escape(words)}</p>'


def frame(
    categories: pd.DataFrame, committees: pd.DataFrame, left: pd.DataFrame, names: dict[str, str]
) -> pd.DataFrame:
    """Both tables as they are downloaded, one below the other, and below them what counts in neither."""
    whose = [*categories["category"], *(names.get(code, code) for code in committees["committee"])]
    rows = pd.concat([categories, committees], ignore_index=True)
    summed = pd.DataFrame(
        {
            text("visits.whose"): whose,
            text("visits.target"): rows["target"],
            text("visits.visited"): rows["visited"],
            text("visits.left"): rows["left"],
            text("visits.due"): rows["due_on"],
            text("visits.pace"): [None if pd.isna(pace) else float(pace) for pace in rows["pace"]],
            text("visits.lately"): rows["lately"],
            text("visits.state"): [_state(state) for state in rows["state"]],
        },
        dtype="object",
    )
    cells = [f"{names.get(row.committee, row.committee)} {row.category}" for row in left.itertuples()]
    return _with_left_out(summed, text("visits.whose"), cells)


def _with_left_out(rows: pd.DataFrame, heading: str, cells: list[str]) -> pd.DataFrame:
    """The rows, and a row for each cell that counts nowhere, which says so."""
    words = text("visits.not_counted")
    none = pd.DataFrame({heading: cells, text("visits.state"): [words] * len(cells)}, dtype="object")
    return pd.concat([rows, none], ignore_index=True) if cells else rows


def told_frame(rows: pd.DataFrame, left: pd.DataFrame) -> pd.DataFrame:
    """The committee's categories as they are downloaded: covered as on screen, and those that do not count."""
    shown = pd.DataFrame(
        {
            text("visits.category"): rows["category"],
            text("visits.target"): rows["target"].where(rows["told"]),
            text("visits.visited"): rows["visited"].where(rows["told"]),
            text("visits.due"): rows["due_on"],
        },
        dtype="object",
    )
    return _with_left_out(shown, text("visits.category"), list(left["category"]))


def _told(row) -> str:
    due = numerals.MISSING if row.due_on is None or pd.isna(row.due_on) else escape(numerals.day(row.due_on))
    if not row.told:
        hidden = f'<td class="num" colspan="2">{escape(text("visits.covered"))}</td>'
        return f'<tr><th scope="row">{escape(row.category)}</th>{hidden}<td class="num due">{due}</td><td></td></tr>'
    return _row(escape(row.category), row)


def _row(whose: str, row) -> str:
    rate = row.visited / row.target if row.target else None
    bar = f'<span class="bar" style="--share:{min(rate or 0, 1) * 100:.0f}%"></span>'
    due = numerals.MISSING if row.due_on is None or pd.isna(row.due_on) else escape(numerals.day(row.due_on))
    light, late = row.state, text("visits.of_late", lately=numerals.decimal(row.lately))
    word = escape(_state(light))
    marked = f'<span class="status" data-light="{_LIGHTS[light]}">{word}</span>' if light in _LIGHTS else word
    return (
        f'<tr><th scope="row">{whose}</th><td class="num rate">{bar}{numerals.rate(rate)}</td>'
        f'<td class="num">{numerals.count(row.visited)} / {numerals.count(row.target)}</td><td class="num due">{due}</td>'
        f'<td class="pace">{marked} <span class="muted" data-hint="{escape(late)}">{escape(_pace(row, light))}</span></td></tr>'
    )


def _state(state: str) -> str:
    return text("visits.done_all" if state == "done" else f"visits.{state}")


def _pace(row, light: str) -> str:
    if light == "done":
        return ""
    left = text("visits.households_left", count=numerals.count(row.left))
    if light in ("overdue", "open"):
        return left
    asked = text("visits.asks", pace=numerals.decimal(row.pace))
    return text("overview.comma").join([left, asked])


def _link(code: str, names: dict[str, str], scope: Scope) -> str:
    address = escape(scope.link("party", committee=code))
    return f'<a data-inner href="{address}">{escape(short(names.get(code, code)))}</a>'


def _table(whose: str, rows: list[str]) -> str:
    heads = ((whose, ""), (text("visits.rate"), "num rate"), (text("visits.done"), "num"))
    heads += ((text("visits.due"), "num due"), (text("visits.state"), "pace"))
    head = "".join(f'<th scope="col" class="{kind}">{escape(words)}</th>' for words, kind in heads)
    return f'<table class="list party-visits"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _empty() -> str:
    return f'<p class="empty">{escape(text("visits.no_targets"))}</p>'


def _card(body: str, written) -> None:
    title = text("visits.heading")
    with st.container(key="table-visits"):
        st.html(
            f'<section class="card"><div class="fig-head"><h2>{escape(title)}</h2>{definition.fold(VISITS)}</div>{body}</section>'
        )
        downloads.offer("visits", title, written, [VISITS])
