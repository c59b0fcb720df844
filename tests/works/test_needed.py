"""What a vote still lacks, counted by hand at the edges of each rule, and on the days of the planted project."""

from fractions import Fraction

import pytest

from data_access.works import needed
from tests.works.test_voting import MAJOR, ORDINARY, held

NO_AREA = (None, None, None)


def lacking(rule: str, heads: tuple, area: tuple = NO_AREA) -> needed.Needed:
    """What a vote of (eligible, voted, in favour) lacks while votes come in."""
    found = needed.of(held(rule, heads, area), "consulting", ())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("rule", "heads", "state", "take_part", "agree", "all_agree"),
    [
        ("simple", (100, 10, 6), "met", 0, 0, 0),
        ("simple", (100, 10, 5), "all", 0, None, 1),  # 6 of 11 is more than half, 5 of 10 is not
        ("simple", (48, 33, 13), "all", 0, None, 8),  # 21 of 41; 20 of 40 is just half
        ("simple", (40, 33, 13), "unreachable", 0, None, None),  # 7 are left, 8 are needed
        ("simple", (41, 33, 13), "all", 0, None, 8),  # exactly those that are left
        ("simple", (10, 0, 0), "all", 0, None, 1),
        (ORDINARY, (300, 200, 101), "met", 0, 0, 0),  # exactly two thirds, more than half
        (ORDINARY, (300, 199, 199), "any", 1, 0, 1),
        (ORDINARY, (301, 200, 101), "any", 1, 0, 1),  # two thirds of 301 are more than 200
        (ORDINARY, (300, 150, 90), "turnout", 50, 11, 50),  # 101 of 200
        (ORDINARY, (300, 199, 90), "more", 1, None, 20),  # 110 of 219 is more, 109 of 218 is half
        (ORDINARY, (300, 200, 40), "unreachable", 0, None, None),  # 140 of 300
        (MAJOR, (300, 200, 150), "met", 0, 0, 0),  # exactly three quarters
        (MAJOR, (300, 200, 149), "all", 0, None, 4),  # 153 of 204; 152 of 203 is less
        (MAJOR, (122, 80, 60), "all", 2, 2, 2),  # 82 of 122; 62 of 82, for 61 are less than 61.5
        (MAJOR, (3, 0, 0), "all", 2, 2, 2),
    ],
)
def test_the_fewest_that_satisfy_the_rule(rule, heads, state, take_part, agree, all_agree):
    area = heads if rule != "simple" else NO_AREA
    need = lacking(rule, heads, area).needs[0]
    assert (need.state, need.take_part, need.agree, need.all_agree) == (state, take_part, agree, all_agree)


def test_the_fewest_are_those_that_trying_one_by_one_finds():
    whole = 9
    for rule in ("simple", ORDINARY, MAJOR):
        for voted in range(whole + 1):
            for favour in range(voted + 1):
                need = lacking(rule, (whole, voted, favour), (whole, voted, favour)).needs[0]
                tried = (
                    more
                    for more in range(whole - voted + 1)
                    if held(rule, *[(whole, voted + more, favour + more)] * 2).result == "passed"
                )
                assert need.all_agree == next(tried, None), (rule, voted, favour)


def test_area_is_lacking_by_itself_and_to_the_last_of_what_is_left():
    by_heads, by_area = lacking(ORDINARY, (120, 96, 90), (10_000, 6_000, 5_700)).needs
    assert (by_heads.state, by_area.state, by_area.take_part) == ("met", "any", 667)  # 6,666.7 of 10,000
    by_area = lacking(ORDINARY, (3, 3, 3), (1.5, 0.9, 0.5)).needs[1]
    assert (by_area.take_part, by_area.left) == (
        Fraction("0.6"),
        Fraction("0.6"),
    )  # less than a whole square metre


def test_what_is_not_known_is_not_counted_with():
    vote = held(ORDINARY, (120, 96, 90))
    found = needed.of(vote, "consulting", ())
    assert found is not None
    assert (found.unknown, found.met, [need.unit for need in found.needs]) == (("area",), False, ["heads"])
    assert lacking("simple", (120, 127, 90)) == needed.Needed(None, (), to_check=True)
    assert needed.of(held("show_of_hands", (120, 96, 90)), "consulting", ()) is None
    assert needed.of(vote, "confirmed", ()) is None
    assert needed.of(None, "consulting", ()) is None
