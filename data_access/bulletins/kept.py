"""Bulletins that were issued: kept as they are for good; what the platform counts otherwise since is a correction beside them."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol

import pandas as pd
from sqlalchemy import Connection, Engine, Select, insert, select

from data_access import sensitive
from data_access.bulletins.content import Content, Correction, Number, Section, of_kept
from data_access.bulletins.written import whole
from data_access.database import snapshot
from data_access.problem import Problem
from data_access.records import bulletin, bulletin_push, query
from data_access.records.chain import Actor
from data_access.records.writing import Times, change
from data_access.rows import Maybe, first
from data_access.settings import Robot, Settings
from data_access.wording import language

CHECKED = 3
"""So many of the bulletins before one are compared with what the platform counts now."""


class Issued(Protocol):
    """A row of `issued`."""

    kind: str
    day: date
    issued_at: datetime
    account: Maybe[str]
    role: Maybe[str]
    figures: str
    words: str
    language: str


def issued(kind: str, until: date) -> Select:
    """The issued bulletins of a kind up to a day, the latest first: rows of `Issued`."""
    row = bulletin.c
    columns = row.kind, row.day, row.issued_at, row.account, row.role, row.figures, row.words, row.language
    return query(*columns).where(row.kind == kind, row.day <= until).order_by(row.day.desc())


def is_issued(engine: Engine, kind: str, day: date) -> bool:
    """Whether a bulletin is issued already."""
    with snapshot(engine) as connection:
        return _is_issued(connection, kind, day)


def of_day(rows: pd.DataFrame, day: date) -> Issued | None:
    """The row of a day; None where there is none. `rows`: issued."""
    return first(rows[rows["day"] == day])


def content(row: Issued) -> Content:
    """What an issued bulletin holds."""
    return of_kept(json.loads(row.figures))


def public(row: Issued, settings: Settings) -> tuple[Content, str]:
    """What an issued bulletin holds, and its text, which stays as it was; where a name in it has become sensitive since, both are
    without that."""
    whole_one = content(row)
    public_one = replace(whole_one, sections=tuple(_public(one, settings) for one in whole_one.sections))
    if public_one == whole_one:
        return whole_one, row.words
    token = language.set(row.language)
    try:
        return public_one, whole(public_one)
    finally:
        language.reset(token)


def _public(section: Section, settings: Settings) -> Section:
    kept = {
        key: tuple(row for row in rows if not sensitive.is_named([row.name], settings))
        for key, rows in section.listed.items()
    }
    return replace(section, listed={key: rows for key, rows in kept.items() if rows})


def to_check(rows: pd.DataFrame, on: date) -> tuple[date, ...]:
    """The days of the last bulletins before a day, which its own compares. `rows`: issued."""
    return tuple(row.day for row in rows[rows["day"] < on][:CHECKED].itertuples())


def corrections(
    rows: pd.DataFrame, days: Sequence[date], counted: Sequence[tuple[Section, ...]]
) -> tuple[Correction, ...]:
    """What the bulletins of these days state otherwise than it is counted now, and no later one has corrected. `rows`: issued,
    of one kind; `counted`: the sections of each day, as of now."""
    stated = _stated([content(row) for row in rows.itertuples()])
    now = dict(zip(days, counted, strict=True))
    return tuple(
        Correction(kind, day, figure, number, found[figure])
        for (kind, day), figures in sorted(stated.items())
        if day in now
        for found in [_figures(now[day])]
        for figure, number in figures.items()
        if figure in found and found[figure] != number
    )


def differing(issued: Content, counted: tuple[Section, ...]) -> tuple[Correction, ...]:
    """What one bulletin states otherwise than it is counted now."""
    found = _figures(counted)
    return tuple(
        Correction(issued.kind, issued.on, figure, number, found[figure])
        for figure, number in issued.figures.items()
        if figure in found and found[figure] != number
    )


def issue(engine: Engine, actor: Actor, times: Times, made: Content, robots: Sequence[Robot] = ()) -> None:
    """Keeps a bulletin for good, and what of it robots of groups are to be handed. Raises Problem where that of the same days is
    issued already, or the records cannot be written."""
    with change(engine, actor, "bulletin_issued", times.at, kind=made.kind, day=str(made.on)) as write:
        if _is_issued(write.connection, made.kind, made.on):
            raise Problem("bulletin_issued")
        code = keep(write.connection, actor, times.now, made)
        if pushes := _pushes(code, made.kind, robots, times.at):
            write.connection.execute(insert(bulletin_push), pushes)


def _is_issued(connection: Connection, kind: str, day: date) -> bool:
    same = bulletin.c.kind == kind, bulletin.c.day == day
    return connection.execute(select(bulletin.c.id).where(*same)).first() is not None


def _pushes(code: str, kind: str, robots: Sequence[Robot], at: datetime) -> list[dict[str, object]]:
    return [
        {"bulletin": code, "robot": robot.name, "part": part, "state": "waiting", "attempts": 0, "due_at": at}
        for robot in robots
        if kind in robot.kinds
        for part in (("text", "picture") if robot.picture else ("text",))
    ]


def keep(connection: Connection, actor: Actor, now: datetime, made: Content) -> str:
    """Keeps one in a transaction that is under way; gives its id."""
    row = {
        "id": secrets.token_hex(16),
        "kind": made.kind,
        "day": made.on,
        "issued_at": now,
        "account": actor.account,
        "role": actor.role,
        "figures": json.dumps(made.kept(), ensure_ascii=False),
        "words": whole(made),
        "language": language.get(),
    }
    connection.execute(insert(bulletin).values(row))
    return str(row["id"])


def _stated(bulletins: Sequence[Content]) -> dict[tuple[str, date], dict[str, Number]]:
    """What was stated last of each bulletin's figures: in itself, or in the latest one that corrects it."""
    found: dict[tuple[str, date], dict[str, Number]] = {}
    for one in sorted(bulletins, key=lambda made: made.on):
        found[one.kind, one.on] = one.figures
        for correction in one.corrections:
            if figures := found.get((correction.kind, correction.day)):
                figures[correction.figure] = correction.counted
    return found


def _figures(sections: tuple[Section, ...]) -> Mapping[str, Number]:
    return {key: number for section in sections for key, number in section.figures.items()}
