"""What is drawn once is repeated as it was, and drawn anew when the store, the day, the place or the language is another."""

import sqlite3
from contextlib import closing

import pytest

from tests import page


@pytest.fixture
def drawn(shown, own_store):
    """The overview's parts but the head, which is drawn every time."""

    def run(**parameters: str) -> list[str]:
        app = shown("overview", f"sqlite:///{own_store}", **parameters)
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


def test_a_chart_is_drawn_by_itself_for_other_committees(shown):
    said = [
        page.plain(page.sent(shown("registration", on="2017-07-16", **chosen)))
        for chosen in ({}, {"chosen": "310113101005"}, {"chosen": "310113101003"}, {})
    ]
    assert len(set(said)) == 3
    assert said[0] == said[3]
    assert "罗南从5月" in said[1]
    assert "罗南从5月" not in said[2]
