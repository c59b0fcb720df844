"""Residents who take part, where few persons are behind a figure."""

import pandas as pd
import pytest

from data_access.residents import taking_part
from data_access.settings import Minimums

LEAST = Minimums()
TALK = pd.DataFrame(
    {
        "board": ["x", "x", "y"],
        "name": ["身边事", "身边事", "互助"],
        "kind": ["post", "reply", "vote"],
        "acts": [3, 4, 5],
    }
)


def areas(**active: tuple[int, int]) -> pd.DataFrame:
    """taking_part.on_day: so many active of so many registered in each committee, and their sums."""
    whole = tuple(map(sum, zip(*active.values(), strict=True)))
    rows = {**active, "town": whole}
    return pd.DataFrame(
        [
            {"committee": code, "name": code, "active_30": n, "registered": of}
            for code, (n, of) in rows.items()
        ]
    )


def acting(**boards: dict[str, int]) -> pd.DataFrame:
    """taking_part.acting: by board the active residents of each committee, and their sum."""
    return pd.DataFrame(
        [
            {"committee": code, "board": board, "active_7": 1, "active_30": n}
            for board, counts in boards.items()
            for code, n in {**counts, "town": sum(counts.values())}.items()
        ]
    )


def test_the_share_decides_the_place_and_a_small_committee_has_none():
    found = taking_part.standings(areas(a=(60, 100), b=(90, 200), c=(30, 40)), LEAST).set_index("committee")
    assert list(found["place"].dropna().items()) == [("a", 1), ("b", 2)]
    assert found.loc["c", "reason"] == "small_sample"
    assert found.loc["a", "value"] == pytest.approx(0.6)


def test_a_few_active_residents_are_covered_and_another_committee_with_them():
    found = taking_part.standings(areas(a=(60, 100), b=(90, 200), c=(3, 80)), LEAST).set_index("committee")
    assert found.loc["c", "cover"] == "small"
    assert found["active_30"].isna().sum() == 2  # the town's less the other two would give it away
    assert set(found.loc[found["active_30"].isna(), "reason"]) == {"protected"}


def test_a_few_who_do_not_take_part_are_covered_too():
    found = taking_part.standings(areas(a=(60, 100), b=(90, 200), c=(98, 100)), LEAST).set_index("committee")
    assert pd.isna(found.loc["c", "active_30"])


def test_a_board_counts_posts_and_comments_and_covers_a_few_persons():
    places = taking_part.standings(areas(a=(60, 100), b=(90, 200), c=(70, 200)), LEAST)
    counts = acting(x={"a": 60, "b": 50, "c": 50}, y={"a": 2, "b": 30, "c": 30})
    of_a = taking_part.boards(counts, TALK, places, "a", LEAST).set_index("board")
    assert tuple(of_a.loc["x", ["posts_30", "comments_30", "acts_30"]]) == (3, 4, 7)
    assert of_a["cover"].to_dict() == {"x": None, "y": "small"}
    of_others = [
        taking_part.boards(counts, TALK, places, code, LEAST).set_index("board").loc["y"] for code in "bc"
    ]
    assert (
        sum(pd.isna(row["active_30"]) for row in of_others) == 1
    )  # the town's 62 less the others' is what a has
    town = taking_part.boards(counts, TALK, places, None, LEAST).set_index("board")
    assert town["active_30"].to_dict() == {"x": 160, "y": 62}


def test_boards_do_not_tell_what_a_covered_one_has_at_least():
    places = taking_part.standings(areas(a=(20, 100), b=(90, 200), c=(70, 200)), LEAST)
    counts = acting(x={"a": 17, "b": 50, "c": 50}, y={"a": 4, "b": 30, "c": 30})
    of_a = taking_part.boards(counts, TALK, places, "a", LEAST)
    assert of_a["active_30"].isna().all()  # 20 in all, of whom 17 on x: 3 or 4 on y


def test_boards_that_the_town_has_not_registered_stand_in_one_row():
    talk = pd.concat([TALK, pd.DataFrame({"board": ["p", "q"], "name": None, "kind": "post", "acts": 1})])
    places = taking_part.standings(areas(a=(60, 100)), LEAST)
    found = taking_part.boards(acting(x={"a": 60}, p={"a": 5}), talk, places, None, LEAST)
    assert found["board"].tolist() == ["x", "y", "?"]
    assert found.set_index("board").loc["?", "posts_30"] == 2
