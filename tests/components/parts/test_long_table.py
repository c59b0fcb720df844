"""Which rows of a long table the address asks for, in which order."""

from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components.parts.long_table import STEP, Part


def test_names_are_sorted_as_they_are_spoken():
    names = ["张庙", "安居", "罗南", "北翼", "安康"]
    frame = pd.DataFrame({"name": names, "unranked": False})
    columns = {"committee": "name"}
    rising = Part("", "committee", False, 100).of(frame, names, columns)
    assert list(rising["name"]) == ["安居", "安康", "北翼", "罗南", "张庙"]
    falling = Part("", "committee", True, 100).of(frame, names, columns)
    assert list(falling["name"]) == ["张庙", "罗南", "北翼", "安康", "安居"]


def test_days_are_sorted_as_days_those_without_one_last():
    days = [date(2017, 9, 1), None, date(2017, 8, 1)]
    frame = pd.DataFrame({"latest": pd.Series(days, dtype=object), "unranked": False})
    for down, first in ((False, days[2]), (True, days[0])):
        found = Part("", "expected", down, 100).of(frame, [""] * 3, {"expected": "latest"})
        assert list(found["latest"])[0] == first
        assert found["latest"].isna().tolist() == [False, False, True]


def test_a_search_finds_what_holds_every_word():
    frame = pd.DataFrame({"name": ["罗南", "罗店", "祁南"], "unranked": False})
    words = ["罗南 c1", "罗店 c2", "祁南 c3"]
    assert list(Part("罗 C1", None, False, 100).of(frame, words, {})["name"]) == ["罗南"]
    assert list(Part("罗", None, False, 100).of(frame, words, {})["name"]) == ["罗南", "罗店"]


@pytest.mark.parametrize(
    ("query", "rows"), [("", STEP), ("0", STEP), ("7", STEP), ("250", 250), ("9" * 7, STEP)]
)
def test_an_address_asks_for_a_hundred_rows_at_least(query, rows):
    app = AppTest.from_function(_page)
    app.query_params["rows"] = query
    assert app.run().text[0].value == str(rows)


@pytest.mark.parametrize(
    ("sort", "kept", "pressed"),
    [
        ("ranking.value.down", "value True", "ranking.value.up"),
        ("ranking.value.up", "value False", "ranking.value.down"),
        ("runs.3.up,ranking.place.up", "place False", "runs.3.up,ranking.value.down"),
        ("ranking.nonsense.down", "None False", "ranking.value.down"),
        ("rankings.value.up,ranking.value", "None False", "rankings.value.up,ranking.value.down"),
    ],
)
def test_an_address_says_how_each_table_is_sorted(sort, kept, pressed):
    app = AppTest.from_function(_page)
    app.query_params["sort"] = sort
    assert [one.value for one in app.run().text][1:] == [kept, pressed]


def _page():
    import streamlit as st

    from components.parts.long_table import requested

    part = requested("ranking", ("value", "place"))
    st.text(part.rows)
    st.text(f"{part.column} {part.down}")
    st.text(part.sorting("ranking", "value", "down"))
