"""What became of cases as of a day: their lights, their figures with the base of each, and who they count for."""

from datetime import date, datetime
from typing import Any

import pytest

from data_access import cases
from data_access.access.rights import OPEN, Rights
from data_access.cases import listing, movement, sums
from data_access.rows import first
from data_access.settings import Sensitive, Settings, Topic
from tests.cases.registry import ON, Registry, at, of

FRIDAY, SUNDAY, MONDAY = date(2017, 7, 14), ON, date(2017, 7, 17)


@pytest.fixture
def registry(sqlite_url):
    registry = Registry(sqlite_url)
    yield registry
    registry.engine.dispose()


def lights(registry, *days: int) -> list[str]:
    return [
        first(registry.read(cases.listed(date(2017, 7, day), registry.settings, OPEN))).light for day in days
    ]


def test_a_case_of_one_day_is_green_on_its_first_day_amber_on_its_last_and_red_thereafter(registry):
    registry.add(at(12), "enquiry")  # Wednesday: due at 24:00 of Thursday
    assert lights(registry, 12, 13, 14) == ["green", "amber", "red"]


def test_a_weekend_leaves_no_working_day_before(registry):
    registry.add(at(7), "enquiry")  # Friday: due at 24:00 of Monday
    assert lights(registry, 7, 8, 9, 10, 11) == ["green", "amber", "amber", "amber", "red"]


def test_a_case_received_on_a_saturday_is_green_on_its_first_day(registry):
    registry.add(at(8), "enquiry")
    assert lights(registry, 8, 9, 10, 11) == ["green", "amber", "amber", "red"]


def test_a_case_of_five_days_turns_amber_when_no_working_day_is_left(registry):
    registry.add(at(7), "complaint")  # Friday: due at 24:00 of the next Friday
    assert lights(registry, 7, 12, 13, 14, 15) == ["green", "green", "green", "amber", "red"]


def test_the_platforms_own_deadline_goes_before_the_computed_one(registry):
    registry.add(at(3), "help", due_at=at(14, 17))
    assert lights(registry, 11, 13, 14) == ["green", "green", "red"]


@pytest.mark.parametrize("written", [datetime(2017, 7, 14, 23, 59, 59), datetime(2017, 7, 15)])
def test_the_last_second_of_a_day_and_the_midnight_after_it_are_one_deadline(registry, written):
    registry.add(at(3), "help", due_at=written, closed_at=datetime(2017, 7, 14, 23, 59, 59))
    found = registry.read(cases.figures(date(2017, 7, 15)))
    assert (found.on_time, found.closings_due) == (1, 1)
    row = first(registry.read(cases.listed(date(2017, 7, 14), registry.settings, OPEN)))
    assert (row.due, row.due_on) == (datetime(2017, 7, 15), date(2017, 7, 14))


def test_a_deadline_before_the_receipt_is_none(registry):
    registry.add(at(12), "enquiry", due_at=at(11))
    assert lights(registry, 12, 13) == ["green", "amber"]


def test_a_deferral_counts_from_the_end_of_its_day(registry):
    registry.add(
        at(3), "enquiry", deferred_until=at(15, 0), events=(("deferred", at(10)),)
    )  # due at 24:00 of the 4th
    assert lights(registry, 9, 10, 13, 14, 15) == ["red", "green", "green", "amber", "red"]


def test_a_deferral_to_an_earlier_day_changes_nothing(registry):
    code = registry.add(at(3), "help", deferred_until=at(4, 0))
    row = first(registry.read(cases.one(code, date(2017, 7, 9), registry.settings, OPEN)).row)
    assert (row.due, row.deferred) == (at(11, 0), False)


def test_how_late_is_counted_in_begun_days(registry):
    registry.add(at(7), "complaint", due_at=at(14, 17))  # Friday at five
    days = [
        first(registry.read(cases.listed(date(2017, 7, day), registry.settings, OPEN))).days_over
        for day in (13, 14, 15, 17)
    ]
    assert days == [None, 1, 2, 4]


def test_a_closing_after_the_day_is_not_there_yet(registry):
    code = registry.add(at(10), "help", closed_at=at(13), result="solved", rating=5)
    before, after = (
        registry.read(cases.one(code, date(2017, 7, day), registry.settings, OPEN)) for day in (12, 13)
    )
    then, now = first(before.row), first(after.row)
    assert (then.light, then.state, then.result) == ("green", "received", None)
    assert (now.light, now.state, now.result, now.rating) == (None, "closed", "solved", 5)
    assert registry.read(cases.figures(date(2017, 7, 12))).open == 1
    assert registry.read(cases.figures(date(2017, 7, 13))).open == 0


