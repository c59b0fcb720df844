"""What a vote's rule makes of its numbers, at the thresholds and where numbers are missing or cannot be."""

from datetime import date

import pandas as pd
import pytest

from data_access.database import read, snapshot, store_engine
from data_access.metrics import CONSENT, TURNOUT, percent
from data_access.works import voting
from tests import hand
from tests.works.planted_project import P, plant

ORDINARY, MAJOR = "civil_code_278_ordinary", "civil_code_278_major"


def held(rule: str, heads: tuple, area: tuple = (None, None, None)) -> voting.Outcome:
    """The outcome of a vote of (eligible, voted, in favour)."""
    names = ("eligible_households", "voted", "in_favour", "eligible_area", "voted_area", "favour_area")
    row = dict(zip(names, (*heads, *area), strict=True))
    frame = pd.DataFrame([row | {"project": "P", "held_on": date(2017, 6, 19), "rule": rule}])
    outcome = voting.outcome(frame)
    assert outcome is not None
    return outcome


def share(outcome: voting.Outcome, unit: str, what: str) -> float:
    """The share that one of its steps is tested by."""
    step = outcome.step(unit, what)
    assert step is not None
    assert step.share is not None
    return step.share


def test_heads_pass_while_the_area_fails():
    heads, area = (120, 96, 90), (10_000, 6_000, 5_700)
    for rule, result in ((ORDINARY, "failed"), (MAJOR, "failed"), ("simple", "passed")):
        assert held(rule, heads, area).result == result
    failed = [(step.unit, step.what) for step in held(ORDINARY, heads, area).steps if not step.passed]
    assert failed == [("area", "turnout")]
    assert share(held(ORDINARY, heads, area), "area", "turnout") == 0.6


@pytest.mark.parametrize("rule", [ORDINARY, "simple"])
def test_the_query_and_the_metrics_say_the_same(rule, tmp_path):
    url = hand.made(tmp_path / "store.db")
    plant(url, rule=rule)
    engine = store_engine(url)
    with snapshot(engine) as connection:
        frame = read(connection, voting.vote(P, hand.ON))
        assert read(connection, voting.vote(P, date(2017, 6, 18))).empty  # not yet held
    engine.dispose()
    turnout, consent, outcome = TURNOUT.of_all(frame), CONSENT.of_all(frame), voting.outcome(frame)
    assert turnout.value is not None
    assert consent.value is not None
    assert outcome is not None
    assert percent(turnout.value) == percent(0.8)
    assert str(percent(consent.value)) == "93.8"
    assert outcome.result == ("passed" if rule == "simple" else "failed")


@pytest.mark.parametrize(
    ("rule", "heads", "area", "result"),
    [
        (ORDINARY, (300, 200, 101), (300, 200, 101), "passed"),  # exactly two thirds, more than half
        (ORDINARY, (300, 199, 199), (300, 200, 200), "failed"),
        (ORDINARY, (300, 200, 100), (300, 200, 101), "failed"),  # exactly half is not more than half
        (MAJOR, (300, 200, 150), (300, 200, 150), "passed"),  # exactly three quarters
        (MAJOR, (300, 200, 149), (300, 200, 150), "failed"),
        (MAJOR, (3, 2, 2), (0.3, 0.2, 0.15), "passed"),  # as written, not as binary fractions
        (MAJOR, (3, 2, 2), (0.3, 0.19999999, 0.15), "failed"),
        ("simple", (100, 10, 6), (None, None, None), "passed"),  # no turnout is asked for
        ("simple", (100, 10, 5), (None, None, None), "failed"),
        ("simple", (100, 0, 0), (None, None, None), "failed"),
        ("simple", (0, 0, 0), (None, None, None), "failed"),
        (ORDINARY, (0, 0, 0), (100.0, 80.0, 80.0), "undecided"),
        (ORDINARY, (120, 96, 90), (None, None, None), "undecided"),
        (ORDINARY, (120, 96, 90), (10_000, 7_000, None), "undecided"),
        (MAJOR, (120, 10, 1), (None, None, None), "undecided"),  # the rule needs the area
        ("show_of_hands", (120, 96, 90), (None, None, None), "undecided"),
    ],
)
def test_a_threshold_is_met_exactly(rule, heads, area, result):
    assert held(rule, heads, area).result == result


def test_a_missing_area_is_told_apart():
    assert held(ORDINARY, (120, 96, 90)).area_missing
    assert not held("simple", (120, 96, 90)).area_missing
    assert not held(ORDINARY, (120, 96, 90), (100, 90, 80)).area_missing


def test_numbers_that_cannot_be_are_marked_and_still_shown():
    odd = held("simple", (120, 127, 131))
    assert odd.marks == ("heads_voted_above_eligible", "heads_favour_above_voted")
    assert share(odd, "heads", "turnout") > 1
    assert held(ORDINARY, (120, 96, 90), (100, 101, 90)).marks == ("area_voted_above_eligible",)
    assert held("simple", (120, -1, -2)).marks == ("heads_below_zero",)
    assert held("show_of_hands", (120, 96, 90)).marks == ("unknown_rule",)


def test_without_a_vote_there_is_no_outcome():
    assert voting.outcome(pd.DataFrame()) is None
