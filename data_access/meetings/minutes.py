"""What the minutes (会议纪要) of a meeting say: the figures of its day, what was followed up, what is new, what was decided; frozen
when it closes, in numbers and names rather than in words, so that they read in every language."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
from pydantic import TypeAdapter

from data_access import assignments, sensitive
from data_access.meetings import agenda, decisions, held
from data_access.meetings.agenda import Agenda
from data_access.rows import or_none
from data_access.settings import Settings


@dataclass(frozen=True)
class Line:
    """A decision as minutes print it, and how it stood."""

    number: int
    meeting: str
    meeting_day: date
    what: str
    unit_kind: str
    unit: str
    unit_name: str | None
    due_on: date
    about: str | None
    title: str | None
    state: str
    done_on: date | None
    late: bool


@dataclass(frozen=True)
class Minutes:
    """What the minutes say; `withheld`: that something besides was spoken of that is not public."""

    agenda: Agenda
    follow_up: tuple[Line, ...]
    decided: tuple[Line, ...]
    withheld: bool
    attended: tuple[str, ...] = ()
    """The names of the units that were present."""


_WRITTEN = TypeAdapter(Minutes)


def of(found: Agenda, decided: pd.DataFrame, meeting: str | None, settings: Settings) -> Minutes:
    """What the minutes of a meeting would say now. `decided`: decisions.standing; `meeting`: its address."""
    follow_up = decisions.to_follow_up(decided, meeting)
    own = decisions.valid(decided[decided["meeting"] == meeting]).sort_values("number")
    new = agenda.public(found.new, settings)
    hidden = any(frame[sensitive.MARK].notna().any() for frame in (follow_up, own))
    withheld = hidden or len(new) < len(found.new)
    return Minutes(replace(found, new=new), _lines(follow_up), _lines(own), withheld)


def attended_by(minutes: Minutes, units: tuple[str, ...]) -> Minutes:
    """The same, with the names of the units that were present."""
    return replace(minutes, attended=units)


def written(minutes: Minutes) -> str:
    """As records keep them: JSON."""
    return _WRITTEN.dump_json(minutes).decode()


def kept(written: str) -> Minutes:
    """What records have kept."""
    return _WRITTEN.validate_json(written)


def public(written: str, decided: pd.DataFrame, slips: pd.DataFrame, settings: Settings) -> Minutes:
    """What records have kept, without what has become sensitive since. `decided`: decisions.standing; `slips`: supervision.listed,
    those that everybody may read."""
    whole = kept(written)
    hidden = {(row.meeting, row.number) for row in decided[decided[sensitive.MARK].notna()].itertuples()}
    readable = {*slips["slip"]}
    follow_up, own = (
        tuple(line for line in lines if (line.meeting, line.number) not in hidden)
        for lines in (whole.follow_up, whole.decided)
    )
    found = agenda.public(whole.agenda.new, settings)
    new = tuple(item for item in found if item.kind != "slip" or item.code in readable)
    less = replace(whole, agenda=replace(whole.agenda, new=new), follow_up=follow_up, decided=own)
    return less if less == whole else replace(less, withheld=True)


def last_day(meetings: pd.DataFrame) -> date | None:
    """The day of the figures with which the last meeting was closed; None where none was. `meetings`: held.standing."""
    last = held.last_closed(meetings)
    return None if last is None else kept(last.minutes).agenda.on


def _lines(decided: pd.DataFrame) -> tuple[Line, ...]:
    return tuple(_line(row) for row in assignments.public(decided).itertuples())


def _line(row: Any) -> Line:
    return Line(**{name: or_none(getattr(row, name)) for name in Line.__annotations__})
