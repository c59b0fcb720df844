"""The works as a table: the board's content in rows that can be sorted and taken away."""

import pandas as pd
from markupsafe import Markup

from components.consultation import stage_board
from components.parts import signs, tables
from components.parts.html import inner, joined, span
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.words import numerals, project_words
from components.words.place_names import committee_of
from data_access.metrics import ADOPTED_RATE, SATISFACTION
from data_access.wording import beside, name, term, text
from data_access.works.stages import LIGHTS, ORDER

AT_ONCE, STEP = 600, 100
KINDS = {"light": "light", "title": "heading", "committee": "committee", "what": "what", "stage": "stage"}
FIELDS = (
    "light", "title", "committee", "what", "stage", "days_in_stage", "days_late", "next_planned", "received",
    "waiting", "adopted_rate", "unwritten", "revisions", "satisfaction", "marks",
)  # fmt: skip


def body(works: pd.DataFrame, scope: Scope) -> Markup:
    """The table. `works`: board.works of the chosen."""
    columns = [_column(field) for field in FIELDS]
    rows = [_row(row, scope) for row in _rated(works).itertuples()]
    return tables.table(columns, rows, key="work-table", step=STEP if len(rows) > AT_ONCE else None)


def frame(works: pd.DataFrame) -> pd.DataFrame:
    """The works as they are downloaded: headed as on screen, one row each."""
    rows = _rated(works)
    columns = {
        "number": rows["project"],
        "title": rows["title"],
        "committee": rows["name"],
        "code": rows["committee"],
        "programme": [project_words.programme(code) for code in rows["programme"]],
        "kind": [project_words.kind(code) for code in rows["kind"]],
        "stage": [project_words.stage(code) for code in rows["stage"]],
        "entered_on": rows["entered_on"],
        "days_in_stage": rows["days_in_stage"],
        "light": [_light(light) for light in rows["light"]],
        "next_stage": [
            project_words.stage(code) if isinstance(code, str) else None for code in rows["next_stage"]
        ],
        "next_planned": rows["next_planned"],
        "days_late": rows["days_late"],
        "stuck": [text("download.yes" if stuck else "download.no") for stuck in rows["stuck"]],
        "actor": [project_words.actor(code) if isinstance(code, str) else None for code in rows["actor"]],
        **{
            key: rows[key]
            for key in ("received", "answered", "adopted", "declined", "without_reason", "waiting")
        },
        "adopted_rate": rows["adopted_rate"],
        "unwritten": rows["unwritten"],
        "revisions": rows["revisions"],
        "satisfaction": rows["satisfaction"],
        "ratings": rows["ratings"],
        "odd_dates": [_odd(row) or None for row in rows.itertuples()],
    }
    return pd.DataFrame({term("consultation", key): column for key, column in columns.items()})


def kinds() -> dict[str, str]:
    """How the downloaded columns of shares are written."""
    return {text(f"consultation.{key}"): "rate" for key in ("adopted_rate", "satisfaction")}


def _rated(works: pd.DataFrame) -> pd.DataFrame:
    enough = works["ratings"] >= project_words.LEAST_RATINGS
    return works.assign(
        adopted_rate=ADOPTED_RATE.of_each(works), satisfaction=SATISFACTION.of_each(works).where(enough)
    )


def _column(field: str) -> Column:
    kind = KINDS.get(field, "marks" if field == "marks" else f"num {field}")
    first = "down" if kind.startswith("num") else "up"
    return Column(term("consultation", field), kind, field != "marks", first, name=field)


def _row(row, scope: Scope) -> list[Cell]:
    where = committee_of(row)
    lit = isinstance(row.light, str)
    planned = None if pd.isna(row.next_planned) else row.next_planned
    what = beside(project_words.programme(row.programme), project_words.kind(row.kind))
    return [
        Cell(signs.light(row.light) if lit else numerals.MISSING, LIGHTS.index(row.light) if lit else ""),
        Cell(inner(scope.link("project", project=row.project), row.title), row.title),
        Cell(inner(scope.portrait(row.committee), where), where),
        Cell(what, what),
        Cell(project_words.stage(row.stage), ORDER.index(row.stage)),
        _number(row.days_in_stage),
        _number(row.days_late),
        Cell(numerals.MISSING if planned is None else numerals.day(planned), planned or ""),
        _number(row.received),
        _number(row.waiting),
        tables.number(numerals.rate(row.adopted_rate), row.adopted_rate),
        _number(row.unwritten),
        _number(row.revisions),
        _satisfied(row),
        Cell(stage_board.marks(row)),
    ]


def _satisfied(row) -> Cell:
    if pd.isna(row.satisfaction):
        return Cell(numerals.MISSING, "")
    count = span(text("consultation.of_ratings", count=numerals.count(row.ratings)), cls="muted")
    return Cell(joined(numerals.rate(row.satisfaction), " ", count), row.satisfaction)


def _number(value) -> Cell:
    return tables.number(numerals.count(value), value)


def _light(light) -> str | None:
    return name("light", light) if isinstance(light, str) else None


def _odd(row) -> str:
    return text("sign.and").join(project_words.flaw(kind) for kind in row.flaws.split())
