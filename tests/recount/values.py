"""What a platform's value says, however it is written."""

import re
from datetime import date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))
YES = {"1", "y", "yes", "t", "true", "是"}
NO = {"0", "n", "no", "f", "false", "否"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)? ?(Z|[+-]\d\d(:?\d\d)?)?)?")


def text(value: object) -> str | None:
    """An id, code or word without outer blanks; None where nothing is left."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return None if value is None else str(value).strip() or None


def code(value: object) -> str | None:
    """The code of a place; None where it is longer than 40 characters, or holds what is no text or controls."""
    written = text(value)
    fit = written and len(written) <= 40 and written.isprintable() and "\ufffd" not in written
    return written if fit else None


def moment(value: object) -> datetime | None:
    """A moment on Shanghai's clock; None where it is not set, a sentinel (zero, 1970-01-01, 9999-12-31) or none.

    OPEN: before 1900 there is none.
    """
    written = text(value)
    if not written or not _MOMENT.fullmatch(written) or written.startswith("9999-12-31"):
        return None
    try:
        read = datetime.fromisoformat(written)
        if read.tzinfo:
            read = read.astimezone(SHANGHAI).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return None if read.date() == date(1970, 1, 1) or read.year < 1900 else read


def day(value: object) -> date | None:
    """A day, from a date or the date of a moment; None as for a moment."""
    read = moment(value)
    return read and read.date()


def beginning(value: object) -> date:
    """The first day of what holds from then on: without one, from the beginning."""
    return day(value) or date.min


def flag(value: object) -> bool:
    """Yes or no; what is neither is refused."""
    written = str(value).strip().lower()
    if written in YES:
        return True
    if written in NO:
        return False
    raise ValueError(f"neither yes nor no: {value!r}")


def number(value: object) -> int | None:
    """A whole number; None where there is none, or one of more than 32 bits."""
    written = text(value)
    read = int(written) if written and written.lstrip("-").isdigit() else None
    return None if read is None or abs(read) >= 2**31 else read


def readable(value: object, length: int = 40) -> str:
    """A word as it is shown: control characters as U+FFFD, what is too long with an ellipsis."""
    written = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "\N{REPLACEMENT CHARACTER}", text(value) or "")
    return written if len(written) <= length else f"{written[: length - 1]}…"
