"""What the store counts under each topic, of the 7 days up to the end of a day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, select

from data_access.store import TOWN, committee, topic_day

_row = topic_day.c


def of_area(code: str | None, first: date, last: date) -> Select:
    """A committee's counts, or the town's, over the days: day, topic, participants, posts, lately (participants of the last
    3 days)."""
    return (
        select(_row.day, _row.topic, _row.participants, _row.posts, _row.participants_3.label("lately"))
        .where(_row.area_code == (code or TOWN), _row.day.between(first, last))
        .order_by(_row.day, _row.topic)
    )


def of_days(days: Iterable[date], topic: str | None = None, *, town: bool) -> Select:
    """The counts of some days, the town's or each committee's, of one topic or of all: day, committee, topic, participants,
    posts."""
    area = _row.area_code == TOWN if town else _row.area_code != TOWN
    statement = (
        select(_row.day, _row.area_code.label("committee"), _row.topic, _row.participants, _row.posts)
        .where(_row.day.in_(sorted(set(days))), area)
        .order_by(_row.day, _row.area_code, _row.topic)
    )
    return statement if topic is None else statement.where(_row.topic == topic)


def committees() -> Select:
    """Every committee there has been: committee, name, valid_from, valid_to."""
    one = committee.c
    return select(one.code.label("committee"), one.name, one.valid_from, one.valid_to).order_by(one.code)
