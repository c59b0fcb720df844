"""Coverage by neighbourhood and building, and the next doors to knock on; what is small is covered before it comes here."""

from html import escape

import pandas as pd
import streamlit as st

from components.maps import schematic
from components.parts import definition, downloads, markup, tables
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.words import numerals
from components.words.areas import as_of, bound, left, share
from data_access.metrics import COVERAGE
from data_access.wording import text

SHOWN = 7
_LEAST_SCALE = 0.4


def name_of(area) -> str:
    """What a row is called: its name, or what stands together in it. `area`: of areas.neighbourhoods or buildings."""
    if isinstance(area.name, str):
        return area.name
    merged = area.merged if hasattr(area, "merged") else 0
    return text("committee.merged", count=merged) if merged else text("committee.nowhere")


def unknown(place, scope: Scope) -> None:
    """What of the address could not be obeyed, in a sentence. `place`: areas.place."""
    words = None
    if place.unknown:
        words = text(f"scope.{place.unknown}", value=(getattr(scope, place.unknown) or "")[:40])
    elif place.merged:
        words = text("committee.merged_here")
    elif place.untold:
        words = text("committee.not_broken_down")
    if words:
        st.html(f'<p class="notice" role="status">{escape(words)}</p>')


def neighbourhoods(areas: pd.DataFrame, outlines: pd.DataFrame, scope: Scope) -> None:
    """The drawing and the table of the neighbourhoods, each leading to itself. `areas`: areas.neighbourhoods."""
    title, most = text("committee.neighbourhoods"), _most(areas)
    rows = [_row(area, most, _address(area, scope), _at(area, scope)) for area in areas.itertuples()]
    body = _table(text("committee.neighbourhood"), rows, "neighbourhoods")
    drawn = schematic.neighbourhoods(areas, outlines, scope)
    with st.container(key="table-neighbourhoods"):
        markup.draw(
            f'<section class="card"><div class="fig-head"><h2>{escape(title)}</h2>{definition.fold(COVERAGE)}{_day(areas)}</div>'
            f'<div class="placed"><div class="drawn">{drawn}</div><div class="told">{body}{_notes(areas)}</div></div></section>'
        )
        downloads.offer(
            "neighbourhoods",
            title,
            lambda: frame(areas, text("committee.neighbourhood")),
            [COVERAGE],
            **_as_shares(),
        )


def next_doors(doors: pd.DataFrame, parts: pd.DataFrame, scope: Scope) -> None:
    """Where most doors are still to be knocked on: the first buildings of the committee, the others folded below.

    `doors`: areas.next_doors; `parts`: areas.neighbourhoods, of which those covered are not broken down.
    """
    rows = [_door(area, scope) for area in doors.itertuples()]
    body = _doors(rows[:SHOWN]) if rows else f'<p class="empty">{escape(text("committee.no_doors"))}</p>'
    if rows[SHOWN:]:
        more = escape(text("committee.more_doors", count=numerals.count(len(rows) - SHOWN)))
        body += f'<details class="more"><summary>{more}</summary>{_doors(rows[SHOWN:])}</details>'
    note = (
        text("committee.doors_note") if parts["cover"].isna().all() else text("committee.doors_note_partly")
    )
    _place("next_doors", text("committee.next_doors"), body + f'<p class="note">{escape(note)}</p>', doors)


def buildings(areas: pd.DataFrame, scope: Scope) -> None:
    """The buildings of the neighbourhood that the reader has chosen. `areas`: areas.buildings of it."""
    most = _most(areas)
    rows = [
        _row(area, most, _building(area, scope), area.area == scope.building) for area in areas.itertuples()
    ]
    body = (
        _table(text("committee.building"), rows, "buildings") + _notes(areas)
        if rows
        else f'<p class="empty">{escape(text("committee.not_broken_down"))}</p>'
    )
    _place("buildings", text("committee.buildings"), body, areas)


def _place(key: str, title: str, body: str, areas: pd.DataFrame) -> None:
    with st.container(key=f"table-{key}"):
        st.html(
            f'<section class="card"><div class="fig-head"><h2>{escape(title)}</h2>{definition.fold(COVERAGE)}{_day(areas)}</div>{body}</section>'
        )
        if len(areas):
            downloads.offer(
                key, title, lambda: frame(areas, text("committee.building")), [COVERAGE], **_as_shares()
            )


