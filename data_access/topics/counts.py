"""What the store counts under each topic, of the 7 days up to the end of a day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, String, cast, func, select

from data_access.store import TOWN, committee, topic_day

_row = topic_day.c


def lately(code: str | None, first: date, last: date) -> Select:
    """Who takes part in 3 days, of a committee or the town, on each of the days: day, and in `persons` every topic with
    how many, as `topic number`, with commas between."""
    pair = _row.topic + " " + cast(_row.participants_3, String)
    return (
        select(_row.day, func.aggregate_strings(pair, ",").label("persons"))
        .where(_row.area_code == (code or TOWN), _row.day.between(first, last))
        .group_by(_row.day)
    )


def of_days(days: Iterable[date], area: str | None, topic: str | None = None) -> Select:
    """The counts of some days, of an area or (None) of each committee, of one topic or of all: day, committee, topic,
    participants, posts."""
    statement = (
        select(_row.day, _row.area_code.label("committee"), _row.topic, _row.participants, _row.posts)
        .where(_row.day.in_(sorted(set(days))), _row.area_code == area if area else _row.area_code != TOWN)
        .order_by(_row.day, _row.area_code, _row.topic)
    )
    return statement if topic is None else statement.where(_row.topic == topic)


def committees() -> Select:
    """Every committee there has been: committee, name, valid_from, valid_to."""
    one = committee.c
    return select(one.code.label("committee"), one.name, one.valid_from, one.valid_to).order_by(one.code)