def test_the_figures_have_their_bases(registry):
    registry.add(at(10), "help")  # due at 24:00 of the 17th
    registry.add(at(3), "help", closed_at=at(7), result="solved", rating=4, first_contacted_at=at(4))
    registry.add(
        at(3), "help", closed_at=at(12), result="partly", first_contacted_at=at(5), dispatched_at=at(4)
    )
    registry.add(at(4), "help", dispatched_at=at(5), events=(("returned", at(6), "D2"),))
    registry.add(at(4), "enquiry", closed_at=at(5), result="duplicate", events=(("reworked", at(5)),))
    found = registry.read(cases.figures(ON))
    assert (found.received, found.open, found.overdue, found.untouched) == (5, 2, 1, 1)
    assert (found.contacted, found.contacts_due) == (2, 5)
    assert (found.on_time, found.closings_due) == (2, 4)
    assert (found.returned, found.dispatched) == (1, 2)
    assert (found.reworked, found.closed) == (1, 3)
    assert (found.solved, found.judged) == (1, 2)
    assert (found.satisfied, found.ratings) == (None, 1)
    assert found.median_days == 4  # 1, 4 and 7 working days
    assert {name: type(value) for name, value in vars(found).items() if type(value) is not int} == {
        "satisfied": type(None),
        "median_days": float,
    }


def test_satisfaction_is_told_from_five_ratings_on(registry):
    for rating in (5, 4, 3, 2):
        registry.add(at(3), closed_at=at(7), rating=rating)
    registry.add(at(3), closed_at=at(7), rating=9)  # of no such score
    assert registry.read(cases.figures(ON)).satisfied is None
    registry.add(at(3), closed_at=at(7), rating=1)
    found = registry.read(cases.figures(ON))
    assert (found.satisfied, found.ratings) == (2, 5)


def test_a_first_contact_is_due_by_the_receipt_until_the_case_is_dispatched(registry):
    registry.add(
        at(3), dispatched_at=at(6), first_contacted_at=at(7)
    )  # due on the 4th, from the 6th on: on the 7th
    by_day = [registry.read(cases.figures(date(2017, 7, day))) for day in (4, 5, 6, 7, 8)]
    assert [(one.contacted, one.contacts_due) for one in by_day] == [(0, 0), (0, 1), (0, 0), (0, 0), (1, 1)]


def test_a_window_holds_what_fell_due_in_it(registry):
    registry.add(at(26, month=6), "enquiry")  # due at 24:00 of the 27th
    counts = [registry.read(cases.figures(date(2017, 7, 4), days=days)).closings_due for days in (7, 6)]
    assert counts == [1, 0]


def test_a_window_longer_than_the_usual_ones_reaches_back(registry):
    registry.add(at(3, month=3), closed_at=at(5, month=3))
    found = [registry.read(cases.figures(ON, days=days)).closed for days in (90, ON.timetuple().tm_yday)]
    assert found == [0, 1]


def test_a_case_counts_for_who_holds_it_and_a_return_for_who_returned_it(registry):
    registry.add(at(3), dispatched_at=at(4), department_code="D2", events=(("returned", at(5), "D1"),))
    registry.add(at(3), dispatched_at=at(4), department_code="D1")
    rows = registry.read(cases.by_department(ON))
    first_one, second = of(rows, "D1", "department"), of(rows, "D2", "department")
    assert (first_one["received"], first_one["returned"], first_one["dispatched"]) == (1, 1, 2)
    assert (second["received"], second["returned"], second["dispatched"]) == (1, 0, 1)
    assert (first_one["name"], second["name"]) == ("城管中队", "房管办")
    own = registry.read(cases.figures(ON, days=90, department="D1"))
    assert (own.received, own.returned, own.dispatched) == (1, 1, 2)


def test_a_case_that_came_back_to_who_returned_it_was_sent_there_once(registry):
    registry.add(at(3), dispatched_at=at(4), events=(("returned", at(5), "D1"),))
    row = of(registry.read(cases.by_department(ON)), "D1", "department")
    assert (row["returned"], row["dispatched"]) == (1, 1)


def test_every_committee_of_the_day_has_a_row_and_each_other_with_cases(registry):
    registry.close_committee("C2", date(2017, 7, 10))
    for code in ("C2", "C2", "C9"):
        registry.add(at(3), committee_code=code)
    rows = registry.read(cases.by_committee(ON))
    assert dict(zip(rows["committee"], rows["received"], strict=True)) == {"C1": 0, "C2": 2}
    assert list(rows["name"]) == ["一村", "二村"]
    assert registry.read(cases.figures(ON)).received == 3
    assert set(rows.columns) == {"committee", "name", *sums.Figures.__annotations__}


def test_categories_of_a_topic_go_under_its_name(registry):
    for category in ("停车问题", "停车", "绿化养护", "失物"):
        registry.add(at(3), category=category)
    rows = registry.read(cases.by_category(ON, registry.settings))
    assert list(zip(rows["category"], rows["received"], strict=True))[0] == ("停车", 2)
    assert list(rows["name"]) == list(rows["category"])
    assert len(registry.read(cases.listed(ON, registry.settings, OPEN, category="停车"))) == 2
    assert len(registry.read(cases.listed(ON, registry.settings, OPEN, category="失物"))) == 1


def test_open_cases_stand_by_light_and_age(registry):
    registry.add(at(14))  # Friday: the next working day is Monday
    registry.add(at(3), "enquiry")
    found = registry.read(cases.ageing(ON, registry.settings))
    there = {(row.light, row.band): row.cases for row in found.itertuples() if row.cases}
    assert there == {("green", "day"): 1, ("red", "three_weeks"): 1}
    assert len(found) == len(movement.BANDS) * 3 + 3


