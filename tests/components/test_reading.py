"""What is drawn once is repeated as it was, and drawn anew when the store, the day, the place or the language is another."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
import pytest
from sqlalchemy import select

from components import reading
from data_access import records, state, store
from data_access.made import Made
from data_access.records import record_head
from tests import page

DAY = date(2017, 7, 16)
BOTH = select(record_head.c.version, store.state.c.version.label("of_store")).subquery()


@pytest.fixture
def drawn(page_of, own_store):
    """The overview's parts but the head, which is drawn every time."""

    def run(**parameters: str) -> list[str]:
        app = page_of("overview", f"sqlite:///{own_store}", **parameters)
        return [part.proto.body for part in app.get("html")][1:]

    return run


def test_a_second_reader_sees_what_the_first_one_saw(drawn):
    first, second = drawn(), drawn()
    assert len(first) > 10
    assert first == second


def test_another_day_place_or_language_is_drawn_by_itself(drawn):
    said = [
        drawn(),
        drawn(on="2017-07-01"),
        drawn(lang="en"),
        drawn(look="dark"),
        drawn(committee="310113101005"),
    ]
    assert len({tuple(one) for one in said}) == len(said)


def test_a_new_version_of_the_store_is_drawn_anew(drawn, own_store):
    assert "12,530" in " ".join(drawn())
    with closing(sqlite3.connect(own_store)) as store, store:
        store.execute(
            "update registration_day set registered = 12531 where area_code = 'town' and day = '2017-07-16'"
        )
        assert store.total_changes == 1
    assert "12,530" in " ".join(drawn()), "a change that is no refresh is not looked for"
    with closing(sqlite3.connect(own_store)) as store, store:
        store.execute("update state set version = version + 1")
    assert "12,531" in " ".join(drawn())


def test_a_chart_is_drawn_by_itself_for_other_committees(page_of):
    said = [
        page.plain(page.sent(page_of("registration", on="2017-07-16", **chosen)))
        for chosen in ({}, {"chosen": "310113101005"}, {"chosen": "310113101003"}, {})
    ]
    assert len(set(said)) == 3
    assert said[0] == said[3]
    assert "罗南从2017年5月" in said[1]
    assert "罗南从2017年5月" not in said[2]


def one(given) -> str:
    return repr(given)


def other(given) -> str:
    return f"other {given!r}"


@dataclass
class Open:
    """A thing whose value may change."""

    frame: pd.DataFrame


@dataclass(frozen=True)
class Closed:
    """A thing that holds a frame and stays as it is."""

    frame: pd.DataFrame


LONG = [pd.DataFrame({"n": range(1000)}), pd.DataFrame({"n": range(1000)})]
LONG[1].loc[500, "n"] = -1  # neither prints it


@pytest.fixture
def in_town(page_of, own_store, monkeypatch):
    """A run that reads the store."""
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{own_store}")
    monkeypatch.setattr("components.scope.town", lambda: state.State(1, DAY, DAY, datetime.min, True))


@pytest.mark.parametrize(
    "wrapped",
    [lambda frame: frame, lambda frame: (1, (frame,)), Closed, lambda frame: Made(same, frame)],
    ids=["bare", "tuple", "model", "made"],
)
def test_each_frame_has_an_answer_of_its_own_wherever_it_lies(in_town, wrapped):
    first, second = (reading.read(Made(sized, wrapped(frame))) for frame in LONG)
    assert (first, second) == (sum(range(1000)), sum(range(1000)) - 501)


def same(given):
    return given


def sized(given) -> int:
    """The sum of the frame that lies innermost."""
    if isinstance(given, pd.DataFrame):
        return int(given["n"].sum())
    if isinstance(given, Closed):
        return sized(given.frame)
    return sized(given[-1])


@pytest.mark.parametrize(
    "given",
    [{1}, {"a": LONG[0]}, [LONG[0]], Open(LONG[0]), object(), lambda: None, (1, {"a": {2}}), Made(one, [2])],
    ids=["set", "dict", "list", "open", "object", "lambda", "within", "made"],
)
def test_what_cannot_be_told_from_another_by_its_value_is_refused(in_town, given):
    with pytest.raises(TypeError):
        reading.read(Made(one, given))


def test_a_closure_is_refused(in_town):
    def within(given):
        return repr(LONG), given

    held = LONG[0]

    def closure(given):
        return held, given

    assert reading.read(Made(within, 1))[1] == 1
    with pytest.raises(TypeError):
        reading.read(Made(closure, 1))


def test_values_that_print_alike_have_answers_of_their_own(in_town):
    assert [reading.read(Made(one, value)) for value in (1, "1", 1.0, True)] == ["1", "'1'", "1.0", "True"]
    assert reading.read(Made(other, 1)) == "other 1"


@pytest.mark.parametrize("query", [select(record_head), records.query(store.state), records.query(BOTH)])
def test_a_query_that_would_be_run_on_the_other_database_is_refused(in_town, query):
    with pytest.raises(TypeError):
        reading.read(query)
