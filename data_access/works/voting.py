"""How a vote stood: turnout and consent, of heads and of area, and what its rule makes of them, step by step.

Thresholds are compared as fractions, so that exactly two thirds are two thirds. The two rules of the Civil Code are
those of its article 278: two thirds take part, of the owners and of the area, then more than half (ordinary) or at
least three quarters (major) of those who take part agree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd
from sqlalchemy import Select, select

from data_access.metrics import share
from data_access.store import project_vote

_TWO_THIRDS, _THREE_QUARTERS, _HALF = Fraction(2, 3), Fraction(3, 4), Fraction(1, 2)
_CONSENT = {"civil_code_278_ordinary": (_HALF, True), "civil_code_278_major": (_THREE_QUARTERS, False)}
_UNITS = {
    "heads": ("eligible_households", "voted", "in_favour"),
    "area": ("eligible_area", "voted_area", "favour_area"),
}


@dataclass(frozen=True)
class Step:
    """One test of a rule: `what` (turnout or consent) of `unit` (heads or area), part of whole against `threshold`,
    to be passed (`more`: by more than it); `passed` is None where a number is missing."""

    unit: str
    what: str
    part: Fraction | None
    whole: Fraction | None
    threshold: Fraction
    more: bool
    passed: bool | None

    @property
    def share(self) -> float | None:
        """Part of whole; None where there is nobody to count."""
        return share(self.part, self.whole)


@dataclass(frozen=True)
class Outcome:
    """A vote's result: passed, failed or undecided, by its `rule`; the `steps` that lead to it, those of area or heads
    that its rule does not ask for, and `marks` for numbers that cannot be."""

    held_on: date
    rule: str
    result: str
    steps: tuple[Step, ...]
    not_required: tuple[Step, ...]
    marks: tuple[str, ...]

    def step(self, unit: str, what: str) -> Step | None:
        """One of the steps, asked for by the rule or not."""
        return next((s for s in (*self.steps, *self.not_required) if (s.unit, s.what) == (unit, what)), None)

    @property
    def area_missing(self) -> bool:
        """Whether the rule asks for an area that is not there."""
        return any(step.unit == "area" and None in (step.part, step.whole) for step in self.steps)


def vote(project: str, on: date) -> Select:
    """The row of a project's vote held by the day, of `votes`."""
    return votes(on).where(project_vote.c.project_id == project)


def votes(on: date) -> Select:
    """The votes held by the day, one row a project: held_on, the households and areas (m²) that might vote, voted and were in
    favour, rule, project."""
    ballot = project_vote.c
    numbers = [ballot[column] for columns in _UNITS.values() for column in columns]
    columns = ballot.project_id.label("project"), ballot.held_on, *numbers, ballot.rule
    return select(*columns).where(ballot.held_on <= on)


def outcome(frame: pd.DataFrame) -> Outcome | None:
    """What the rule makes of the vote; None where there is none. `frame`: vote."""
    if frame.empty:
        return None
    row = frame.to_dict("records")[0]
    counts = {unit: [_exact(row[column]) for column in columns] for unit, columns in _UNITS.items()}
    steps, beside = _steps(row["rule"], counts)
    return Outcome(
        row["held_on"], row["rule"], _result(steps), steps, beside, tuple(_marks(row["rule"], counts))
    )


def _exact(number: Any) -> Fraction | None:
    """The number as it is written, not as a binary fraction near it."""
    return None if number is None or pd.isna(number) else Fraction(repr(float(number)))


def _steps(rule: str, counts: dict) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    by_unit = {
        (unit, what): _step(unit, what, counts[unit], *_threshold(rule, what))
        for what in ("turnout", "consent")
        for unit in _UNITS
    }
    if rule in _CONSENT:
        return tuple(by_unit.values()), ()
    needed = (("heads", "consent"),) if rule == "simple" else ()
    steps = tuple(step for key, step in by_unit.items() if key in needed)
    return steps, tuple(s for key, s in by_unit.items() if key not in needed and s.part is not None)


def _threshold(rule: str, what: str) -> tuple[Fraction, bool]:
    return (_TWO_THIRDS, False) if what == "turnout" else _CONSENT.get(rule, (_HALF, True))


def _step(unit: str, what: str, counts: list, threshold: Fraction, more: bool) -> Step:
    eligible, voted, favour = counts
    part, whole = (voted, eligible) if what == "turnout" else (favour, voted)
    if part is None or whole is None or (what == "turnout" and not whole):
        passed = None
    else:
        passed = reached(part, whole, threshold, more)
    return Step(unit, what, part, whole, threshold, more, passed)


def reached(part: Fraction, whole: Fraction, threshold: Fraction, more: bool) -> bool:
    """Whether the part of the whole reaches the threshold, or (`more`) goes beyond it; nobody is no part of nobody."""
    return bool(whole) and (part > threshold * whole if more else part >= threshold * whole)


def _result(steps: tuple[Step, ...]) -> str:
    if not steps or any(step.passed is None for step in steps):
        return "undecided"
    return "passed" if all(step.passed for step in steps) else "failed"


def _marks(rule: str, counts: dict) -> Iterator[str]:
    if rule != "simple" and rule not in _CONSENT:
        yield "unknown_rule"
    for unit, (eligible, voted, favour) in counts.items():
        if None not in (eligible, voted) and voted > eligible:
            yield f"{unit}_voted_above_eligible"
        if None not in (voted, favour) and favour > voted:
            yield f"{unit}_favour_above_voted"
        if any(number is not None and number < 0 for number in (eligible, voted, favour)):
            yield f"{unit}_below_zero"
