"""Working days: the State Council's, as the library knows them, with what the town's settings say on top."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from chinese_calendar import constants

from data_access import settings
from data_access.clock import DAY

_FIRST, _LAST = (pick(constants.holidays).year for pick in (min, max))
_SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """Which days are worked: the town's own `holidays` and `workdays` go before the State Council's; a year of which neither
    knows anything has Monday to Friday."""

    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked."""
        if day in self.workdays or day in self.holidays:
            return day in self.workdays
        if day in constants.workdays or day in constants.holidays:
            return day in constants.workdays
        return day.weekday() < _SATURDAY

    def is_certain(self, first: date, last: date) -> bool:
        """Whether each year from the first to the last day is one whose calendar is known: the library knows it, or the
        settings name a day of it."""
        named = {day.year for day in self.holidays + self.workdays}
        return all(_FIRST <= year <= _LAST or year in named for year in range(first.year, last.year + 1))

    def after(self, day: date, count: int) -> date:
        """The working day that is so many after the day, from the next on; the day itself after none."""
        while count > 0:
            day += DAY
            count -= self.is_workday(day)
        return day

    def next_from(self, day: date) -> date:
        """The first working day, from the day itself on."""
        return self.after(day - DAY, 1)

    def between(self, day: date, last: date) -> int:
        """How many working days come after the day, up to the last; 0 where that is not after it."""
        weeks, rest = divmod(max((last - day).days, 0), 7)
        count = 5 * weeks + sum((last - n * DAY).weekday() < _SATURDAY for n in range(rest))
        return count + sum(1 if worked else -1 for other, worked in _unlike(self) if day < other <= last)

    def since(self, last: date, count: int) -> date:
        """The earliest day after which no more than so many working days come, up to the last."""
        day = last
        while self.between(day - DAY, last) <= count:
            day -= DAY
        return day


def of(own: settings.Calendar) -> Calendar:
    """The calendar with what the settings say."""
    return Calendar(own.holidays, own.workdays)


@cache
def _unlike(calendar: Calendar) -> tuple[tuple[date, bool], ...]:
    """The days on which it is otherwise than Monday to Friday, and whether they are worked."""
    named = {*constants.workdays, *constants.holidays, *calendar.workdays, *calendar.holidays}
    worked = ((day, calendar.is_workday(day)) for day in sorted(named))
    return tuple((day, is_worked) for day, is_worked in worked if is_worked != (day.weekday() < _SATURDAY))
