"""Bulletins that tests write: with figures and names of their own."""

from datetime import date, datetime

from data_access.bulletins.content import Content, Correction, Named, Section, Source
from data_access.clock import SHANGHAI

SUNDAY = date(2017, 7, 16)
NOON = datetime(2017, 7, 17, 12, tzinfo=SHANGHAI)
SOURCE = Source("罗店镇", datetime(2017, 7, 17, 0, 5), False)
COUNTS = {
    "registration": (
        "registered",
        "net_new",
        "households",
        "occupied_households",
        "coverage_points",
        "stalled",
    ),
    "activity": ("active_residents", "active_of", "party_active", "identity_shown"),
    "answers": ("answered_24h", "concerns", "answer_days", "unanswered", "unanswered_24h"),
    "cases": (
        "cases_received",
        "cases_closed",
        "cases_open",
        "cases_overdue",
        "closed_in_time",
        "closings_due",
    ),
    "works": ("works", "works_behind", "works_red", "works_amber", "works_suspended"),
    "supervision": ("slips_open", "slips_red", "slips_to_check", "answered_in_time", "answers_due"),
    "decisions": ("decisions_open", "decisions_late", "decisions_done"),
    "praise": ("works_done", "closed_in_time", "growing", "registered"),
}
LISTS = {
    "registration": ("leading", "gained"),
    "works": ("latest",),
    "decisions": ("late_units",),
    "praise": ("done",),
}


def bulletin(
    number: int = 3,
    name: str = "罗溪",
    corrections: tuple[Correction, ...] = (),
    keys: tuple[str, ...] = tuple(COUNTS),
    source: Source = SOURCE,
) -> Content:
    """A weekly bulletin whose every figure is the number, and which names the same three times in each list."""
    sections = tuple(
        Section(
            key,
            dict.fromkeys(COUNTS[key], number),
            {listed: (Named(name, number, number),) * 3 for listed in LISTS.get(key, ())},
        )
        for key in keys
    )
    return Content("weekly", SUNDAY, source, sections, corrections)
