"""Who has registered, committee by committee and day by day."""

import json
from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import Select, or_, select

from data_access.outlines import readable
from data_access.store import TOWN, committee, household_day, registration_day

_day, _packed = registration_day.c, household_day.c


def by_committee(on: date) -> Select:
    """One row a committee valid on the day, in code order.

    Columns: committee, name, registered, party_registered, households (bound), occupied_households (the
    base; missing where unknown), waiting, waiting_long (applications).
    """
    return (
        select(
            committee.c.code.label("committee"),
            committee.c.name,
            *_counts(),
            _day.households,
            _day.occupied_households,
        )
        .join_from(registration_day, committee, committee.c.code == _day.area_code)
        .where(_day.day == on)
        .order_by(committee.c.code)
    )


def names() -> Select:
    """Every committee there has been: committee, name."""
    return select(committee.c.code.label("committee"), committee.c.name).order_by(committee.c.code)


def on_days(days: Iterable[date]) -> Select:
    """The committees' households at the end of several days: day, committee, households, occupied_households."""
    chosen = _packed.day.in_(sorted(set(days)))
    columns = _packed.day, _packed.committees, _packed.households, _packed.occupied_households
    statement = select(*columns).where(chosen).order_by(_packed.day)
    return statement.execution_options(frame=_in_rows)


def households(first: date, last: date) -> Select:
    """The committees' bound households from the first day to the last: day, committee, households."""
    columns = _packed.day, _packed.committees, _packed.households
    statement = select(*columns).where(_packed.day.between(first, last)).order_by(_packed.day)
    return statement.execution_options(frame=_in_rows)


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
    committees that have a base), all_households."""
    return (
        select(
            _day.day,
            _day.registered,
            _packed.households_with_base.label("households"),
            _packed.base.label("occupied_households"),
            _day.households.label("all_households"),
        )
        .join_from(registration_day, household_day, _packed.day == _day.day)
        .where(_day.area_code == TOWN, _day.day.between(first, last))
        .order_by(_day.day)
    )


def of_committees(codes: Iterable[str], first: date, last: date) -> Select:
    """Some committees over the days: day, committee, registered, households, occupied_households."""
    return (
        select(
            _day.day,
            _day.area_code.label("committee"),
            _day.registered,
            _day.households,
            _day.occupied_households,
        )
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
        .where(committee.c.valid_from <= on, or_(committee.c.valid_to.is_(None), committee.c.valid_to > on))
        .order_by(committee.c.code)
        .execution_options(frame=readable)
    )


def _in_rows(packed: pd.DataFrame) -> pd.DataFrame:
    """A row a day and committee of the days' lists."""
    codes = _codes(packed["committees"])
    counts = {name: _numbers(packed[name]) for name in packed.columns[2:]}
    frame = pd.DataFrame(
        {
            "day": np.repeat(packed["day"].to_numpy(object), [len(listed) for listed in codes]),
            "committee": np.concatenate([np.array([], dtype=object), *codes]),
            **{name: np.concatenate([[], *lists]) for name, lists in counts.items()},
        }
    )
    return frame.astype({"households": int})


def _codes(lists: pd.Series) -> list[np.ndarray]:
    """The codes of each list; one array for all days that list the same ones."""
    known = {written: np.array(json.loads(written), dtype=object) for written in lists.unique()}
    return [known[written] for written in lists]


def _numbers(lists: pd.Series) -> list[np.ndarray]:
    """The numbers of each list, NaN where it has none."""
    return [np.array(json.loads(written), dtype=float) for written in lists]


def _counts() -> list:
    return [_day.registered, _day.party_registered, _day.waiting, _day.waiting_long]
