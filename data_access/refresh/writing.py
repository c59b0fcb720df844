"""Makes a part of a store table exactly what was counted, and touches nothing that is already so."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, delete, insert, select, true

_BATCH = 5000


def replace(
    store: Connection, table: Table, rows: Iterable[tuple], where: ColumnElement | None = None
) -> int:
    """Makes the rows under `where` (all, if none) exactly `rows`, in column order; returns how many
    rows were written or taken away."""
    return len(differing(store, table, rows, where))


def differing(
    store: Connection, table: Table, rows: Iterable[tuple], where: ColumnElement | None = None
) -> set[tuple]:
    """The same; returns the rows that were written or taken away."""
    desired = set(rows)
    present = set(map(tuple, store.execute(select(table).where(true() if where is None else where))))
    gone, new = present - desired, desired - present
    if gone:
        _remove(store, table, gone)
    if new:
        _add(store, table, new)
    return gone | new


def batches(items: Iterable, size: int = _BATCH) -> Iterator[list]:
    """The items in lists of at most `size`."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


def _remove(store: Connection, table: Table, rows: Iterable[tuple]) -> None:
    keys = [(place, column) for place, column in enumerate(table.columns) if column.primary_key]
    statement = delete(table).where(and_(*(column == bindparam(f"key_{column.name}") for _, column in keys)))
    for batch in batches(rows):
        store.execute(
            statement, [{f"key_{column.name}": row[place] for place, column in keys} for row in batch]
        )


def _add(store: Connection, table: Table, rows: Iterable[tuple]) -> None:
    names: Sequence[str] = [column.name for column in table.columns]
    for batch in batches(rows):
        store.execute(insert(table), [dict(zip(names, row, strict=True)) for row in batch])