def test_weeks_tell_what_came_and_went(registry):
    registry.add(at(3), closed_at=at(12))
    registry.add(at(11))
    weeks = registry.read(cases.flow(ON, weeks=3))
    assert [tuple(row)[1:] for row in weeks.itertuples()] == [
        (date(2017, 7, 2), 0, 0, 0),
        (date(2017, 7, 9), 1, 0, 1),
        (ON, 1, 1, 1),
    ]


def test_lists_leave_out_what_is_sensitive_and_figures_count_it(sqlite_url):
    registry = Registry(sqlite_url, Settings(sensitive=Sensitive(words=("上访", "px"))))
    registry.add(at(12), is_sensitive=True)
    code = registry.add(at(12), title="有人上访")
    registry.add(at(12), title="停车难")
    registry.add(at(12), title="PX项目")
    assert list(registry.read(cases.listed(ON, registry.settings, OPEN))["title"]) == ["停车难"]
    assert registry.read(cases.one(code, ON, registry.settings, OPEN)) is None
    assert registry.read(cases.figures(ON)).received == 4
    registry.engine.dispose()


@pytest.mark.parametrize(
    ("rights", "seen"),
    [
        (OPEN, "public here, public there"),
        (Rights("leading_group"), "held here, local here, public here, public there"),
        (Rights("secretary", ("C1",)), "local here, public here"),
        (Rights("department", (), ("D1",)), "held here, public there"),
        (Rights("department", (), ("D2",)), "public here"),
        (Rights("screen"), ""),
    ],
)
def test_a_reader_sees_the_cases_of_their_units_and_the_sensitive_ones_that_these_handle(
    registry, rights, seen
):
    registry.add(at(12), title="held here", is_sensitive=True, department_code="D1")
    registry.add(at(12), title="local here", is_sensitive=True, department_code=None)
    registry.add(at(12), title="public here", department_code="D2")
    registry.add(at(12), title="public there", committee_code="C2", department_code="D1")
    listed = registry.read(cases.listed(ON, registry.settings, rights))
    assert ", ".join(sorted(listed["title"])) == seen
    ones = [registry.read(cases.one(f"A{n}", ON, registry.settings, rights)) for n in range(1, 5)]
    assert sum(item is not None for item in ones) == len(listed)


def test_a_list_is_narrowed(registry):
    registry.add(at(3), "enquiry", committee_code="C2")
    registry.add(at(13), department_code="D2", category="绿化")
    registry.add(at(3, month=3), closed_at=at(5, month=3))  # closed long ago

    def chosen(**by: Any) -> list[str]:
        return list(registry.read(cases.listed(ON, registry.settings, OPEN, **by))["case"])

    assert chosen() == ["A1", "A2"]
    assert chosen(committee="C2") == chosen(kind="enquiry") == chosen(light="red") == ["A1"]
    assert chosen(department="D2") == chosen(category="绿化") == chosen(light="green") == ["A2"]


def test_a_case_is_about_a_topic_by_its_category_or_by_a_word_of_its_title(sqlite_url):
    topic = Topic.model_validate(
        {
            "key": "parking",
            "name": "停车",
            "words": ["停车"],
            "except": ["停车场招聘"],
            "categories": ["车位"],
        }
    )
    registry = Registry(sqlite_url, Settings(topics=(topic,)))
    registry.add(at(3), category="车位", title="没有地方", id="A1")
    registry.add(at(5), category="其他", title="停车难", id="A2")
    registry.add(at(3), category="其他", title="停车场招聘保安", id="A3")
    registry.add(at(1), closed_at=at(2), category="车位", title="太贵", id="A4")
    settings = registry.settings
    first = registry.read(cases.about("parking", ON, settings, OPEN, 2))
    assert first == ("A1", "A2")
    assert registry.read(cases.about("parking", ON, settings, OPEN, 9)) == (*first, "A4")
    listed = registry.read(cases.listed(ON, settings, OPEN, among=first))
    assert [*listed["case"]] == [*first]
    registry.engine.dispose()


def test_a_case_of_its_own_has_its_events_up_to_the_day(registry):
    code = registry.add(
        at(3), events=(("returned", at(4), "D1"), ("returned", at(5), "D2"), ("urged", at(20)))
    )
    item = registry.read(cases.one(code, ON, registry.settings, OPEN))
    row = first(item.row)
    assert list(item.events["kind"]) == ["returned", "returned"]
    assert list(item.events["department_name"]) == ["城管中队", "房管办"]
    assert row.returned == 2
    assert set(item.row.columns) == {*listing.Case.__annotations__, *listing.Whole.__annotations__}
    listed = registry.read(cases.listed(ON, registry.settings, OPEN))
    assert set(listed.columns) == set(listing.Case.__annotations__)
    assert set(item.events.columns) == set(listing.Event.__annotations__)
    assert registry.read(cases.one("none", ON, registry.settings, OPEN)) is None
