"""The demonstration's slips: of every colour and in every state, about its own cases, as its office would have issued them."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, insert

from data_access import cases, sensitive
from data_access.access.rights import Rights
from data_access.cases import calendar
from data_access.cases.calendar import Calendar
from data_access.clock import DAY, SHANGHAI
from data_access.made import worked_out
from data_access.records import slip, slip_step
from data_access.settings import Settings
from data_access.supervision import proposals

_OFFICE = Rights("office")
_DEMAND = "请在期限内办理，并书面答复办理情况。"
_ANSWER = "已到现场查看，并与居民当面沟通，处理结果已答复居民。"
_AGAIN = "答复没有写明完成时间，请补充。"
_RESULT = "已安排施工，本周内完成，完成后回访居民。"
_WITHDRAWN = "平台上已经办结，本单撤回。"
_WAYS: tuple[tuple[int, str, tuple[tuple[int, str, str | None], ...]], ...] = (
    (22, "blue", ((2, "answered", _ANSWER), (3, "closed", None))),
    (22, "orange", ((2, "answered", _ANSWER), (4, "returned", _AGAIN), (5, "answered", _RESULT), (6, "closed", None))),
    (17, "red", ((1, "answered", _ANSWER), (2, "closed", None))),
    (17, "blue", ((1, "withdrawn", _WITHDRAWN),)),
    (12, "orange", ((2, "answered", _ANSWER), (3, "closed", None))),
    (8, "blue", ()),
    (8, "red", ((1, "answered", _ANSWER), (3, "returned", _AGAIN))),
    (4, "blue", ()),
    (4, "orange", ((3, "answered", _RESULT),)),
    (4, "orange", ()),
    (1, "blue", ()),
    (1, "red", ()),
)  # fmt: skip
"""How each went: how many working days before the last day it was issued, in which colour, and what was done so many working
days later, in which words."""

_NONE = pd.DataFrame(columns=["about", "thing", "state"])


@dataclass(frozen=True)
class Planned:
    """A slip that is to be kept, with its steps; `row` and `steps` are those of records."""

    row: dict[str, Any]
    steps: tuple[dict[str, Any], ...]


def planned(rows: Callable[[Select], pd.DataFrame], last: date, settings: Settings) -> list[Planned]:
    """The slips of a demonstration whose last day this is, as far as its cases have what they are about. `rows`: how queries of
    its store are read."""
    days, found, taken = calendar.of(settings.calendar), list[Planned](), set[str]()
    for back in sorted({way[0] for way in _WAYS}, reverse=True):
        on = _before(last, back, days)
        listed = worked_out(cases.listed(on, settings, _OFFICE, days=0), rows)
        proposed = proposals.of_cases(listed, _NONE, on, days)
        fitting = pd.concat([proposed, proposals.on_request(listed, proposed)])
        for _, colour, acts in (way for way in _WAYS if way[0] == back):
            left = fitting[(fitting["colour"] == colour) & ~fitting["case"].isin(taken)]
            if len(left):
                case = next(left.itertuples())
                taken.add(case.case)
                found.append(_planned(case, len(found) + 1, on, acts, days, settings))
    return found


def keep(connection: Connection, slips: list[Planned]) -> None:
    """Keeps them, in the transaction in which a demonstration's records begin."""
    for one in slips:
        connection.execute(insert(slip).values(one.row))
        connection.execute(insert(slip_step), [*one.steps])


def _planned(
    case: Any,
    number: int,
    on: date,
    acts: tuple[tuple[int, str, str | None], ...],
    days: Calendar,
    settings: Settings,
) -> Planned:
    row = {
        "id": secrets.token_hex(16),
        "prefix": settings.supervision.prefix_of(True),
        "year": on.year,
        "number": number,
        "colour": case.colour,
        "reason": case.reason,
        "unit_kind": case.unit_kind,
        "unit": case.unit,
        "about": "case",
        "thing": case.case,
        "title": case.title,
        "demand": _DEMAND,
        "is_sensitive": isinstance(getattr(case, sensitive.MARK), str),
        "issued_at": _at(on, 9),
        "edition": 1 + len(acts),
    }
    answers = "secretary" if case.unit_kind == "committee" else "department"
    done: list[tuple[int, str, str | None]] = [(0, "issued", None), *acts]
    steps = (
        {
            "slip": row["id"],
            "number": place,
            "kind": kind,
            "at": _at(days.after(on, later), 8 + place),
            "role": answers if kind == "answered" else "office",
            "words": words,
        }
        for place, (later, kind, words) in enumerate(done, 1)
    )
    return Planned(row, tuple(steps))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)


def _before(day: date, count: int, days: Calendar) -> date:
    """The working day that is so many before a day."""
    while count > 0:
        day -= DAY
        count -= days.is_workday(day)
    return day
