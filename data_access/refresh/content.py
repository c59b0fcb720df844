"""Copies the platform's public content and places: no persons, redacted, positions in WGS-84."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Double,
    Integer,
    Label,
    String,
    Table,
    Text,
    and_,
    cast,
    select,
    tuple_,
    type_coerce,
)

from data_access import store
from data_access.platform import CODE, CODE_LENGTH, contract, values
from data_access.platform.coordinates import located
from data_access.platform.outlines import outline
from data_access.platform.redaction import (
    PLACEHOLDER,
    printable,
    redact,
    redact_address,
    redact_code,
    redact_json,
)
from data_access.platform.values import BEGINNING, LONG_AGO, Zone
from data_access.refresh.changes import PLACES, Changes, changed_since
from data_access.refresh.writing import batches, replace
from data_access.settings import Bounds

FREE_TEXT = {
    "neighbourhood": ("name",),
    "building": ("name",),
    "visit_target": ("category",),
    "project": ("title", "summary"),
    "project_stage": ("note",),
    "plan_revision": ("summary", "clauses", "drawing_url"),
    "opinion": ("body", "reason", "clause_key"),
    "project_photo": ("url",),
    "outreach_event": ("title",),
    "campaign": ("name",),
    "campaign_photo": ("url",),
    "case_file": ("category", "title"),
    "case_event": ("reason",),
}
_REDACTED_BY = {"clauses": redact_json, "drawing_url": redact_address, "url": redact_address}
OF_TEXT = ("text_too_long", "control_text")
FLAWS = (
    "key_missing",
    "key_too_long",
    "key_unreadable",
    "duplicate_id",
    "value_missing",
    "value_unreadable",
    *OF_TEXT,
)
_POSITION = ("longitude", "latitude", "crs")


@dataclass(frozen=True)
class Reading:
    """How a town's content is read: where it may lie, the zone of moments that name none, and the tables in which no
    id can stand twice."""

    bounds: Bounds
    zone: Zone
    unique: set[str]


def copy(source: Connection, target: Connection, table: Table, changes: Changes, reading: Reading) -> int:
    """Copies a content table's changed rows (all, where its `since` is empty) and notes their flaws;
    returns how many store rows changed."""
    since = changes.since.get(table.name)
    if changes.rows.get(table.name) and (table.name in PLACES or table.name not in reading.unique):
        since = None  # of rows that share an id one may not have changed, and a place may be given another first day
    rows, flaws = _rows(source, table, since, reading)
    if since is None:
        noted = and_(store.defect.c.source == table.name, store.defect.c.kind.in_(FLAWS))
        return replace(target, table, rows.values()) + replace(target, store.defect, flaws, noted)
    changed = 0
    keys = list(table.primary_key.columns)
    for batch in batches(rows.items(), 200):
        in_batch = tuple_(*keys).in_([key for key, _ in batch])
        changed += replace(target, table, [row for _, row in batch], in_batch)
        places = [_place(key) for key, _ in batch]
        noted = and_(
            store.defect.c.source == table.name,
            store.defect.c.kind.in_(FLAWS),
            store.defect.c.place.in_(places),
        )
        changed += replace(target, store.defect, [flaw for flaw in flaws if flaw[2] in set(places)], noted)
    return changed


def _rows(
    source: Connection, table: Table, since: datetime | None, reading: Reading
) -> tuple[dict[tuple, tuple], list[tuple]]:
    """Store rows by key, the latest where a key repeats, and the flaws found on the way."""
    origin = contract.tables[table.name]
    as_text = source.dialect.name == "postgresql"
    statement = select(*(_raw(column, as_text) for column in origin.columns if column.name != "household_id"))
    if since is not None:
        statement = statement.where(changed_since(origin, since))
    rows: dict[tuple, tuple] = {}
    found: dict[tuple, int] = {}
    with source.execute(statement) as result:
        for record in result.mappings():
            row, flaws = _converted(origin, table, dict(record), reading)
            key = tuple(row[column.name] for column in table.primary_key.columns)
            if None in key:
                named = [flaw for flaw in flaws if flaw in ("key_too_long", "key_unreadable")]
                key, flaws = (), named or ["key_missing"]
            changed = values.moment(record.get("updated_at"), reading.zone)
            since_day = changed.date() if changed else BEGINNING
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
    return redact_code(printable("/".join(str(part) for part in key)))[:100]


def _raw(column: Column, as_text: bool) -> Label:
    """The value as the driver gives it, or as text where the driver would fail at what it cannot hold."""
    read = cast(column, Text) if as_text else type_coerce(column, String)
    return read.label(column.name)


def _converted(origin: Table, table: Table, record: dict, reading: Reading) -> tuple[dict, list[str]]:
    flaws: list[str] = []
    if "crs" in origin.columns:
        x, y, defect = located(
            values.number(record["longitude"]),
            values.number(record["latitude"]),
            record["crs"],
            reading.bounds,
        )
        record |= {"longitude": x, "latitude": y, "position_defect": defect}
    if "boundary" in origin.columns:
        text, defect = outline(record["boundary"], reading.bounds)
        record |= {"boundary": text, "boundary_defect": defect}
    free = FREE_TEXT.get(table.name, ())
    row = {}
    for column in table.columns:
        value = record[column.name]
        row[column.name] = _value(column, value, column.name in free, flaws, reading.zone)
    return row, flaws


def _value(column: Column, value: object, free_text: bool, flaws: list[str], zone: Zone) -> Any:
    """The value as the store keeps it; what is unreadable or lacking becomes the kind's nothing."""
    read: Any
    if column.name == "valid_from":
        read = values.beginning(value)
    elif value is None or (
        column.nullable and isinstance(column.type, (Date, DateTime)) and values.not_set(value)
    ):
        return _lacking(column, flaws)
    elif column.type is CODE:
        return _code(column, value, flaws)
    elif isinstance(column.type, String):
        return _text(column, values.code(value), free_text, flaws)
    elif isinstance(column.type, DateTime):
        read = values.moment(value, zone)
    else:
        read = _READERS[type(column.type)](value)
    if read is None or _absurd(column, read):
        flaws.append("value_unreadable")
        return (
            None
            if column.nullable or (column.primary_key and column.name != "valid_from")
            else _nothing(column)
        )
    return read


