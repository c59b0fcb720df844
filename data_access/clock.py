"""The town's clock: Asia/Shanghai, naive, as the platform keeps its times."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def wall_clock() -> datetime:
    """This moment in Shanghai; called where a run or a request begins, and passed on from there."""
    return datetime.now(SHANGHAI).replace(tzinfo=None)


def moment() -> datetime:
    """This moment with its zone, as records keep it; called where a request begins, and passed on from there."""
    return datetime.now(SHANGHAI)


def local(moment: datetime) -> datetime:
    """A moment with its zone as the town's clock shows it."""
    return moment.astimezone(SHANGHAI).replace(tzinfo=None)


def end_of(day: date) -> datetime:
    """The first moment that no longer belongs to the day."""
    return datetime.combine(day + DAY, time())


def last_complete_day(now: datetime) -> date:
    """The last day that is over at `now`."""
    return now.date() - DAY


def months_before(moment: datetime, months: int) -> datetime:
    """The same moment so many months earlier, on the month's last day where it has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    last = monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))