def _as_shares() -> dict:
    return {
        "kinds": dict.fromkeys((text("committee.coverage_least"), text("committee.coverage_most")), "rate")
    }


def frame(areas: pd.DataFrame, heading: str) -> pd.DataFrame:
    """The areas as they are downloaded: headed and covered as on screen."""
    rows = list(areas.itertuples())
    columns = {
        heading: [name_of(area) for area in rows],
        text("committee.code"): [area.area for area in rows],
        text("committee.told_of"): list(areas["as_of"]),
        text("committee.bound"): [bound(area) for area in rows],
        text("committee.base"): list(areas["occupied_households"]),
        text("committee.coverage_least"): list(areas["value"]),
        text("committee.coverage_most"): list(areas["value_high"]),
        text("committee.left"): [left(area) for area in rows],
    }
    if "within" in areas:
        columns = {text("committee.neighbourhood"): list(areas["within"])} | columns
    return pd.DataFrame(columns, dtype="object")


def _table(heading: str, rows: list[list[Cell]], key: str) -> str:
    columns = [
        Column(heading, "heading"),
        Column(text("committee.bound"), "num"),
        Column(text("committee.base"), "num"),
        Column(text("overview.coverage_column"), "num rate"),
        Column(text("committee.left"), "num"),
    ]
    current = next((number for number, (_, mine) in enumerate(rows) if mine), None)
    return tables.table(columns, [row for row, _ in rows], key=key, current=current)


def _row(area, most: float, address: str, mine: bool) -> tuple[list[Cell], bool]:
    name = escape(name_of(area))
    linked = f'<a data-inner href="{escape(address)}">{name}</a>' if address else name
    return [
        Cell(linked, area.area or "~"),
        Cell(escape(bound(area)), _order(None if area.cover else area.low)),
        Cell(numerals.count(area.occupied_households), _order(area.occupied_households)),
        Cell(_bar(area.value, most) + escape(share(area)), _order(area.value)),
        Cell(escape(left(area)), _order(area.left)),
    ], mine


def _order(value) -> object:
    return "" if pd.isna(value) else value


def _bar(value, most: float) -> str:
    if pd.isna(value):
        return ""
    width = min(value / most, 1) * 100
    return f'<span class="bar" style="--share:{width:.1f}%"></span>'


def _most(areas: pd.DataFrame) -> float:
    most = areas["value"].max() if len(areas) else None
    return max(most, _LEAST_SCALE) if pd.notna(most) else 1.0


def _doors(rows: list[str]) -> str:
    heads = (("building", ""), ("left", "num"), ("base", "num"), ("bound", "num"))
    head = "".join(
        f'<th scope="col" class="{kind}">{escape(text(f"committee.{key}"))}</th>' for key, kind in heads
    )
    return f'<table class="list doors"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _door(area, scope: Scope) -> str:
    address = escape(_building(area, scope))
    return (
        f'<tr><th scope="row"><a data-inner href="{address}"><span class="within">{escape(area.within)}</span> '
        f'{escape(name_of(area))}</a></th><td class="num"><b>{escape(left(area))}</b></td>'
        f'<td class="num">{numerals.count(area.occupied_households)}</td><td class="num">{escape(bound(area))}</td></tr>'
    )


def _address(area, scope: Scope) -> str:
    return scope.link("committee", committee=scope.committee, neighbourhood=area.area) if area.area else ""


def _building(area, scope: Scope) -> str:
    return scope.link(
        "committee", committee=scope.committee, neighbourhood=area.neighbourhood, building=area.area
    )


def _at(area, scope: Scope) -> bool:
    return bool(area.area) and area.area == scope.neighbourhood


def _day(areas: pd.DataFrame) -> str:
    """Which day the areas are told of."""
    first = next(areas.itertuples(), None)
    return f'<span class="label as-of">{escape(as_of(first))}</span>' if first is not None else ""


def _notes(areas: pd.DataFrame) -> str:
    key = "committee.stepped_note" if areas["cover"].isna().all() else "committee.covered_note"
    return f'<p class="note">{escape(text(key))}</p>'
