"""A slip's colour by hand: which working days end without an answer, in July 2017 and across holidays."""

from datetime import date

import pytest

from data_access.cases.calendar import Calendar
from data_access.settings import Supervision
from data_access.supervision.colours import Wait, first_due, stand

CALENDAR, LIMITS = Calendar(), Supervision()


def day(written: str) -> date:
    return date.fromisoformat(f"2017-{written}")


def stood(first: str, on: str, *waits: str, late: bool = False):
    """Colour and last day of a slip; `waits`: from which day on it waited, until which."""
    spans = [Wait(*(day(one) for one in wait.split("/"))) for wait in waits]
    found = stand(first, spans, day(on), CALENDAR, LIMITS)
    assert found.late == late
    return found.colour, f"{found.due_on:%m-%d}" if found.due_on else None


@pytest.mark.parametrize(
    ("on", "colour", "due"),
    [
        ("07-03", "blue", "07-06"),  # Monday, the day of issue
        ("07-06", "blue", "07-06"),  # Thursday, the third working day
        ("07-07", "orange", "07-10"),  # Friday: grown, two more days
        ("07-09", "orange", "07-10"),  # Sunday counts for nothing
        ("07-10", "orange", "07-10"),
        ("07-11", "red", "07-11"),
    ],
)
def test_a_blue_slip_without_an_answer_turns_orange_then_red(on, colour, due):
    assert stood("blue", on, "07-03") == (colour, due)


def test_a_red_slip_that_is_not_answered_stays_red_and_is_late():
    assert stood("red", "07-04", "07-03") == ("red", "07-04")
    assert stood("red", "07-05", "07-03", late=True) == ("red", "07-04")
    assert stood("blue", "08-01", "07-03", late=True) == ("red", "07-11")


def test_an_orange_slip_begins_two_days_before_red():
    assert stood("orange", "07-05", "07-03") == ("orange", "07-05")
    assert stood("orange", "07-06", "07-03") == ("red", "07-06")


def test_the_clock_stands_from_an_answer_until_it_is_sent_back():
    # Answered on Wednesday (one day waited through), sent back on the Monday after: Tuesday and Wednesday are left.
    assert stood("blue", "07-08", "07-03/07-05") == ("blue", None)
    assert stood("blue", "07-11", "07-03/07-05", "07-10") == ("blue", "07-12")
    assert stood("blue", "07-12", "07-03/07-05", "07-10") == ("blue", "07-12")
    assert stood("blue", "07-13", "07-03/07-05", "07-10") == ("orange", "07-14")


def test_an_answer_on_the_last_day_is_in_time_and_one_on_the_next_is_not():
    assert stood("blue", "07-20", "07-03/07-06") == ("blue", None)
    assert stood("blue", "07-20", "07-03/07-07") == ("orange", None)


def test_holidays_and_worked_weekends_count_as_the_calendar_says():
    # The National Day of 2017: 1 to 8 October free, Saturday 30 September worked.
    assert stood("blue", "10-09", "09-28") == ("blue", "10-09")
    assert stood("blue", "10-10", "09-28") == ("orange", "10-11")
    assert first_due("orange", day("09-29"), CALENDAR, LIMITS) == day("10-09")


def test_the_days_of_each_colour_are_the_settings():
    strict = Supervision(blue_days=1, orange_days=1)
    found = stand("blue", [Wait(day("07-03"))], day("07-06"), CALENDAR, strict)
    assert (found.colour, found.due_on) == ("red", day("07-06"))
