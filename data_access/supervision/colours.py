"""How a slip's colour grows: blue, where it is not answered in time orange, then red; a working day counts when it ends
without an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data_access.cases.calendar import Calendar
from data_access.clock import DAY
from data_access.settings import Supervision

COLOURS = ("blue", "orange", "red")
"""From a reminder to the gravest."""


@dataclass(frozen=True)
class Wait:
    """Days on which a slip waits for an answer: from the day after `since` to the one before `until`, or on and on."""

    since: date
    until: date | None = None


@dataclass(frozen=True)
class Stand:
    """A slip's colour on a day, the last day to answer before that grows (missing while the clock stands), and whether the
    last deadline of all is over."""

    colour: str
    due_on: date | None
    late: bool


def stand(first: str, waits: Sequence[Wait], day: date, calendar: Calendar, limits: Supervision) -> Stand:
    """Where a slip that began as `first` stands: at each deadline that passes it grows by a colour and gets the next one's days."""
    deadlines = _deadlines(first, limits)
    gone = sum(_counted(wait, day - DAY, calendar) for wait in waits)
    passed = sum(gone >= deadline for deadline in deadlines)
    place = min(passed, len(deadlines) - 1)
    colour = COLOURS[COLOURS.index(first) + place]
    return Stand(colour, last_day(waits, deadlines[place], calendar), passed == len(deadlines))


def first_due(first: str, issued: date, calendar: Calendar, limits: Supervision) -> date:
    """The last day for the first answer of a slip that began as `first`."""
    return calendar.after(issued, limits.days(first))


def last_day(waits: Sequence[Wait], count: int, calendar: Calendar) -> date | None:
    """The working day that is the `count`th to be waited through; missing where the waiting ended before."""
    for wait in waits:
        if wait.until is None:
            return calendar.after(wait.since, count)
        within = calendar.between(wait.since, wait.until - DAY)
        if count <= within:
            return calendar.after(wait.since, count)
        count -= within
    return None


def _counted(wait: Wait, last: date, calendar: Calendar) -> int:
    """How many working days a slip waited through, up to the last."""
    end = last if wait.until is None else min(wait.until - DAY, last)
    return calendar.between(wait.since, end)


def _deadlines(first: str, limits: Supervision) -> list[int]:
    """After how many working days in all each colour ends, from the first on."""
    ends, total = [], 0
    for colour in COLOURS[COLOURS.index(first) :]:
        total += limits.days(colour)
        ends.append(total)
    return ends
