"""Rows as no platform should have them, put into a store: for each content table and column one that is odd in it."""

from datetime import date, datetime

from sqlalchemy import Boolean, Connection, Date, DateTime, Double, Integer, String, insert, select

from data_access import store
from data_access.database import only_writer, store_engine

MARK = "odd"
_ODD = (
    (Boolean, (None,)),
    (Integer, (None, 0, -1, 2**31 - 1)),
    (Double, (None, 0.0, -1e300, 1e300)),
    (DateTime, (None, datetime(1900, 1, 1), datetime(9999, 12, 31, 23, 59, 59))),
    (Date, (None, date(1900, 1, 1), date(9999, 12, 31))),
    (String, (None, "", "没有这个", "图" * 3000 + ".jpg", "�<b>\"'&|", "■")),
)
"""By the kind of a column what is planted in it: nothing, a stand-in for nothing, the unknown, the huge."""


def plant(url: str) -> list[str]:
    """Plants all of them beside the rows that are there; returns the odd projects' numbers."""
    engine = store_engine(url)
    with only_writer(engine) as connection:
        for table in store.CONTENT:
            _plant(connection, table)
        project = store.project.c.id
        found = list(connection.scalars(select(project).where(project.like(f"{MARK}%")).order_by(project)))
    engine.dispose()
    return found


def _plant(connection: Connection, table) -> None:
    plain = connection.execute(select(table).limit(1)).mappings().first()
    if plain is None:
        return
    keys = [column.name for column in table.primary_key.columns]
    rows: dict[tuple, dict] = {}
    number = 0
    for column in table.columns:
        values = next(values for kind, values in _ODD if isinstance(column.type, kind))
        for value in values:
            if value is None and not column.nullable:
                continue
            number += 1
            row = dict(plain) | {column.name: value}
            if column.name not in keys or len(keys) == 1 and value is None:
                row[keys[0]] = f"{MARK}-{table.name[:12]}-{number}"
            elif isinstance(value, str) and column.type.length:
                row[column.name] = value[: column.type.length]
            if isinstance(row[column.name], str) and getattr(column.type, "length", None):
                row[column.name] = row[column.name][: column.type.length]
            rows.setdefault(tuple(row[key] for key in keys), row)
    there = {tuple(row) for row in connection.execute(select(*table.primary_key.columns))}
    connection.execute(insert(table), [row for key, row in rows.items() if key not in there])


def plant_at(url: str, project: str) -> None:
    """The same rows once more, those of a project at this one, so that its page holds them all."""
    engine = store_engine(url)
    with only_writer(engine) as connection:
        for table in store.CONTENT:
            if "project_id" not in table.c or table is store.project_vote:
                continue
            keys = [column.name for column in table.primary_key.columns]
            odd = connection.execute(select(table).where(table.c[keys[0]].like(f"{MARK}%"))).mappings()
            rows = {}
            for place, row in enumerate(odd):
                moved = dict(row) | {"project_id": project}
                if keys == ["id"]:
                    moved["id"] = f"{MARK}-here-{table.name[:12]}-{place}"
                rows[tuple(moved[key] for key in keys)] = moved
            there = {tuple(row) for row in connection.execute(select(*table.primary_key.columns))}
            new = [row for key, row in rows.items() if key not in there]
            if new:
                connection.execute(insert(table), new)
    engine.dispose()
