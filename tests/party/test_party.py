"""Party figures that few persons are behind."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import product

import pandas as pd
import pytest

from data_access.metrics import PARTY_INTERACTION, POSITIVE_POSTS
from data_access.party import branches, departments, visits
from data_access.party import members as party
from data_access.party.members import covered_blocks
from data_access.settings import Minimums


def blocks(*counts: int) -> pd.DataFrame:
    """The four blocks' members on a day, their sum first."""
    names = ["", "机关", "学校", "医疗卫生", "两新组织"]
    nothing = {"department": "", "name": None, "roster_members": None, "active_30": 0, "replies_30": 0}
    return pd.DataFrame({"block": names, "joined": [sum(counts), *counts]} | nothing)


def test_a_small_block_is_covered_and_another_with_it():
    shown = covered_blocks(blocks(160, 134, 75, 3), 5).set_index("block")
    assert shown.loc["两新组织", "joined_cover"] == "small"
    assert shown["joined"].isna().sum() == 2  # the sum less the other two would give it away
    assert shown.loc["", "joined"] == 372


def test_blocks_of_five_and_more_are_shown():
    shown = covered_blocks(blocks(160, 134, 75, 27), 5)
    assert list(shown["joined"]) == [396, 160, 134, 75, 27]


@pytest.mark.parametrize("counts", [(160, 134, 75, 3), (4, 4, 4, 9), (4, 4, 20, 30), (3, 0, 0, 6)])
@pytest.mark.parametrize("twice", [0, 1, 3])
def test_figure_and_table_cover_the_same_blocks(counts, twice):
    """Who belongs to two departments counts once in all; two rules side by side would tell what each of them covers."""
    rows = blocks(*counts)
    rows.loc[0, "joined"] -= twice
    figure = covered_blocks(rows, 5).set_index("block")["joined"].drop("")
    table = departments.suppressed(rows, 5).set_index("block")["joined"]
    assert figure.isna().to_dict() == table.isna().to_dict()


def test_no_department_at_all_is_no_defect():
    nobody = pd.DataFrame({"block": [""], "department": [""], "joined": [0]})
    assert list(covered_blocks(nobody, 5)["joined"]) == [0]


ON = date(2017, 7, 16)


def areas(members: dict[str, int], active: dict[str, int] | None = None) -> pd.DataFrame:
    """party.on_days of a day: so many members with identity shown in each committee, all registered, and their sum."""
    rows = {**members, "town": sum(members.values())}
    active = active or members
    done = {**active, "town": sum(active.values())}
    return pd.DataFrame(
        [
            dict.fromkeys(("interaction_30", "positive_30", "positive_own_30", "praise_30", "acts"), 0)
            | {"day": ON, "committee": code, "name": code, "registered": 99, "party_registered": shown}
            | {"identity_shown": shown, "with_branch": shown, "active_30": done[code], "recorded": 1}
            for code, shown in rows.items()
        ]
    )


def units(*rows: tuple[int, int], committee: str = "a") -> pd.DataFrame:
    """branches.on_day: (roster, identity shown) of each branch, all active on the day."""
    return pd.DataFrame(
        [
            {"branch": f"z{n}", "committee": committee, "name": f"第{n}支部", "roster_members": roster}
            | {"identity_shown": shown, "last_act": ON}
            for n, (roster, shown) in enumerate(rows)
        ]
    )


def committee_of(shown: int, unplaced: str | None = None) -> pd.DataFrame:
    """party.suppressed of one committee with so many members that show the identity."""
    row = {"committee": "a", "identity_shown": shown, "unplaced_cover": unplaced, "recorded": 1}
    return pd.DataFrame([row]).astype({"unplaced_cover": "object"})


def test_a_committee_with_few_members_tells_nothing_of_them_and_the_sum_does_not_either():
    told = party.suppressed(areas({"a": 30, "b": 3, "c": 40}), units((50, 30)), ON, Minimums()).set_index(
        "committee"
    )
    assert told.loc["b", "cover"] == "small"
    assert told["cover"].notna().sum() == 2  # the town's sum less the two others would give it away
    covered = told[told["cover"].notna()]
    counts = ["party_registered", "identity_shown", "active_30", "interaction_30", "acts", "roster"]
    assert covered[counts].isna().all(axis=None)


def test_two_small_committees_protect_each_other_and_cost_nobody_a_place():
    told = party.suppressed(areas({"a": 30, "b": 3, "c": 40, "d": 8}), units((50, 30)), ON, Minimums())
    assert list(told["cover"].isna()) == [True, False, True, False]
    ranked = party.standings(told, told, PARTY_INTERACTION, Minimums()).set_index("committee")
    assert ranked["place"].notna().to_dict() == {"a": True, "c": True, "b": False, "d": False}
    assert set(ranked["reason"].dropna()) == {"small_sample"}


