"""Coverage by neighbourhood and building, and the next doors to knock on; what is small is covered before it comes here."""

import pandas as pd
from markupsafe import Markup

from components.committee import door_hours, trail
from components.maps import schematic
from components.parts import signs, table_card, tables
from components.parts.cards import begun, empty, notes
from components.parts.html import Content, b, div, inner, joined, span, td, th, tr
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.words import numerals
from components.words.areas import as_of, bound, left, share
from data_access.metrics import COVERAGE
from data_access.registration.areas import Inside
from data_access.wording import term, text

SHOWN = 5
_LEAST_SCALE = 0.4


def of_committee(inside: Inside, outlines: pd.DataFrame, scope: Scope) -> None:
    """The neighbourhoods, and where the next doors are. `outlines`: areas.outlines."""
    _neighbourhoods(inside.neighbourhoods, outlines, scope)
    _next_doors(inside, scope)


def of_area(inside: Inside, outlines: pd.DataFrame, scope: Scope) -> None:
    """The neighbourhoods, and the buildings of the one that the reader has chosen. `outlines`: areas.outlines."""
    _neighbourhoods(inside.neighbourhoods, outlines, scope)
    _buildings(inside.buildings, scope)


def _neighbourhoods(areas: pd.DataFrame, outlines: pd.DataFrame, scope: Scope) -> None:
    """The drawing and the table, each neighbourhood leading to itself."""
    title, most = text("committee.neighbourhoods"), _most(areas)
    rows = [_row(area, most, _address(area, scope), _at(area, scope)) for area in areas.itertuples()]
    body = _table(text("common.neighbourhood"), rows, "neighbourhoods")
    drawn = schematic.neighbourhoods(areas, outlines, scope)
    listed = div(body, _notes(areas), cls="told")
    _place("neighbourhoods", title, div(div(drawn, cls="drawn"), listed, cls="placed"), areas)


def _next_doors(inside: Inside, scope: Scope) -> None:
    """What some hours at the doors would bring, and the first buildings of the committee, the others folded below;
    neighbourhoods that are covered are not broken down."""
    doors, parts = inside.doors, inside.neighbourhoods
    rows = [_door(area, scope) for area in doors.itertuples()]
    body = begun(rows, SHOWN, _doors, "committee.more_doors") if rows else empty(text("committee.no_doors"))
    whole = parts["cover"].isna().all()
    note = notes(text("committee.doors_note" if whole else "committee.doors_note_partly"))
    what_if = door_hours.block(inside, scope) if rows else None
    _place("next_doors", text("committee.next_doors"), div(body, what_if, note, cls="doors-next"), doors)


def _buildings(areas: pd.DataFrame, scope: Scope) -> None:
    most = _most(areas)
    rows = [
        _row(area, most, _building(area, scope), area.area == scope.building) for area in areas.itertuples()
    ]
    body = empty(text("committee.not_broken_down"))
    if rows:
        body = _table(text("common.building"), rows, "buildings") + _notes(areas)
    _place("buildings", text("committee.buildings"), body, areas)


def _place(key: str, title: str, body: Markup, areas: pd.DataFrame) -> None:
    heading = text("common.neighbourhood" if key == "neighbourhoods" else "common.building")
    shares = dict.fromkeys((text("committee.coverage_least"), text("committee.coverage_most")), "rate")
    written = (lambda: frame(areas, heading)) if len(areas) else None
    day = _day(areas)
    table_card.draw(key, title, body, metric=COVERAGE, frame=written, beside=day, kinds=shares)


def frame(areas: pd.DataFrame, heading: str) -> pd.DataFrame:
    """The areas as they are downloaded: headed and covered as on screen."""
    rows = list(areas.itertuples())
    columns = {
        heading: [_full_name(area) for area in rows],
        text("common.code"): [area.area for area in rows],
        text("committee.told_of"): list(areas["as_of"]),
        text("common.bound"): [bound(area) for area in rows],
        text("committee.base"): list(areas["occupied_households"]),
        text("committee.coverage_least"): list(areas["value"]),
        text("committee.coverage_most"): list(areas["value_high"]),
        text("committee.left"): [left(area) for area in rows],
    }
    if "within" in areas:
        columns = {text("common.neighbourhood"): list(areas["within"])} | columns
    return pd.DataFrame(columns, dtype="object")


