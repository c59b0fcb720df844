"""Every committee by coverage: its place, how it came there, and how far it is from its target."""

from dataclasses import replace

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import lacking, long_table, signs, table_card, tables
from components.parts.cards import empty, notes
from components.parts.html import b, inner, joined, polyline, span, svg
from components.parts.tables import Cell, Column
from components.registration import ranking_file
from components.registration.ranking_file import Sums
from components.scope import Scope, current
from components.words import numerals
from components.words.coverage import expected, unmeasured
from components.words.place_names import short
from data_access import metrics
from data_access.registration.progress import Standing
from data_access.settings import settings
from data_access.wording import language, term, text

_WIDE, _HIGH = 60, 16
_LEAST_SCALE = 0.4
_METRICS = (
    metrics.COVERAGE,
    metrics.MOVEMENT,
    metrics.IMPROVEMENT,
    metrics.NET_NEW_HOUSEHOLDS,
    metrics.GAP_TO_TARGET,
)
_SORTED = {
    key: {"committee": "name", "expected": "latest", "improvement": "improvement_own"}.get(key, key)
    for key in (
        *("place", "quarter", "moved", "committee", "households", "occupied_households", "value"),
        *("improvement", "net_new_households", "needed", "expected", "registered", "waiting", "opinions"),
    )
}
_WAITING = ("registered", "waiting", "opinions")
_ORDERS = {"full": ["place", "committee"], "bands": ["quarter", "committee"], "off": ["committee"]}


def draw(
    standings: pd.DataFrame, ways: pd.DataFrame, calls: pd.DataFrame, flows: pd.DataFrame, last: Sums
) -> None:
    """The table with its search, its totals and its downloads.

    `standings`: progress.standings; `ways`: targets.ways; `calls`: waiting.by_committee; `flows`: outreach.household_flows of
    the days of the small trends; `last`: ranking_file.sums.
    """
    seen, part = current(), long_table.requested("ranking", _SORTED)
    rows = arranged(standings, ways, calls)
    closed = () if seen.rights.may("applicants") else ("waiting", "waiting_long")
    unkept = [key for key in ranking_file.WAITING if key in closed or lacking.leaves_out(key)]
    body = _body(
        rows, flows, last, replace(seen, notices=()), part, settings().rankings, unkept, language.get()
    )
    ranked = settings().rankings == "full" and metrics.COVERAGE.kept(rows)
    title = text("registration.ranking" if ranked else "registration.all")
    table_card.draw(
        "ranking",
        title,
        body,
        metric=metrics.COVERAGE,
        frame=lambda: ranking_file.frame(rows, last, seen, unkept),
        metrics=_METRICS,
        kinds=ranking_file.kinds(seen),
        totals=1 if metrics.COVERAGE.kept(rows) else 0,
    )


def arranged(standings: pd.DataFrame, ways: pd.DataFrame, calls: pd.DataFrame) -> pd.DataFrame:
    """The committees in the order that the town shows, the unranked below, each with its way to its target and the opinions
    that wait for it."""
    rankings = settings().rankings
    rows = standings.merge(ways, on="committee", how="left")
    rows = rows.merge(calls[["committee", "opinions", "oldest"]], on="committee", how="left")
    if rankings != "off":
        rows = rows.assign(unranked=rows["place"].isna())
        return rows.sort_values(["unranked", *_ORDERS[rankings]], ignore_index=True, na_position="last")
    return rows.sort_values("committee", ignore_index=True).assign(unranked=False)