def _absurd(column: Column, read: Any) -> bool:
    """A count or an amount below 0, or a day of long ago; a base below 0 and a place that is old are told elsewhere."""
    if isinstance(column.type, (Integer, Double)):
        return read < 0 and column.name not in (*_POSITION, "occupied_households")
    if isinstance(column.type, (Date, DateTime)) and column.name not in ("valid_from", "updated_at"):
        return read.year < LONG_AGO.year
    return False


def _lacking(column: Column, flaws: list[str]) -> Any:
    """What the store keeps where there is no value; a flaw where there has to be one."""
    if column.nullable or column.primary_key:
        return None
    flaws.append("value_missing")
    return _nothing(column)


def _code(column: Column, value: object, flaws: list[str]) -> str | None:
    """A code or id; one that is too long for the contract is none, for another might begin like it."""
    code = values.code(value)
    garbled = code is not None and PLACEHOLDER in printable(code)
    if code and (garbled or len(code) > CODE_LENGTH):
        of_key = "key_unreadable" if garbled else "key_too_long"
        flaws.append(of_key if column.primary_key else "value_unreadable")
        code = None
    elif code is None:
        return _lacking(column, flaws)
    return code if code or column.nullable or column.primary_key else ""


def _text(column: Column, value: str | None, free_text: bool, flaws: list[str]) -> str | None:
    """A text that can be shown, outer blanks cut; one of blanks alone is none."""
    if value is None:
        return _lacking(column, flaws)
    cleaned = printable(value)
    if PLACEHOLDER in cleaned:
        flaws.append("control_text")
    if free_text:
        cleaned = _REDACTED_BY.get(column.name, redact)(cleaned)
    assert isinstance(column.type, String)
    length = column.type.length
    if length and len(cleaned) > length:
        flaws.append("text_too_long")
        cleaned = f"{cleaned[: length - 1]}…"
    return cleaned


def category(written: str) -> tuple[str, list[str]]:
    """A visit's category as `copy` keeps that of a visit's target, so that both meet, and what is wrong with it."""
    return free_text(store.visit_target.c.category, written)


def free_text(column: Column, written: str | None) -> tuple[str, list[str]]:
    """A text that somebody wrote as `copy` would keep it in the column, and what is wrong with it."""
    flaws: list[str] = []
    return _text(column, written, True, flaws) or "", flaws


def known_code(column: Column, written: str | None) -> str | None:
    """A code or id as `copy` would keep it in the column; None for one that cannot be kept."""
    return _code(column, written, [])


def _nothing(column: Column) -> Any:
    """A flag that says nothing is up: the only one of content tells who may not see a row."""
    kinds = ((String, ""), (Boolean, True), (Integer, 0), (Double, 0.0), (Date, BEGINNING))
    beginning = datetime.combine(BEGINNING, datetime.min.time())
    return next((empty for kind, empty in kinds if isinstance(column.type, kind)), beginning)


_READERS = {
    Integer: values.whole,
    Double: values.number,
    Boolean: values.flag,
    Date: values.day,
}
