"""Who has registered, committee by committee and day by day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, and_, case, func, or_, select

from data_access.store import TOWN, committee, registration_day

_day = registration_day.c


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
    """The same counts without names for several days: day, committee, registered, households,
    occupied_households."""
    return (
        select(
            _day.day,
            _day.area_code.label("committee"),
            _day.registered,
            _day.households,
            _day.occupied_households,
        )
        .where(_day.day.in_(sorted(set(days))), _day.area_code != TOWN)
        .order_by(_day.day, _day.area_code)
    )


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
    has_base = _day.occupied_households > 0
    of_town = _day.area_code == TOWN
    return (
        select(
            _day.day,
            func.sum(case((of_town, _day.registered), else_=0)).label("registered"),
            func.sum(case((and_(has_base, ~of_town), _day.households), else_=0)).label("households"),
            func.sum(case((has_base, _day.occupied_households))).label("occupied_households"),
            func.sum(case((of_town, _day.households), else_=0)).label("all_households"),
        )
        .where(_day.day.between(first, last))
        .group_by(_day.day)
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
    """Where the committees valid on the day lie: committee, name, boundary (GeoJSON, WGS-84), longitude,
    latitude; each missing where unknown."""
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
    )


def _counts() -> list:
    return [_day.registered, _day.party_registered, _day.waiting, _day.waiting_long]