def test_few_active_members_are_covered_by_themselves():
    told = party.suppressed(
        areas({"a": 30, "b": 20, "c": 40}, {"a": 25, "b": 2, "c": 31}), units((50, 30)), ON, Minimums()
    )
    assert told["active_30"].isna().sum() == 2
    assert told["identity_shown"].notna().all()


@pytest.mark.parametrize("rosters", [(6, 9), (5, 5), (11, 7), (12, 14)])
@pytest.mark.parametrize("twice", [0, 1])
def test_no_small_branch_and_no_few_without_one_can_be_computed(rosters, twice):
    """Of all towns that look alike, no two agree on a count of 1 to 4, shown, not shown or without a branch."""
    alike = defaultdict(list)
    towns = product(*(range(roster + 1) for roster in rosters), range(25))  # the last are of no branch
    for *shown, without in towns:
        both = twice if sum(n > 0 for n in shown) > 1 else 0  # who is in two branches
        whole = sum(shown) + without - both
        if not 10 <= whole <= 25:
            continue
        sign = branches.unplaced_sign(shown, list(rosters), whole, without, 5)
        cover = branches.covered(shown, list(rosters), whole, sign, 5)
        seen = tuple(one or count for one, count in zip(cover, shown, strict=True))
        alike[whole, sign or without, seen].append((*shown, without))
    assert len(alike) > 5
    for (whole, *_), same in alike.items():
        for place, roster in enumerate((*rosters, 0)):
            told = {town[place] for town in same}
            small = {*range(1, 5), *range(max(roster - 4, 0), roster)}
            settled = whole >= sum(rosters) - 4  # whoever knows the rosters knows that they are all but full
            assert settled or len(told) > 1 or not told <= small, (same, place)


def test_a_branch_with_a_small_roster_shows_neither_and_hides_another_roster():
    members = committee_of(30)
    rows = branches.suppressed(units((3, 2), (20, 15), (18, 13)), members, ON, 5)
    assert rows["cover"].iloc[0] == "small"
    assert pd.isna(rows["roster"].iloc[0])
    assert pd.isna(rows["identity_shown"].iloc[0])
    assert rows["roster"].isna().sum() == 2


def test_a_branch_is_silent_from_the_fourteenth_day_on():
    members = committee_of(40)
    for back, silent in ((13, False), (14, True)):
        rows = units((30, 20), (30, 20)).assign(last_act=ON - timedelta(days=back))
        found = branches.suppressed(rows, members, ON, 5)
        assert list(found["silent"]) == [silent] * 2
        assert list(found["days"]) == [back] * 2


def test_what_departments_have_not_joined_is_covered_like_what_has():
    rows = pd.DataFrame(
        [
            ("", "", None, None, 45, 20, 9),
            ("机关", "", None, None, 45, 20, 9),
            ("机关", "d1", "派出所", 30, 28, 10, 5),  # 2 are left
            ("机关", "d2", "城管中队", 20, 10, 6, 2),
            ("机关", "d3", "房管办事处", 20, 7, 4, 2),  # 4 are active
        ],
        columns=["block", "department", "name", "roster_members", "joined", "active_30", "replies_30"],
    )
    told = departments.suppressed(rows, 5).set_index("department")
    assert told.loc["d1", "cover"] == "nearly"
    assert told["joined"].isna().sum() == 2
    assert pd.isna(told.loc["d3", "active_30"])
    assert told.loc["", "joined"] == 45


def test_a_small_visit_cell_never_stands_alone_in_its_row_or_column():
    rows = [
        ("a", "独居老人", 20, 3), ("a", "困难家庭", 30, 12), ("a", "残疾人家庭", 40, 20),
        ("b", "独居老人", 25, 10), ("b", "困难家庭", 30, 12), ("b", "残疾人家庭", 40, 20),
        ("c", "独居老人", 22, 10), ("c", "困难家庭", 33, 12), ("c", "残疾人家庭", 40, 20),
    ]  # fmt: skip
    targets = pd.DataFrame(rows, columns=["committee", "category", "target", "visited"])
    targets = targets.assign(due_on=None, before=0)
    each = {
        code: visits.suppressed(targets, code, ON, 5).set_index("category")["uncovered"] for code in "abc"
    }
    hidden = ~pd.DataFrame(each)
    assert hidden.loc["独居老人", "a"]
    assert not (hidden.sum(axis=0) == 1).any()
    assert not (hidden.sum(axis=1) == 1).any()


