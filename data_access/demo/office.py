"""Time as an office works it: moments counted in working days, of the calendar of that spring."""

from bisect import bisect_left

from data_access.demo.moments import DAY, DAYS, FIRST_DAY, day

_OPENS, _CLOSES = 8 * 3600 + 1800, 17 * 3600
_BEFORE, _AFTER = 30, 90
_CLOSED = {day(text) for text in ("2017-05-01", "2017-05-29", "2017-05-30")}
_OPEN = {day("2017-05-27")}
_DAYS = [
    number
    for number in range(-_BEFORE, DAYS + _AFTER)
    if number in _OPEN or ((FIRST_DAY.weekday() + number) % 7 < 5 and number not in _CLOSED)
]


def after(second: int, working_days: float) -> int:
    """The moment at which an office that started at `second`, or when it next opened, has worked so long."""
    at = _worked(second) + working_days
    return _DAYS[int(at)] * DAY + _OPENS + int(at % 1 * (_CLOSES - _OPENS))


def end_after(second: int, working_days: int) -> int:
    """The last second of the so many-th working day after a moment's day."""
    place = bisect_left(_DAYS, second // DAY + 1)
    return (_DAYS[place + working_days - 1] + 1) * DAY - 1


def _worked(second: int) -> float:
    number = second // DAY
    place = bisect_left(_DAYS, number)
    begun = (second % DAY - _OPENS) / (_CLOSES - _OPENS) if _DAYS[place] == number else 0.0
    return place + min(max(begun, 0.0), 0.999999)
