"""Numbers as readers write them."""

from contextlib import contextmanager
from datetime import date, datetime

import pytest

from components.parts import sentences, signs
from components.words import numerals
from data_access.wording import language, text, year


@contextmanager
def seen_in(this_year: int | None):
    token = year.set(this_year)
    yield
    year.reset(token)


@pytest.fixture(params=["zh", "en"])
def lang(request):
    token = language.set(request.param)
    yield request.param
    language.reset(token)


def test_missing_is_a_dash(lang):
    assert {
        numerals.count(None),
        numerals.rate(float("nan")),
        numerals.points(None),
        numerals.change(None),
    } == {"—"}


def test_a_fall_has_its_sign_and_thousands_are_apart(lang):
    assert numerals.change(-12530) == "−12,530"
    assert numerals.change(0) == "0"
    assert signs.arrow(0) == ""


def test_rates_are_rounded_half_up_as_excel_does(lang):
    assert numerals.rate(0.2344) == "23.4%"
    assert numerals.rate(0.2345) == "23.5%"
    assert numerals.signed_points(-0.0125) == "−1.3"


def test_a_moment_is_written_as_its_language_does(lang):
    assert (
        numerals.moment(datetime(2017, 7, 16, 9, 5)) == {"zh": "7月16日 09:05", "en": "Jul 16, 09:05"}[lang]
    )


def test_a_day_says_its_year_where_it_is_not_this_one(lang):
    day, then = (
        date(2017, 7, 16),
        {"zh": ("7月16日", "2017年7月16日"), "en": ("Jul 16", "Jul 16, 2017")}[lang],
    )
    for now, words in ((None, then[0]), (2017, then[0]), (2026, then[1])):
        with seen_in(now):
            assert numerals.day(day) == words
            assert text("committee.see_day", day=day) in ("看" + words, "See " + words)
            assert sentences.filled("frame.past", day=day) == text("frame.past", day=day)
            assert words in numerals.moment(datetime(2017, 7, 16, 9, 5))
    with seen_in(2026):
        assert numerals.period(date(2017, 6, 17), day).count("2017") == 1


def test_a_period_says_its_years_where_they_differ(lang):
    inside = numerals.period(date(2017, 7, 24), date(2017, 7, 29))
    across = numerals.period(date(2017, 12, 24), date(2018, 1, 3))
    assert "2017" not in inside
    assert ("2017" in across, "2018" in across) == (True, True)
    assert numerals.period(date(2017, 7, 24), date(2017, 7, 24)) == numerals.day(date(2017, 7, 24))
