"""What the store counts under each topic, of the 7 days up to the end of a day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Select, String, cast, func, select

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


def of_days(days: Iterable[date], area: str, topic: str | None = None) -> Select:
    """The counts of some days, of an area, of one topic or of all: day, topic, participants, posts."""
    return (
        select(_row.day, _row.topic, _row.participants, _row.posts)
        .where(_row.area_code == area, *_of(days, topic))
        .order_by(_row.day, _row.topic)
    )


def in_committees(days: Iterable[date], topic: str | None = None) -> Select:
    """The counts of some days in every committee, of one topic or of all: day, and in `counts` a line each, `participants posts
    topic committee`; a row a day, where each count by itself would be thousands."""
    parts = cast(_row.participants, String), cast(_row.posts, String), _row.topic, _row.area_code
    line = parts[0] + " " + parts[1] + " " + parts[2] + " " + parts[3]
    return (
        select(_row.day, func.aggregate_strings(line, "\n").label("counts"))
        .where(_row.area_code != TOWN, *_of(days, topic))
        .group_by(_row.day)
        .order_by(_row.day)
    )


def _of(days: Iterable[date], topic: str | None) -> list[ColumnElement[bool]]:
    chosen = _row.day.in_(sorted(set(days)))
    return [chosen] if topic is None else [chosen, _row.topic == topic]


def committees() -> Select:
    """Every committee there has been: committee, name, valid_from, valid_to."""
    one = committee.c
    return select(one.code.label("committee"), one.name, one.valid_from, one.valid_to).order_by(one.code)
