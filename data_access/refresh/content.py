"""Copies the platform's public content and places: no persons, redacted, positions in WGS-84."""

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Double,
    Integer,
    String,
    Table,
    and_,
    select,
    tuple_,
    type_coerce,
)

from data_access import store
from data_access.coordinates import located
from data_access.outlines import outline
from data_access.platform import contract
from data_access.redaction import PLACEHOLDER, printable, redact, redact_json
from data_access.refresh import values
from data_access.refresh.changes import Changes
from data_access.refresh.writing import batches, replace
from data_access.settings import Bounds

FREE_TEXT = {
    "project": ("title", "summary"),
    "project_stage": ("note",),
    "plan_revision": ("summary", "clauses"),
    "opinion": ("body", "reason"),
    "outreach_event": ("title",),
}
FLAWS = ("key_missing", "duplicate_id", "value_missing", "value_unreadable", "text_too_long", "control_text")
_POSITION = ("longitude", "latitude", "crs")
_NEVER = date(1900, 1, 1)


def copy(source: Connection, target: Connection, table: Table, changes: Changes, bounds: Bounds) -> int:
    """Copies a content table's changed rows (all, where its `since` is empty) and notes their flaws;
    returns how many store rows changed."""
    since = changes.since.get(table.name)
    rows, flaws = _rows(source, table, since, bounds)
    if since is None:
        noted = and_(store.defect.c.source == table.name, store.defect.c.kind.in_(FLAWS))
        return replace(target, table, rows.values()) + replace(target, store.defect, flaws, noted)
    changed = 0
    keys = list(table.primary_key.columns)
    for batch in batches(rows.items(), 200):
        there = tuple_(*keys).in_([key for key, _ in batch])
        changed += replace(target, table, [row for _, row in batch], there)
        places = [_place(key) for key, _ in batch]
        noted = and_(
            store.defect.c.source == table.name,
            store.defect.c.kind.in_(FLAWS),
            store.defect.c.place.in_(places),
        )
        changed += replace(target, store.defect, [flaw for flaw in flaws if flaw[2] in set(places)], noted)
    return changed


def _rows(source: Connection, table: Table, since: datetime | None, bounds: Bounds):
    """Store rows by key, the latest where a key repeats, and the flaws found on the way."""
    origin = contract.tables[table.name]
    statement = select(*(_raw(column) for column in origin.columns if column.name != "household_id"))
    if since is not None:
        statement = statement.where(origin.c.updated_at >= since)
    rows: dict[tuple, tuple] = {}
    found: dict[tuple, int] = {}
    for given in source.execute(statement.execution_options(yield_per=5000)).mappings():
        row, flaws = _converted(origin, table, dict(given), bounds)
        key = tuple(row[column.name] for column in table.primary_key.columns)
        if None in key:
            key, flaws = (), ["key_missing"]
        since_day = values.day(given.get("updated_at")) or _NEVER
        if key in rows and key:
            flaws = [*flaws, "duplicate_id"]
        for flaw in flaws:
            note = (flaw, table.name, _place(key), since_day)
            found[note] = found.get(note, 0) + 1
        kept = tuple(row[column.name] for column in table.columns)
        if key and (key not in rows or _age(table, kept) > _age(table, rows[key])):
            rows[key] = kept
    return rows, [(*note, count) for note, count in found.items()]


def _age(table: Table, row: tuple) -> tuple:
    """Orders the rows of one key: the latest change first, then by what they say."""
    changed = dict(zip(table.columns.keys(), row, strict=True)).get("updated_at")
    return (changed or datetime.min, repr(row))


def _place(key: tuple) -> str:
    return "/".join(str(part) for part in key)[:100]


def _raw(column: Column):
    """A day or moment as the driver gives it, so that an unreadable one does not end the run."""
    return (
        type_coerce(column, String).label(column.name)
        if isinstance(column.type, (Date, DateTime))
        else column
    )


def _converted(origin: Table, table: Table, given: dict, bounds: Bounds) -> tuple[dict, list[str]]:
    flaws: list[str] = []
    if "crs" in origin.columns:
        x, y, defect = located(*(values.number(given[name]) for name in _POSITION[:2]), given["crs"], bounds)
        given |= {"longitude": x, "latitude": y, "position_defect": defect}
    if "boundary" in origin.columns:
        text, defect = outline(given["boundary"], bounds)
        given |= {"boundary": text, "boundary_defect": defect}
    free = FREE_TEXT.get(table.name, ())
    row = {}
    for column in table.columns:
        value = given[column.name]
        row[column.name] = _value(column, value, column.name in free, flaws)
    return row, flaws


def _value(column: Column, value, free_text: bool, flaws: list[str]):
    """The value as the store keeps it; what is unreadable or lacking becomes the kind's nothing."""
    if value is None:
        if not column.nullable and not column.primary_key:
            flaws.append("value_missing")
            return _nothing(column)
        return None
    if isinstance(column.type, String):
        return _text(column, str(value), free_text, flaws)
    read = _READERS[type(column.type)](value)
    if read is None:
        flaws.append("value_unreadable")
        return None if column.nullable or column.primary_key else _nothing(column)
    return read


def _text(column: Column, value: str, free_text: bool, flaws: list[str]) -> str:
    shown = printable(value)
    if PLACEHOLDER in shown:
        flaws.append("control_text")
    if free_text:
        shown = redact_json(shown) if column.name == "clauses" else redact(shown)
    length = column.type.length
    if length and len(shown) > length:
        flaws.append("text_too_long")
        shown = shown[: length - 1] + "…"
    return shown


def _nothing(column: Column):
    kinds = ((String, ""), (Boolean, False), (Integer, 0), (Double, 0.0), (Date, _NEVER))
    return next((empty for kind, empty in kinds if isinstance(column.type, kind)), datetime(1900, 1, 1))


_READERS = {
    Integer: values.whole,
    Double: values.number,
    Boolean: lambda value: bool(values.whole(value)),
    Date: values.day,
    DateTime: values.moment,
}
