"""What units are to do (交办事项), followed up step by step: supervision's slips and meetings' decisions alike; what happened to it by a
day, and who reads it."""

from collections.abc import Collection, Container, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Protocol

import pandas as pd
from sqlalchemy import Column, Exists, Select, Table, and_, exists, or_

from data_access import sensitive
from data_access.access.rights import NONE, Rights, Unit
from data_access.clock import SHANGHAI, end_of
from data_access.records import decision, query, slip
from data_access.rows import Maybe
from data_access.settings import Settings

ENDED = ("closed", "withdrawn")
"""The states in which nothing more is to be done."""


class Step(Protocol):
    """A row of `history`."""

    kind: str
    at: datetime
    account: Maybe[str]
    role: Maybe[str]
    words: Maybe[str]


def history(whose: Column, code: str) -> Select:
    """What happened to one, in its order: rows of `Step`. `whose`: the column of the steps that names to which they happened."""
    row = whose.table.c
    return query(*(row[name] for name in Step.__annotations__)).where(whose == code).order_by(row.number)


def kept_about(about: str, thing: str) -> Select:
    """Whether anything at all is kept about a thing, or where that is a unit is its own: one row, `decisions` and `slips`; quick,
    for the pages of things about which nothing is."""

    def any_in(table: Table) -> Exists:
        row = table.c
        named = and_(row.about == about, row.thing == thing)
        return exists().where(or_(named, and_(row.unit_kind == about, row.unit == thing)))

    return query(any_in(decision).label("decisions"), any_in(slip).label("slips"))


def by_then(steps: pd.DataFrame, day: date) -> pd.DataFrame:
    """What had happened by the end of the day. `steps`: of `history`, or of several."""
    end = end_of(day).replace(tzinfo=SHANGHAI)
    return steps[pd.Series([at < end for at in steps["at"]], steps.index, bool)].reset_index(drop=True)


def happened(steps: pd.DataFrame, whose: str, day: date) -> dict[str, list[Any]]:
    """By each to which something had happened by the end of the day: what did, in its order. `steps`: of several."""
    return {code: [*rows.itertuples()] for code, rows in by_then(steps, day).groupby(whose)}


def units(committees: pd.DataFrame, departments: pd.DataFrame) -> Mapping[Unit, str]:
    """What units are called, by their kind and code. `committees`, `departments`: store.names."""
    kinds = ("committee", committees), ("department", departments)
    return {(kind, row.code): row.name for kind, frame in kinds for row in frame.itertuples()}


def mark(
    matter: str,
    row: Any,
    written: Iterable[object],
    steps: Iterable[Any],
    hidden: Container[str],
    settings: Settings,
) -> dict[str, str | None]:
    """Whether what a unit is to do is sensitive: about a sensitive thing, or by any word of it, be it `written` in it or in its
    steps. `matter`: what it is called then; `hidden`: the cases that are sensitive."""
    named = sensitive.is_named((*written, *(step.words for step in steps)), settings)
    secret = row.is_sensitive or named or row.about == "case" and row.thing in hidden
    return {sensitive.MARK: matter if secret else None}


def seen(
    standing: pd.DataFrame, rights: Rights, matter: str, about: str | None, thing: str | None
) -> pd.DataFrame:
    """What a reader sees one by one, about any thing or, what is left to do first, about one. `standing`: slips or decisions as
    they stand; `matter`: what they are in access.rights."""
    if thing is not None:
        standing = _about(standing, about, thing)
    if own := rights.own(matter):
        standing = of_units(standing, own.units)
    return public(standing) if rights.extent("sensitive") == NONE else standing.reset_index(drop=True)


def of_units(standing: pd.DataFrame, units: Collection[Unit]) -> pd.DataFrame:
    """What these units are to do. `standing`: as in `seen`."""
    theirs = [(row.unit_kind, row.unit) in units for row in standing.itertuples()]
    return standing[pd.Series(theirs, standing.index, bool)]


def _about(standing: pd.DataFrame, about: str | None, thing: str) -> pd.DataFrame:
    """What is about a thing, and where that is a unit what it has left to do; that which has ended last."""
    ended = standing["state"].isin(ENDED)
    named = (standing["about"] == about) & (standing["thing"] == thing)
    own = (standing["unit_kind"] == about) & (standing["unit"] == thing)
    found = standing[named | own & ~ended]
    return found.loc[ended[found.index].sort_values(kind="stable").index]


def public(standing: pd.DataFrame) -> pd.DataFrame:
    """What everybody may read of it."""
    return standing[standing[sensitive.MARK].isna()].reset_index(drop=True)
