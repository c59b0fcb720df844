"""Why a committee's place changed, part by part, and whom it passed or was passed by."""

import pandas as pd
from markupsafe import Markup

from components.parts import signs, table_card
from components.parts.cards import empty, notes
from components.parts.html import span, table, td, tfoot, th, thead, tr
from components.scope import current
from components.words import numerals
from components.words.place_names import short
from data_access import metrics
from data_access.registration.movement import Movement
from data_access.settings import settings
from data_access.wording import text

PARTS = ("own", "base", "others")


def draw(movement: Movement) -> None:
    """What moved the committee, part by part, and whom it passed or was passed by."""
    title = text("why.place" if settings().rankings == "full" else "why.coverage")
    since = span(text("figure.since", since=numerals.since(current().compare)), cls="label")
    has_parts = movement.coverage is not None or _places(movement)
    written = (lambda: frame(movement)) if has_parts else None
    table_card.draw("why", title, _parts(movement), metric=metrics.MOVEMENT, frame=written, beside=since)


def frame(movement: Movement) -> pd.DataFrame:
    """The parts as they are downloaded: in points, unrounded, and in places where the town shows them; their sum last."""
    coverage, places = _coverage(movement), _places(movement)
    keys = [key for key in PARTS if key in (places or coverage or {})]
    columns: dict[str, list] = {text("why.part"): [text(f"why.part_{key}") for key in keys]}
    if coverage is not None:
        columns[text("why.points")] = [
            100 * float(coverage[key]) if key in coverage else None for key in keys
        ]
    if places:
        columns[text("why.places")] = [places[key] for key in keys]
    parts = pd.DataFrame(columns, dtype="object")
    sums = [parts[name].dropna().sum() for name in parts.columns[1:]]
    parts.loc[len(parts)] = [text("why.part_sum"), *sums]
    return parts


def _places(movement) -> dict[str, int] | None:
    return movement.places if settings().rankings == "full" else None


def _coverage(movement) -> dict | None:
    parts = movement.coverage
    return None if parts is None else {"own": parts.own, "base": parts.base}


def _in_points(movement) -> dict:
    return {} if movement.coverage is None else {key: movement.coverage.in_points[key] for key in PARTS[:2]}


def _parts(movement: Movement) -> Markup:
    places = _places(movement)
    if movement.coverage is None and places is None:
        return empty(text("why.unknown"))
    keys = ["part", "points", *(["places"] if places else [])]
    heads = [th(text(f"why.{key}"), scope="col", cls="num" if n else "") for n, key in enumerate(keys)]
    rows = [_part(key, movement, places) for key in (PARTS if places else PARTS[:2])]
    parts = table(thead(tr(heads)), rows, _sum(movement, places), cls="list parts-of")
    return parts + notes(*_reasons(movement, places is not None))


def _part(key: str, movement, places: dict | None) -> Markup:
    points_of = _in_points(movement)
    points = numerals.signed_points(float(points_of[key]) / 100) if key in points_of else ""
    return _line(f"why.part_{key}", points, places[key] if places else None)


def _sum(movement, places: dict | None) -> Markup:
    points_of = _in_points(movement)
    total = numerals.signed_points(float(sum(points_of.values())) / 100) if points_of else numerals.MISSING
    return tfoot(_line("why.part_sum", total, sum(places.values()) if places else None))


def _line(name: str, points: str, moved: int | None) -> Markup:
    places = None if moved is None else td(signs.change(moved), cls="num")
    return tr(th(text(name), scope="row"), td(points, cls="num"), places)


def _reasons(movement, ranked: bool) -> list[str]:
    sentences = [text("why.own_households", count=numerals.change(movement.households))]
    for key, names in (("passed", movement.passed), ("passed_by", movement.passed_by)):
        if ranked and names:
            listed = text("sign.and").join(short(name) for name in names[:4])
            more = text("common.and_more", count=len(names)) if len(names) > 4 else ""
            sentences.append(text(f"why.{key}", names=listed + more))
    return sentences