def _table(heading: str, rows: list[tuple[list[Cell], bool]], key: str) -> Markup:
    columns = [
        Column(heading, "heading", name="area"),
        Column(text("common.bound"), "num", name="bound"),
        Column(text("committee.base"), "num", name="base"),
        Column(text("common.coverage_rate"), "num rate", name="value"),
        Column(text("committee.left"), "num", name="left"),
    ]
    current = next((number for number, (_, mine) in enumerate(rows) if mine), None)
    return tables.table(columns, [row for row, _ in rows], key=key, current=current)


def _row(area, most: float, address: str, mine: bool) -> tuple[list[Cell], bool]:
    name = trail.name_of(area)
    return [
        Cell(joined(inner(address, name) if address else name, _inside(area)), area.area or "~"),
        tables.number(bound(area), None if area.cover else area.low),
        tables.number(numerals.count(area.occupied_households), area.occupied_households),
        tables.number(signs.bar(area.value, share(area), most), area.value),
        tables.number(left(area), area.left),
    ], mine


def _most(areas: pd.DataFrame) -> float:
    most = areas["value"].max() if len(areas) else None
    return 1.0 if most is None or pd.isna(most) else max(float(most), _LEAST_SCALE)


def _doors(rows: list[Markup]) -> Markup:
    heads = (("building", ""), ("left", "num"), ("base", "num"), ("bound", "num"))
    return tables.brief([(term("committee", key), kind) for key, kind in heads], rows, "doors")


def _door(area, scope: Scope) -> Markup:
    within = span(area.within, cls="within")
    return tr(
        th(inner(_building(area, scope), within, " ", *_doors_of(area)), scope="row"),
        td(b(left(area)), cls="num"),
        td(numerals.count(area.occupied_households), cls="num"),
        td(bound(area), cls="num"),
    )


def _doors_of(area) -> list[Content]:
    """What a building is called; those that stand together by their numbers, and how many they are."""
    together = _together(area)
    if not together:
        return [trail.name_of(area)]
    return [together, " ", span(text("committee.together", count=numerals.count(area.merged)), cls="numbers")]


def _inside(area) -> Markup | None:
    """The buildings that stand together, below what they are called together."""
    together = _together(area)
    return joined(" ", span(together, cls="numbers")) if together else None


def _together(area) -> Markup:
    """Their numbers, none of them torn at the end of a line."""
    pieces = trail.buildings_of(area)
    last = len(pieces) - 1
    return joined(
        (span(piece, cls="whole"), text("sign.listed") if n < last else None)
        for n, piece in enumerate(pieces)
    )


def _full_name(area) -> str:
    name, pieces = trail.name_of(area), trail.buildings_of(area)
    return text("sign.named", name=name, words=text("sign.listed").join(pieces)) if pieces else name


def _address(area, scope: Scope) -> str:
    return scope.link("committee", committee=scope.committee, neighbourhood=area.area) if area.area else ""


def _building(area, scope: Scope) -> str:
    return scope.link(
        "committee", committee=scope.committee, neighbourhood=area.neighbourhood, building=area.area
    )


def _at(area, scope: Scope) -> bool:
    return bool(area.area) and area.area == scope.neighbourhood


def _day(areas: pd.DataFrame) -> Markup | None:
    """Which day the areas are told of."""
    first = next(areas.itertuples(), None)
    return span(as_of(first), cls="label as-of") if first is not None else None


def _notes(areas: pd.DataFrame) -> Markup:
    stepped = areas["cover"].isna().all()
    return notes(text("committee.stepped_note" if stepped else "committee.covered_note"))