@st.cache_data(max_entries=200, show_spinner=False)
def _body(
    rows: pd.DataFrame,
    flows: pd.DataFrame,
    sums: Sums,
    seen: Scope,
    part: long_table.Part,
    rankings: str,
    unkept: list[str],
    lang: str,
) -> Markup:
    """Search, table and footnote; kept, for thousands of rows take their time."""
    if rows.empty:
        return empty(text("registration.none"))
    words = _words(rows)
    keys, long = _keys(rows, rankings, unkept), len(rows) > long_table.AT_ONCE
    columns = [_column(key, rankings, seen) for key in keys]
    sorting = {key: _SORTED[key] for key, column in zip(keys, columns, strict=True) if column.sorts}
    part = part if part.column in sorting else replace(part, column=None, down=False)
    listed = part.of(rows, words, sorting) if long else rows
    left, sent = max(len(listed) - part.rows, 0), listed[: part.rows] if long else listed
    most, lines = (
        max(rows["value"].max(), _LEAST_SCALE),
        _lines(flows[flows["committee"].isin(sent["committee"])]),
    )
    cells = [_row(row, keys, most, lines.get(row.committee, ""), seen) for row in sent.itertuples()]
    mine = sent.index[sent["committee"] == seen.mine]
    sorted_by = part.column if long and part.column else "place" if "place" in keys else None
    return joined(
        tables.search(
            "ranking",
            term("registration", "search"),
            term("registration", "search_hint"),
            term("registration", "none_found"),
            part.searched,
            words,
            served=long,
        ),
        tables.table(
            _served(columns, keys, part, seen) if long else columns,
            cells,
            key="ranking",
            words=None if long else words,
            searched=part.searched,
            below=int(sent["unranked"].sum()),
            foot=_foot(rows, keys, most, sums) if metrics.COVERAGE.kept(rows) else None,
            current=int(mine[0]) if len(mine) else None,
            sorted_by=keys.index(sorted_by) if sorted_by else None,
            falling=part.down if long and part.column else None,
            more=(left, seen.again("registration", rows=part.rows + long_table.STEP)),
        ),
        _notes(rows),
    )


def _words(rows: pd.DataFrame) -> list[str]:
    """What a search looks through in each row."""
    return [f"{row.name} {row.committee}".lower() for row in rows.itertuples()]


def _served(columns: list[Column], keys: list[str], part: long_table.Part, seen: Scope) -> list[Column]:
    """The columns with the addresses that sort by them."""
    return [
        replace(column, address=seen.again("registration", sort=part.sorting("ranking", key, column.first)))
        if column.sorts
        else column
        for key, column in zip(keys, columns, strict=True)
    ]


def _keys(rows: pd.DataFrame, rankings: str, unkept: list[str]) -> list[str]:
    """The columns: without places where the town shows none, without a target where there is none, without households
    where it keeps none."""
    waiting = [key for key in _WAITING if key not in unkept]
    if not metrics.COVERAGE.kept(rows):
        return ["committee", *waiting]
    first = {"full": ["place", "moved"], "bands": ["quarter"], "off": []}[rankings]
    keys = [*first, "committee", "households", "occupied_households", "value", "improvement"]
    keys += ["net_new_households", "lately"]
    return keys + (["needed", "expected"] if rows["goal"].notna().any() else []) + waiting


def _column(key: str, rankings: str, seen: Scope) -> Column:
    kind = {"committee": "heading", "lately": "lately", "expected": "expected"}.get(key, f"num {key}")
    sorts = key != "lately" and rankings == "full" or key == "committee"
    return Column(
        ranking_file.heading({"improvement": "improvement_own"}.get(key, key), seen),
        kind,
        sorts,
        "up" if key in ("place", "committee", "expected") else "down",
        name=key,
    )


def _row(row, keys: list[str], most: float, line: str, seen: Scope) -> list[Cell]:
    def cell(key: str) -> Cell:
        match key:
            case "place":
                return _place(row)
            case "quarter":
                ranked = pd.notna(row.quarter)
                return Cell(text("standing.quarter", quarter=row.quarter) if ranked else _why(row))
            case "moved":
                return _moved(row, numerals.since(seen.compare))
            case "committee":
                name = inner(seen.portrait(row.committee), short(row.name))
                mark = joined(" ", span(text("registration.still"), cls="still")) if row.stalled else None
                return Cell(joined(name, mark), short(row.name))
            case "value":
                return _rate(row.value, most)
            case "improvement":
                return tables.number(signs.points(row.improvement_own, row.improvement), row.improvement_own)
            case "net_new_households":
                return tables.number(numerals.change(row.net_new_households), row.net_new_households)
            case "lately":
                return Cell(line)
            case "needed":
                return tables.number(numerals.count(row.needed), row.needed)
            case "expected":
                return _expected(row)
        return tables.number(numerals.count(getattr(row, key)), getattr(row, key))

    return [cell(key) for key in keys]


