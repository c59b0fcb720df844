"""What a vote still lacks while its project is in consultation: how many more have to take part, and agree, by its rule.

Whole households, and whole square metres but where less is left; what has been voted stands as it is. How fast votes come
in is not known: the platform tells the totals of a vote, not their days.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from data_access.works.project import Stop
from data_access.works.voting import Outcome, reached

RUNNING = "consulting"
"""The stage in which votes still come in."""
DECIDED = "confirmed"
"""The stage that a vote has to be done with by."""


@dataclass(frozen=True)
class Need:
    """What heads or area (`unit`) lack. `take_part`: the fewest more for enough turnout, 0 where there is enough or none is
    required; `agree`: the fewest of these that have to agree, None where more than these have to take part; `all_agree`:
    the fewest more for both turnout and consent if all of them agree, None where what is `left` is not enough."""

    unit: str
    take_part: Fraction
    agree: Fraction | None
    all_agree: Fraction | None
    left: Fraction

    @property
    def state(self) -> str:
        """met, unreachable, any (whether those who have to take part agree does not matter), turnout (some of them have to), all
        (whoever takes part has to) or more (all of them, and more have to take part than for the turnout)."""
        if self.all_agree is None:
            return "unreachable"
        if self.agree is None:
            return "more" if self.take_part else "all"
        if not self.all_agree:
            return "met"
        if not self.agree:
            return "any"
        return "turnout" if self.agree < self.take_part else "all"


@dataclass(frozen=True)
class Needed:
    """What a vote lacks by the planned day of its decision (None: there is none). `to_check`: its numbers cannot be, so
    that nothing follows from them; `unknown`: those of heads and area whose numbers are missing."""

    planned_on: date | None
    needs: tuple[Need, ...]
    unknown: tuple[str, ...] = ()
    to_check: bool = False

    @property
    def met(self) -> bool:
        """Whether the numbers of today are enough."""
        return not self.unknown and all(need.state == "met" for need in self.needs)


def of(vote: Outcome | None, stage: str | None, stops: tuple[Stop, ...]) -> Needed | None:
    """What the vote lacks; None where there is none, its rule is unknown, or the project is in another stage."""
    if vote is None or stage != RUNNING or not vote.steps:
        return None
    planned = next((stop.planned_on for stop in stops if stop.stage == DECIDED), None)
    if vote.marks:
        return Needed(planned, (), to_check=True)
    found = {unit: _need(unit, vote) for unit in dict.fromkeys(step.unit for step in vote.steps)}
    unknown = tuple(unit for unit, need in found.items() if need is None)
    return Needed(planned, tuple(need for need in found.values() if need is not None), unknown)


def _need(unit: str, vote: Outcome) -> Need | None:
    turnout, consent = vote.step(unit, "turnout"), vote.step(unit, "consent")
    if turnout is None or consent is None:
        return None
    eligible, voted, favour = turnout.whole, turnout.part, consent.part
    if not eligible or voted is None or favour is None:
        return None
    left = eligible - voted
    required = turnout.threshold * eligible - voted if turnout in vote.steps else Fraction(0)
    take_part = min(_least(required, more=False), left)
    lacking = consent.threshold * voted - favour
    of_these = _least(lacking + consent.threshold * take_part, consent.more)
    together = max(take_part, _least(lacking / (1 - consent.threshold), consent.more))
    agree, every = (
        min(least, most) if reached(favour + most, voted + most, consent.threshold, consent.more) else None
        for least, most in ((of_these, take_part), (together, left))
    )
    return Need(unit, take_part, agree, every, left)


def _least(bound: Fraction, more: bool) -> Fraction:
    """The smallest whole number from 0 on that is not below the bound, or (`more`) that is above it."""
    return Fraction(max(0, floor(bound) + 1 if more else ceil(bound)))