def test_a_targets_pace_is_what_the_days_left_ask_for():
    targets = pd.DataFrame(
        [
            ("a", "完成", 10, ON + timedelta(days=5), 12, 1),
            ("a", "逾期", 10, ON - timedelta(days=1), 4, 1),
            ("a", "偏慢", 40, ON + timedelta(days=10), 20, 18),
            ("a", "按期", 40, ON + timedelta(days=10), 30, 2),
            ("a", "无期限", 40, None, 30, 2),
        ],
        columns=["committee", "category", "target", "due_on", "visited", "before"],
    )
    found = visits.summed(targets, "category", ON).set_index("category")
    states = {"完成": "done", "逾期": "overdue", "偏慢": "behind", "按期": "on_pace", "无期限": "open"}
    assert found["state"].to_dict() == states
    assert (found.loc["偏慢", "left"], found.loc["偏慢", "pace"]) == (20, 2.0)
    assert found.loc["完成", "left"] == 0


def test_four_members_of_two_committees_cover_nobody_else():
    """They count once in the town, which is 4 less than the sum of its committees."""
    counts = {f"c{n:02}": n + 6 for n in range(40)}
    rows = areas(counts)
    rows.loc[
        rows["committee"] == "town", ["party_registered", "identity_shown", "with_branch", "active_30"]
    ] -= 4
    told = party.suppressed(rows, units((50, 30)), ON, Minimums())
    assert list(told.loc[told["cover"].notna(), "committee"]) == ["c00", "c01", "c02", "c03"]  # 6, 7, 8, 9
    assert told["active_30"].notna().sum() == 36


def test_positive_posts_rank_by_registered_residents_where_members_are_covered_too():
    rows = areas({"a": 30, "b": 3, "c": 40, "d": 8})
    rows["registered"] = [200, 100, 400, 49, 749]
    rows["positive_30"] = [10, 8, 12, 9, 39]
    told = party.suppressed(rows, units((50, 30)), ON, Minimums())
    board = party.standings(told, told, POSITIVE_POSTS, Minimums()).set_index("committee")
    assert list(board.index) == ["b", "a", "c", "d"]
    assert board.loc["b", "value"] * POSITIVE_POSTS.per == 80
    assert pd.isna(board.loc["b", "identity_shown"])
    assert board.loc["d", "reason"] == "small_sample"  # 49 registered


def test_a_target_due_today_divides_by_no_day():
    targets = pd.DataFrame(
        [("a", "今天", 10, ON, 4, 1), ("a", "没有", 0, ON, 8, 8), ("a", "负数", -3, ON, 8, 8)],
        columns=["committee", "category", "target", "due_on", "visited", "before"],
    )
    found = visits.summed(targets, "category", ON)
    assert list(found["category"]) == ["今天"]
    assert found["state"].iloc[0] == "overdue"
    assert visits.summed(targets, "committee", ON)[["target", "visited"]].values.tolist() == [[10, 4]]
    assert list(visits.left_out(targets)["category"]) == ["没有", "负数"]
    assert list(visits.suppressed(targets, "a", ON, 5)["category"]) == ["今天"]


def test_the_towns_number_without_a_branch_gives_no_committees_away():
    rows = areas({"a": 30, "b": 20, "c": 40, "d": 25})

    def signs(*without: int) -> tuple:
        made = rows.assign(with_branch=rows["identity_shown"] - [*without, sum(without)])
        cover = branches.unplaced(made, units((50, 30)), (), 5)
        return tuple(cover.get(code) for code in (*"abcd", "town"))

    assert signs(0, 0, 0, 0) == (None,) * 5
    assert signs(0, 6, 7, 0) == (None,) * 5
    assert signs(0, 3, 0, 0) == (None, "small", None, None, "small")
    assert signs(0, 3, 3, 0) == (None, "small", "small", None, None)
    assert signs(0, 4, 4, 0) == (None, "small", "small", None, "hidden")  # 8 of two is four each
    assert signs(0, 3, 9, 0) == (None, "small", "hidden", None, None)  # 12 less 9 would be 3


def test_what_is_small_stays_small_whatever_else_is_hidden():
    rows = areas({"a": 3, "b": 30, "c": 40})
    rows["party_registered"] = [50, 3, 40, 93]  # few show it in a, few are there at all in b
    told = party.suppressed(rows, units((50, 30)), ON, Minimums()).set_index("committee")
    assert told["cover"].fillna("").to_dict() == {"a": "small", "b": "small", "c": ""}
