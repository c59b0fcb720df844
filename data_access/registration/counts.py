"""Who has registered, committee by committee and day by day."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, case, null, select

from data_access.platform.outlines import readable
from data_access.store import TOWN, committee, household_day, registration_day
from data_access.store.validity import valid_on

_day, _packed = registration_day.c, household_day.c


def by_committee(on: date) -> Select:
    """One row a committee valid on the day, in code order.

    Columns: committee, name, registered, party_registered, households (bound; missing in a town that keeps none),
    occupied_households (the base; missing where unknown), waiting, waiting_long (applications).
    """
    whole = registration_day.alias("whole")
    return (
        select(
            committee.c.code.label("committee"),
            committee.c.name,
            *_counts(),
            _as_kept(whole.c, _day.households).label("households"),
            _day.occupied_households,
        )
        .join_from(registration_day, committee, committee.c.code == _day.area_code)
        .outerjoin(whole, and_(whole.c.day == _day.day, whole.c.area_code == TOWN))
        .where(_day.day == on)
        .order_by(committee.c.code)
    )


def on_days(days: Iterable[date]) -> Select:
    """The committees' households at the end of several days: day, committee, households (missing on days of which the
    town keeps none), occupied_households."""
    chosen = _packed.day.in_(sorted(set(days)))
    return _lists(chosen, _packed.households, _packed.occupied_households)


def households(first: date, last: date) -> Select:
    """The committees' bound households from the first day to the last: day, committee, households (as in on_days)."""
    return _lists(_packed.day.between(first, last), _packed.households)


def town(days: Iterable[date]) -> Select:
    """The town's distinct persons at the end of the days: day, registered, party_registered, waiting,
    waiting_long, households (the sum over committees)."""
    return (
        select(_day.day, *_counts(), _day.households)
        .where(_day.area_code == TOWN, _day.day.in_(sorted(set(days))))
        .order_by(_day.day)
    )


def by_day(first: date, last: date) -> Select:
    """The town over the days: day, registered, households and occupied_households (both over the
    committees that have a base), all_households; households missing on days of which the town keeps none."""
    return (
        select(
            _day.day,
            _day.registered,
            _as_kept(_day, _packed.households_with_base).label("households"),
            _packed.base.label("occupied_households"),
            _as_kept(_day, _day.households).label("all_households"),
        )
        .join_from(registration_day, household_day, _packed.day == _day.day)
        .where(_day.area_code == TOWN, _day.day.between(first, last))
        .order_by(_day.day)
    )


def of_committees(codes: Iterable[str], first: date, last: date) -> Select:
    """Some committees over the days: day, committee, registered, households (as in on_days), occupied_households."""
    whole = registration_day.alias("whole")
    return (
        select(
            _day.day,
            _day.area_code.label("committee"),
            _day.registered,
            _as_kept(whole.c, _day.households).label("households"),
            _day.occupied_households,
        )
        .join_from(registration_day, whole, and_(whole.c.day == _day.day, whole.c.area_code == TOWN))
        .where(_day.day.between(first, last), _day.area_code.in_(sorted(set(codes) - {TOWN})))
        .order_by(_day.area_code, _day.day)
    )


def outlines(on: date) -> Select:
    """Where the committees valid on the day lie: committee, name, boundary (GeoJSON of a Polygon or MultiPolygon, WGS-84),
    longitude, latitude; each missing where unknown."""
    return (
        select(
            committee.c.code.label("committee"),
            committee.c.name,
            committee.c.boundary,
            committee.c.longitude,
            committee.c.latitude,
        )
        .where(valid_on(committee.c, on))
        .order_by(committee.c.code)
        .execution_options(frame=readable)
    )


def _as_kept(whole: Any, count: ColumnElement) -> ColumnElement:
    """A count of households; missing where the town (its row's columns) has persons registered and no household."""
    return case((_keeps_none(whole), null()), else_=count)


def _keeps_none(whole: Any) -> ColumnElement:
    return and_(whole.registered > 0, whole.households == 0)


def _lists(chosen: ColumnElement, *counts: ColumnElement) -> Select:
    same_day = and_(_day.day == _packed.day, _day.area_code == TOWN)
    statement = (
        select(_packed.day, _packed.committees, case((_keeps_none(_day), 0), else_=1).label("kept"), *counts)
        .select_from(household_day.outerjoin(registration_day, same_day))
        .where(chosen)
        .order_by(_packed.day)
    )
    return statement.execution_options(frame=_in_rows)


def _in_rows(packed: pd.DataFrame) -> pd.DataFrame:
    """A row a day and committee of the days' lists."""
    codes = _codes(packed["committees"])
    many = [len(listed) for listed in codes]
    counts = {name: np.concatenate([[], *_numbers(packed[name])]) for name in packed.columns[3:]}
    kept = np.repeat(packed["kept"].to_numpy(bool), many)
    households = counts.pop("households")
    return pd.DataFrame(
        {
            "day": np.repeat(packed["day"].to_numpy(object), many),
            "committee": np.concatenate([np.array([], dtype=object), *codes]),
            "households": households.astype(int) if kept.all() else np.where(kept, households, np.nan),
            **counts,
        }
    )


def _codes(lists: pd.Series) -> list[np.ndarray]:
    """The codes of each list; one array for all days that list the same ones."""
    arrays = {written: np.array(json.loads(written), dtype=object) for written in lists.unique()}
    return [arrays[written] for written in lists]


def _numbers(lists: pd.Series) -> list[np.ndarray]:
    """The numbers of each list, NaN where it has none."""
    return [np.array(json.loads(written), dtype=float) for written in lists]


def _counts() -> list:
    return [_day.registered, _day.party_registered, _day.waiting, _day.waiting_long]
