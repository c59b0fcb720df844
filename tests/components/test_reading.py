"""What is drawn once is repeated as it was, and drawn anew when the store, the day, the place or the language is another."""

import sqlite3
from contextlib import closing

import pytest
from streamlit.testing.v1 import AppTest

from components import menu


@pytest.fixture
def shown(own_store, monkeypatch):
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{own_store}")

    def run(**parameters: str) -> list[str]:
        app = AppTest.from_file(str(menu.ROOT / "components" / "frame.py"), default_timeout=60)
        for name, value in parameters.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return [part.proto.body for part in app.get("html")][1:]  # the head is drawn every time

    return run


def test_a_second_reader_sees_what_the_first_one_saw(shown):
    first, second = shown(), shown()
    assert len(first) > 10
    assert first == second


def test_another_day_place_or_language_is_drawn_by_itself(shown):
    said = [
        shown(),
        shown(on="2017-07-01"),
        shown(lang="en"),
        shown(look="dark"),
        shown(committee="310113101005"),
    ]
    assert len({tuple(one) for one in said}) == len(said)


def test_a_new_version_of_the_store_is_drawn_anew(shown, own_store):
    assert "12,530" in " ".join(shown())
    with closing(sqlite3.connect(own_store)) as store, store:
        store.execute(
            "update registration_day set registered = 12531 where area_code = 'town' and day = '2017-07-16'"
        )
        assert store.total_changes == 1
    assert "12,530" in " ".join(shown()), "a change that is no refresh is not looked for"
    with closing(sqlite3.connect(own_store)) as store, store:
        store.execute("update state set version = version + 1")
    assert "12,531" in " ".join(shown())
