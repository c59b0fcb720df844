"""What an address means, and what a reader is told where it means nothing."""

from datetime import date, datetime

import pytest

from components.scope import resolve
from data_access.state import State

TOWN = State(3, date(2017, 5, 1), date(2017, 7, 16), datetime(2017, 7, 17, 1), True)
LUONAN = "310113103001"


def test_an_empty_address_means_the_last_day_of_the_whole_town():
    scope = resolve({}, TOWN)
    assert (scope.on, scope.compare, scope.committee) == (date(2017, 7, 16), None, None)
    assert (scope.lang, scope.look, scope.notices) == ("zh", "light", ())


def test_an_address_says_day_place_language_and_look():
    address = {"on": "2017-06-15", "compare": "2017-06-08", "committee": LUONAN, "lang": "en", "look": "wall"}
    scope = resolve(address, TOWN, {LUONAN})
    assert (scope.on, scope.compare) == (date(2017, 6, 15), date(2017, 6, 8))
    assert (scope.committee, scope.lang, scope.look, scope.notices) == (LUONAN, "en", "wall", ())


@pytest.mark.parametrize("day", ["2017-05-01", "2017-07-16"])
def test_the_first_and_the_last_day_have_data(day):
    scope = resolve({"on": day}, TOWN)
    assert (scope.on.isoformat(), scope.notices) == (day, ())


@pytest.mark.parametrize(
    "day",
    [
        "yesterday",
        "",
        "2017-02-30",
        "20170616",
        "2017-6-16",
        "2017-W24-5",
        "x" * 10_000,
        "'; drop table x; --",
        "😀",
    ],
)
def test_a_day_that_is_none_becomes_the_last_one_and_is_said(day):
    scope = resolve({"on": day}, TOWN)
    assert scope.on == date(2017, 7, 16)
    assert len(scope.notices) == 1
    assert "7月16日" in scope.notices[0]
    assert len(scope.notices[0]) < 80


@pytest.mark.parametrize("day", ["2017-04-30", "2017-07-17", "9999-12-31", "0001-01-01"])
def test_a_day_without_data_becomes_the_last_one_and_is_said(day):
    scope = resolve({"on": day}, TOWN)
    assert scope.on == date(2017, 7, 16)
    assert day in scope.notices[0]
    assert "2017-05-01" in scope.notices[0]


@pytest.mark.parametrize(
    "code", ["0", "", "3101131030011", "y" * 10_000, "'; drop table committee; --", "😀", "a\0b"]
)
def test_a_committee_that_is_none_becomes_the_whole_town_and_is_said(code):
    scope = resolve({"committee": code}, TOWN, {LUONAN})
    assert scope.committee is None
    assert len(scope.notices) == 1
    assert len(scope.notices[0]) < 80


def test_a_committee_that_the_town_does_not_have_is_said():
    scope = resolve({"committee": "310113103999"}, TOWN, {LUONAN})
    assert scope.committee is None
    assert "310113103999" in scope.notices[0]


@pytest.mark.parametrize("name", ["neighbourhood", "building", "branch", "project"])
def test_a_code_of_the_contract_passes_and_another_text_does_not(name):
    assert getattr(resolve({name: "N-01.a_2"}, TOWN), name) == "N-01.a_2"
    odd = resolve({name: "a b"}, TOWN)
    assert getattr(odd, name) is None
    assert len(odd.notices) == 1


def test_a_language_is_found_by_its_tag():
    scope = resolve({"lang": "en-GB"}, TOWN)
    assert (scope.lang, scope.notices) == ("en", ())


def test_a_notice_is_in_the_language_of_its_address():
    assert resolve({"on": "x", "lang": "en"}, TOWN).notices[0].startswith("The day “x”")
    assert resolve({"lang": "xx", "look": "neon"}, TOWN).notices == (
        "没有名为“xx”的语言，已用中文显示。",
        "没有名为“neon”的外观，已用浅色显示。",
    )


def test_links_keep_the_day_the_language_and_the_look_and_nothing_unsaid():
    scope = resolve({"on": "2017-06-15", "lang": "en", "committee": LUONAN}, TOWN)
    assert scope.link("definitions") == "/definitions?on=2017-06-15&lang=en"
    assert scope.link("overview", on=None, lang="zh", look="dark") == "/?look=dark"
    assert scope.again("overview", on=date(2017, 6, 14)) == f"/?on=2017-06-14&committee={LUONAN}&lang=en"
    assert resolve({}, TOWN).link("overview", committee=LUONAN) == f"/?committee={LUONAN}"
    assert resolve({}, TOWN).link("definitions", on=TOWN.last_day) == "/definitions"


def test_a_link_leads_back_to_the_same_scope():
    scope = resolve({"on": "2017-06-15", "compare": "2017-06-01", "look": "wall", "project": "p1"}, TOWN)
    query = scope.again("overview").partition("?")[2]
    assert resolve(dict(pair.split("=") for pair in query.split("&")), TOWN) == scope


@pytest.mark.parametrize(
    ("address", "day", "kept"),
    [
        ({}, None, None),
        ({"compare": "7d"}, None, None),
        ({"compare": "1d"}, date(2017, 7, 15), "1d"),
        ({"compare": "30d", "on": "2017-06-15"}, date(2017, 5, 16), "30d"),
        ({"compare": "2017-06-01"}, date(2017, 6, 1), "2017-06-01"),
    ],
)
def test_a_day_is_compared_with_so_many_days_before_or_with_another_day(address, day, kept):
    scope = resolve(address, TOWN)
    assert (scope.compare, scope.compared, scope.notices) == (day, kept, ())


def test_days_before_move_with_the_day_and_another_day_stands():
    month = resolve({"compare": "30d"}, TOWN).link("party", on=date(2017, 7, 10))
    assert month == "/party?on=2017-07-10&compare=30d"
    assert resolve({"on": "2017-07-10", "compare": "30d"}, TOWN).compare == date(2017, 6, 10)
    fixed = resolve({"compare": "2017-06-01"}, TOWN)
    assert fixed.link("party", on=date(2017, 7, 10)) == "/party?on=2017-07-10&compare=2017-06-01"
    assert fixed.link("party", compare="7d") == "/party"


@pytest.mark.parametrize("odd", ["2d", "week", "", "2017-04-30", "2017-06-15", "2017-07-01"])
def test_what_no_day_can_be_compared_with_becomes_the_week_before_and_is_said(odd):
    scope = resolve({"on": "2017-06-15", "compare": odd}, TOWN)
    assert (scope.compare, scope.compared) == (None, None)
    assert len(scope.notices) == 1
    assert "已按一周前对比" in scope.notices[0]


def test_a_committee_that_the_browser_remembers_is_ones_own_where_the_town_has_it():
    assert resolve({}, TOWN, {LUONAN}, LUONAN).own == LUONAN
    for code in ("310113103999", "'; drop table committee; --", ""):
        assert resolve({}, TOWN, {LUONAN}, code).own is None


def test_a_notice_writes_the_year_of_a_day_of_another_one():
    assert "7月16日" in resolve({"on": "x"}, TOWN, this_year=2017).notices[0]
    assert "2017年7月16日" in resolve({"on": "x"}, TOWN, this_year=2026).notices[0]


def test_what_the_scope_holds_itself_is_no_part_of_the_view():
    asked = {"on": "2017-06-15", "compare": "2017-06-01", "committee": LUONAN, "lang": "en", "look": "dark"}
    assert resolve(asked | {"q": "罗"}, TOWN).view == (("q", "罗"),)