def _place(row: Standing) -> Cell:
    if pd.isna(row.place):
        return Cell(_why(row), "")
    return Cell(b(numerals.count(row.place)), row.place)


def _why(row: Standing) -> Markup:
    reason = row.reason if isinstance(row.reason, str) else "base_missing"
    return span(term("registration", reason), cls="why", data_hint=text(f"reason.{reason}"))


def _moved(row: Standing, since: str) -> Cell:
    if pd.isna(row.place):
        return Cell(numerals.MISSING, "")
    if pd.isna(row.moved) and not row.newly:
        return Cell(numerals.MISSING, "")
    if pd.isna(row.moved):
        return Cell(span(text("common.newly"), cls="newly"), "")
    if row.moved == 0:
        return Cell(span("=", cls="muted", title=text("overview.kept", since=since)), 0)
    steps, key = abs(int(row.moved)), "overview.risen" if row.moved > 0 else "overview.fallen"
    way = text(key, count=steps, since=since)
    drawn = joined(signs.arrow(row.moved), span(steps, aria_hidden="true"), span(way, cls="sr"))
    return Cell(drawn, int(row.moved))


def _rate(value: float, most: float) -> Cell:
    if pd.isna(value):
        return Cell(numerals.MISSING, "")
    return Cell(signs.bar(value, numerals.rate(value), most), value)


def _expected(row) -> Cell:
    if pd.isna(row.needed):
        return Cell(numerals.MISSING, "")
    first, last = (None if pd.isna(day) else day for day in (row.earliest, row.latest))
    words = expected(int(row.needed), first, last, row.undated)
    if row.needed and first and last:
        words = numerals.period(first, last)
    pace = text("registration.pace", rate=numerals.rate(row.goal), day=row.due, count=_pace(row))
    order = row.due.min if not row.needed else first or row.due.max
    return Cell(span(words, data_hint=pace), order)


def _pace(row) -> str:
    return numerals.decimal(row.pace)


def _foot(rows: pd.DataFrame, keys: list[str], most: float, sums: Sums) -> list[Cell]:
    total = metrics.COVERAGE.of_all(rows)
    cells = {
        "committee": Cell(text("common.whole_town")),
        "households": Cell(numerals.count(None if total.value is None else total.part)),
        "occupied_households": Cell(numerals.count(total.whole or None)),
        "value": _rate(float("nan") if total.value is None else total.value, most),
        "improvement": Cell(signs.points_of_town(sums["improvement"])),
        "net_new_households": Cell(numerals.change(sums["net_new_households"])),
        "needed": Cell(numerals.count(sums["needed"])),
        "registered": Cell(numerals.count(sums["registered"])),
        "waiting": Cell(numerals.count(sums["waiting"])),
        "opinions": Cell(numerals.count(sums["opinions"])),
    }
    return [cells.get(key, Cell("")) for key in keys]


def _notes(rows: pd.DataFrame) -> Markup:
    total = metrics.COVERAGE.of_all(rows)
    if total.value is None:
        return notes(unmeasured(rows))
    left_out = text("registration.left_out", count=numerals.count(total.left_out)) if total.left_out else ""
    return notes(text("registration.total_note") + left_out)


def _lines(flows: pd.DataFrame) -> dict[str, Markup]:
    """A small trend of bound households for each committee, lowest to highest."""
    stocks = flows.pivot(index="committee", columns="day", values="households")
    if stocks.shape[1] < 2:
        return {}
    low, high = stocks.min(axis=1), stocks.max(axis=1)
    up = stocks.sub(low, axis=0).div((high - low).where(high > low), axis=0).fillna(0.5)
    heights = ((1 - up) * (_HIGH - 2) + 1).round().astype(int).where(stocks.notna(), -1).to_numpy()
    across = [round(1 + n * (_WIDE - 2) / (stocks.shape[1] - 1)) for n in range(stocks.shape[1])]
    return {
        code: _line([(x, y) for x, y in zip(across, row, strict=True) if y >= 0])
        for code, row in zip(stocks.index, heights, strict=True)
    }


def _line(points: list[tuple[int, int]]) -> Markup:
    drawn = polyline(points=" ".join(f"{x},{y}" for x, y in points))
    return svg(drawn, cls="spark", viewBox=f"0 0 {_WIDE} {_HIGH}", aria_hidden="true")
