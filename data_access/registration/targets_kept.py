"""How targets are set, closed and listed, and where they lay before there were records."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    Double,
    Engine,
    Integer,
    String,
    column,
    func,
    insert,
    inspect,
    select,
    table,
    update,
)

from data_access import state, store
from data_access.database import read, snapshot, store_engine, store_file
from data_access.problem import Problem
from data_access.records import coverage_target
from data_access.records.chain import Actor
from data_access.records.writing import change
from data_access.registration.targets import holding, in_force, stored
from data_access.settings import Settings, Target
from data_access.store import TOWN, shapes

DEMONSTRATION = Target(coverage=0.30, due=date(2017, 8, 31))
"""What the demonstration town has set itself, so that its pages show a way to a target."""


def put(
    records: Engine,
    store_url: str,
    actor: Actor,
    coverage: str,
    due: str,
    committee: str | None,
    now: datetime,
) -> Target:
    """Keeps a target; one of the same area and day is closed.

    Raises Problem where a value is none, the committee is unknown, or store or records cannot be read or written.
    """
    target = Target(coverage=_share(coverage), due=_day(due), committee=committee)
    town, names = _town(store_url)
    if committee and committee not in names:
        raise Problem("target_committee", code=committee)
    details = {"area": committee or TOWN, "due": target.due, "coverage": target.coverage}
    with change(records, actor, "target_set", now, **details) as made:
        keep(made.connection, target, town.now(now))
    return target


def remove(
    records: Engine, store_url: str, actor: Actor, due: str, committee: str | None, now: datetime
) -> None:
    """Closes a target. Raises Problem where there is none of that area and day."""
    area, day, (town, _) = committee or TOWN, _day(due), _town(store_url)
    with change(records, actor, "target_removed", now, area=area, due=day) as made:
        if not _close(made.connection, area, day, town.now(now)):
            raise Problem("target_unknown", due=day)


def keep(connection: Connection, target: Target, at: datetime | None) -> None:
    """Keeps a target from a moment on; one of the same area and day is closed then. Without a moment it is new and has
    always been."""
    area = target.committee or TOWN
    if at:
        _close(connection, area, target.due, at)
    row = {"area_code": area, "due": target.due, "coverage": target.coverage, "set_at": at}
    connection.execute(insert(coverage_target).values(id=secrets.token_hex(16), **row))


def has_any(connection: Connection) -> bool:
    """Whether a target was ever kept in these records."""
    return bool(connection.scalar(select(func.count()).select_from(coverage_target)))


def listed(records: Engine, store_url: str, settings: Settings) -> list[tuple[Target, str | None, bool]]:
    """The targets in force, each with its committee's name (missing: the town's) and whether it is kept in the records."""
    _, names = _town(store_url)
    with snapshot(records) as connection:
        rows = holding(read(connection, stored()))
    targets = in_force(rows, settings)
    return [
        (target, names.get(target.committee, target.committee), number < len(rows))
        for number, target in enumerate(targets)
    ]


def of_earlier_stores(url: str, demonstration: bool) -> list[Target]:
    """The targets in the newest store at the address that has a table for them, among those of demonstrations or of other
    towns. Raises Problem where none can be read."""
    file = store_file(url)
    stores = _in_schemas(url) if file is None else filter(None, map(_in_file, shapes.files(file)))
    found = {one.shape: one.targets for one in stores if one.demonstration == demonstration}
    return found[max(found)] if found else []


@dataclass(frozen=True)
class _Earlier:
    """A store with a table of targets."""

    shape: int
    demonstration: bool
    targets: list[Target]


def _in_file(file: Path) -> _Earlier | None:
    engine = store_engine(f"sqlite:///{file}", file=file)
    try:
        with snapshot(engine) as connection:
            return _earlier(connection) if inspect(connection).has_table(shapes.TARGET) else None
    finally:
        engine.dispose()


def _in_schemas(url: str) -> list[_Earlier]:
    engine = store_engine(url)
    try:
        with snapshot(engine) as connection:
            schemas = shapes.schemas(connection, shapes.base(connection))
            tables = inspect(connection)
            return [
                _earlier(connection, schema)
                for schema in schemas
                if tables.has_table(shapes.TARGET, schema=schema)
            ]
    finally:
        engine.dispose()


def _earlier(connection: Connection, schema: str | None = None) -> _Earlier:
    of_state = column("shape", Integer), column("demonstration", Boolean)
    head = connection.execute(select(table(shapes.STATE.name, *of_state, schema=schema))).first()
    columns = column("area_code", String), column("due", Date), column("coverage", Double)
    rows = connection.execute(select(table(shapes.TARGET, *columns, schema=schema)))
    found = [
        Target(coverage=coverage, due=day, committee=None if code == TOWN else code)
        for code, day, coverage in rows
    ]
    found.sort(key=lambda target: (target.committee or "", target.due))
    return _Earlier(head.shape, head.demonstration, found) if head else _Earlier(0, False, found)


def _town(url: str) -> tuple[state.State, dict[str | None, str]]:
    """The store's state, and its committees' names by their codes."""
    engine = store_engine(url)
    try:
        with snapshot(engine) as connection:
            town = state.of(connection)
            return town, dict(
                connection.execute(select(store.committee.c.code, store.committee.c.name)).all()
            )
    finally:
        engine.dispose()


def _close(connection: Connection, area: str, due: date, at: datetime) -> bool:
    kept = coverage_target.c
    open_ones = (kept.area_code == area, kept.due == due, kept.closed_at.is_(None))
    return connection.execute(update(coverage_target).where(*open_ones).values(closed_at=at)).rowcount > 0


def _share(written: str) -> float:
    try:
        share = float(written.rstrip("%")) / (100 if written.endswith("%") else 1)
    except ValueError:
        share = 0
    if not 0 < share <= 1:
        raise Problem("target_coverage", value=written[:40])
    return share


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise Problem("target_due", value=written[:40]) from error
