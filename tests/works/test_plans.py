"""Plan versions: which are there on a day, what changed clause by clause and sign by sign, what is odd about them."""

import json
import sqlite3
from datetime import date, datetime

import pandas as pd
import pytest

from data_access.works import plans
from tests.hand import ON
from tests.works.planted_project import FIRST, SECOND, clauses

DAY = datetime(2017, 6, 5, 10)
LATER = datetime(2017, 6, 20, 10)


def made(*rows: tuple, on: date = ON) -> tuple[plans.Plan, ...]:
    """Plans of (version, published_at, clauses)."""
    frame = pd.DataFrame(rows, columns=["version", "published_at", "clauses"]).assign(
        summary="", drawing_url=None
    )
    return plans.published(frame, on)


def of(texts: dict, version: int = 1, at: datetime = DAY) -> tuple:
    """A version's row."""
    return version, at, clauses(texts)


def compared(before: plans.Plan, after: plans.Plan) -> tuple[plans.Change, ...]:
    """What changed between two versions that can both be read."""
    changes = plans.diff(before, after)
    assert changes is not None
    return changes


def test_three_clauses_changed_and_one_did_not():
    first, second = made(of(FIRST), of(SECOND, 2, LATER))
    found = {change.key: (change.number, change.kind) for change in compared(first, second)}
    assert found == {
        "slope": (1, "changed"),
        "rail": (2, "changed"),
        "paving": (3, "changed"),
        "hours": (4, "unchanged"),
    }
    assert plans.changed(first, second) == {"slope", "rail", "paving"}
    assert plans.revised((first, second)) == 3
    assert plans.revised((first,)) is None


def test_a_version_is_there_from_its_day_on():
    rows = of(FIRST), of(SECOND, 2, LATER)
    assert [plan.version for plan in made(*rows, on=date(2017, 6, 19))] == [1]
    assert [plan.version for plan in made(*rows, on=date(2017, 6, 20))] == [1, 2]
    assert made(*rows, on=date(2017, 6, 4)) == ()


def test_added_and_removed_clauses_keep_their_numbers():
    first, second, third = made(
        of({"a": "甲", "b": "乙"}), of({"b": "乙", "c": "丙"}, 2, LATER), of({"a": "甲", "c": "丙"}, 3, LATER)
    )
    assert [(c.number, c.key, c.kind) for c in compared(first, second)] == [
        (1, "a", "removed"), (2, "b", "unchanged"), (3, "c", "added"),
    ]  # fmt: skip
    assert [(c.number, c.key, c.kind) for c in compared(first, third)] == [
        (1, "a", "unchanged"), (2, "b", "removed"), (3, "c", "added"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        (
            "坡度1:8。",
            "坡度1:12。",
            [("same", "坡度"), ("removed", "1:8"), ("added", "1:12"), ("same", "。")],
        ),
        ("单侧设扶手", "双侧设扶手", [("removed", "单"), ("added", "双"), ("same", "侧设扶手")]),
        ("gate open", "gate closed", [("same", "gate "), ("removed", "open"), ("added", "closed")]),
        ("", "新", [("added", "新")]),
        ("旧", "", [("removed", "旧")]),
        ("甲一乙", "丙一丁", [("removed", "甲一乙"), ("added", "丙一丁")]),  # one sign alike is no comfort
    ],
)
def test_a_change_is_marked_sign_by_sign_and_word_by_word(before, after, pieces):
    assert list(plans.pieces(before, after)) == pieces


def test_the_pieces_of_every_change_of_the_demonstration_give_both_texts(demo_store):
    with sqlite3.connect(demo_store) as store:
        rows = store.execute("select project_id, version, clauses from plan_revision").fetchall()
    store.close()
    texts: dict[str, set[str]] = {}
    for _, _, said in rows:
        if said.endswith("]"):
            for clause in json.loads(said):
                texts.setdefault(clause["key"], set()).add(clause["text"])
    pairs = [(a, b) for group in texts.values() for a in group for b in group]
    assert len(pairs) > 100
    for before, after in pairs:
        found = plans.pieces(before, after)
        assert "".join(said for kind, said in found if kind != "added") == before
        assert "".join(said for kind, said in found if kind != "removed") == after


def test_long_clauses_are_compared_by_sentences():
    before, after = "这一句不变。" * 600, "这一句不变。" * 599 + "这一句变了。"
    assert plans.pieces(before, after)[-2:] == (("removed", "这一句不变。"), ("added", "这一句变了。"))
    before, after = "。" * 100_000, "。" * 100_001
    assert plans.pieces(before, after) == (("removed", before), ("added", after))


@pytest.mark.parametrize(
    "unreadable",
    ["", "{", '[{"key": "a"', '{"key": "a"}', '[{"key": "a"}]', "[1]", "null", '"x"', "[" * 5000, "[[1]]"],
)
def test_clauses_that_do_not_parse_are_marked_and_kept(unreadable):
    first, second = made((1, DAY, unreadable), of(SECOND, 2, LATER))
    assert first.clauses is None
    assert first.marks == ("clauses_unreadable",)
    assert first.raw == unreadable
    assert plans.diff(first, second) is None
    assert plans.changed(first, second) == frozenset()


def test_versions_out_of_order_are_marked():
    first, third = made(of(FIRST, 1, LATER), of(SECOND, 3, DAY))
    assert first.marks == ()
    assert third.marks == ("version_gap", "revision_order")
    assert made(of(FIRST, 2))[0].marks == ("version_gap",)
    assert made(of(FIRST), of(SECOND, 1, LATER))[1].marks == ("version_repeated",)


def test_a_key_that_comes_twice_hides_no_clause():
    (plan,) = made((1, DAY, '[{"key": "a", "text": "甲"}, {"key": "a", "text": "乙"}]'))
    assert plan.clauses is not None
    assert [(clause.number, clause.text) for clause in plan.clauses] == [(1, "甲"), (2, "乙")]
    assert plan.marks == ("clause_repeated",)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("1-2", (1, 2)),
        ("3-1", (1, 3)),
        ("", (2, 3)),
        ("1-1", (2, 3)),
        ("1-9", (2, 3)),
        ("x", (2, 3)),
        ("٣-١", (2, 3)),
    ],
)
def test_a_pair_is_the_one_asked_for_or_the_last(asked, shown):
    known = made(of(FIRST), of(SECOND, 2, LATER), of(FIRST, 3, LATER))
    pair = plans.pair(known, asked)
    assert pair is not None
    assert tuple(plan.version for plan in pair) == shown
    assert plans.pair(known[:1], asked) is None
