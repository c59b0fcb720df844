"""Why a committee's place changed, part by part, and whom it passed or was passed by."""

from html import escape

import pandas as pd
import streamlit as st

from components.parts import definition, downloads, markup
from components.words import numerals
from components.words.place_names import short
from data_access import metrics
from data_access.settings import settings
from data_access.wording import text

PARTS = ("own", "base", "others")


def draw(row, movement) -> None:
    """What moved the committee, part by part, and whom it passed or was passed by."""
    title = text("committee.why" if settings().rankings == "full" else "committee.why_coverage")
    with st.container(key="table-why"):
        markup.draw(
            f'<section class="card"><div class="fig-head"><h2>{escape(title)}</h2>{definition.fold(metrics.MOVEMENT)}'
            f'<span class="label">{escape(text("committee.since", day=movement.since))}</span></div>{_parts(row, movement)}</section>'
        )
        if movement.coverage is not None or _places(movement):
            downloads.offer("why", title, lambda: frame(movement), [metrics.MOVEMENT])


def frame(movement) -> pd.DataFrame:
    """The parts as they are downloaded: in points, unrounded, and in places where the town shows them; their sum last."""
    coverage, places = _coverage(movement), _places(movement)
    keys = [key for key in PARTS if key in (places or coverage)]
    columns = {text("committee.part"): [text(f"committee.part_{key}") for key in keys]}
    if coverage is not None:
        columns[text("committee.points")] = [
            100 * float(coverage[key]) if key in coverage else None for key in keys
        ]
    if places:
        columns[text("committee.places")] = [places[key] for key in keys]
    table = pd.DataFrame(columns, dtype="object")
    table.loc[len(table)] = [
        text("committee.part_sum"),
        *(table[name].dropna().sum() for name in table.columns[1:]),
    ]
    return table


def _places(movement) -> dict[str, int] | None:
    return movement.places if settings().rankings == "full" else None


def _coverage(movement) -> dict | None:
    parts = movement.coverage
    return None if parts is None else {"own": parts.own, "base": parts.base}


def _shown(movement) -> dict:
    return {} if movement.coverage is None else {key: movement.coverage.shown[key] for key in PARTS[:2]}


def _parts(row, movement) -> str:
    places = _places(movement)
    if movement.coverage is None and places is None:
        return f'<p class="empty">{escape(text("committee.no_why"))}</p>'
    heads = [text("committee.part"), text("committee.points")] + (
        [text("committee.places")] if places else []
    )
    keys = PARTS if places else PARTS[:2]
    rows = "".join(_part(key, movement, places) for key in keys) + _sum(movement, places)
    head = "".join(
        f'<th scope="col" class="{"num" if n else ""}">{escape(h)}</th>' for n, h in enumerate(heads)
    )
    table = f'<table class="list parts-of"><thead><tr>{head}</tr></thead>{rows}</table>'
    return table + markup.notes(*_told(movement, places is not None))


def _part(key: str, movement, places: dict | None) -> str:
    shown = _shown(movement)
    points = numerals.signed_points(float(shown[key]) / 100) if key in shown else ""
    cells = f'<td class="num">{points}</td>'
    if places:
        cells += f'<td class="num">{numerals.arrow(places[key])}{numerals.change(places[key])}</td>'
    return f'<tr><th scope="row">{escape(text(f"committee.part_{key}"))}</th>{cells}</tr>'


def _sum(movement, places: dict | None) -> str:
    shown = _shown(movement)
    total = numerals.signed_points(float(sum(shown.values())) / 100) if shown else numerals.MISSING
    cells = f'<td class="num">{total}</td>'
    if places:
        moved = sum(places.values())
        cells += f'<td class="num">{numerals.arrow(moved)}{numerals.change(moved)}</td>'
    return f'<tfoot><tr><th scope="row">{escape(text("committee.part_sum"))}</th>{cells}</tr></tfoot>'


def _told(movement, ranked: bool) -> list[str]:
    said = [text("committee.own_households", count=numerals.change(movement.households))]
    for key, names in (("passed", movement.passed), ("passed_by", movement.passed_by)):
        if ranked and names:
            listed = text("overview.and").join(short(name) for name in names[:4])
            more = text("committee.and_more", count=len(names)) if len(names) > 4 else ""
            said.append(text(f"committee.{key}", names=listed + more))
    return said
