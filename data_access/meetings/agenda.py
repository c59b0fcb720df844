"""What a meeting is to speak of besides what was decided before: where the town stands against the last time, and what is new
since then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data_access import sensitive
from data_access.cases.sums import Figures
from data_access.metrics import COVERAGE, METRICS, ON_TIME_CLOSURE, PARTY_ACTIVE, share
from data_access.rows import or_none
from data_access.settings import Settings
from data_access.state import State
from data_access.supervision.colours import COLOURS
from data_access.supervision.slips import OPEN
from data_access.works import stages, voting

SUBJECTS: dict[str, tuple[str, str, str]] = {
    "registration": ("household_coverage", "registered", "stalled"),
    "party": ("party_active", "party_registered", "silent"),
    "works": ("opinions_waiting", "answered_rate", "stuck"),
    "cases": ("cases_open", "cases_overdue", "on_time_closure"),
}
"""What every meeting speaks of, with three figures of each, by their metrics' keys."""
KINDS = ("topic", "slip", "work", "committee", "vote")
"""What may be new: a rising topic, a red slip, a stuck work, a committee that stands still, a vote that failed."""
LATE = "works_late"
"""How many works do not keep their plan, among the figures."""
Values = dict[str, float | None]
"""Figures of a day by their metrics' keys, and LATE."""


@dataclass(frozen=True)
class Item:
    """Something that is new since the last meeting: its kind, one of KINDS, its code, what it is called, and of which unit it is."""

    kind: str
    code: str
    title: str
    whose: str | None = None


@dataclass(frozen=True)
class Day:
    """What a meeting on a day looks at: figures, and what asks for it, be it new or not."""

    values: Values
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Agenda:
    """The figures of a day and of the one that it is compared with, and what is new since then."""

    on: date
    before: date
    now: Values
    then: Values
    new: tuple[Item, ...]


def kept(town: State) -> tuple[str, ...]:
    """The figures for which the town has data."""
    return tuple(key for keys in SUBJECTS.values() for key in keys if town.keeps(*METRICS[key].required))


def day_of(
    standings: pd.DataFrame,
    town: pd.DataFrame,
    members: pd.DataFrame,
    silent: int | None,
    works: pd.DataFrame,
    opinions: pd.DataFrame,
    cases: Figures,
    topics: pd.DataFrame,
    slips: pd.DataFrame,
    votes: pd.DataFrame,
    keys: tuple[str, ...],
) -> Day:
    """What a meeting on a day looks at, of the figures with these `keys`. `standings`: registration.standings; `town`:
    registration.town; `members`: party.town; `silent`: party.silent; `works`: works.standing; `opinions`: consultation.opinions; `cases`:
    cases.figures; `topics`: topics.heat; `slips`: supervision.listed, those that everybody may read; `votes`: voting.votes."""
    heard = opinions.iloc[0]
    found = {
        "household_coverage": COVERAGE.of_all(standings).value,
        "registered": town["registered"].sum(),
        "stalled": standings["stalled"].sum(),
        "party_active": PARTY_ACTIVE.of_all(members).value,
        "party_registered": town["party_registered"].sum(),
        "silent": silent,
        "opinions_waiting": heard.waiting or 0,
        "answered_rate": share(heard.answered, heard.received),
        "stuck": works["stuck"].sum(),
        "cases_open": cases.open,
        "cases_overdue": cases.overdue,
        "on_time_closure": ON_TIME_CLOSURE.of(cases),
    }
    values = {key: _number(found[key]) for key in keys}
    if "stuck" in keys:
        values[LATE] = float(sum(stages.behind(works).values()))
    return Day(values, _things(standings, works, topics, slips, votes))


def of(now: Day, then: Day, on: date, before: date) -> Agenda:
    """The agenda of a day, `on`, since another one."""
    old = {(item.kind, item.code) for item in then.items}
    new = tuple(item for item in now.items if (item.kind, item.code) not in old)
    return Agenda(on, before, now.values, then.values, new)


def public(items: Sequence[Item], settings: Settings) -> tuple[Item, ...]:
    """Those that everybody may read: what holds a word of the town's is sensitive."""
    return tuple(item for item in items if not sensitive.is_named([item.title], settings))


def _things(
    standings: pd.DataFrame,
    works: pd.DataFrame,
    topics: pd.DataFrame,
    slips: pd.DataFrame,
    votes: pd.DataFrame,
) -> tuple[Item, ...]:
    """What a meeting would have to look at, be it new or not; in the order of KINDS."""
    rising = topics[topics["rising"].fillna(False).astype(bool) & topics["name"].notna()]
    red = slips[slips["state"].isin(OPEN) & (slips["colour"] == COLOURS[-1])]
    stalled = standings[standings["stalled"].astype(bool)]
    failed = {project for project, own in votes.groupby("project") if _fails(own)}
    return (
        *(Item("topic", row.topic, row.name) for row in rising.itertuples()),
        *(Item("slip", row.slip, row.title, or_none(row.unit_name)) for row in red.itertuples()),
        *_of_works("work", works[works["stuck"].astype(bool)]),
        *(Item("committee", row.committee, row.name) for row in stalled.itertuples()),
        *_of_works("vote", works[works["project"].isin(failed)]),
    )


def _of_works(kind: str, works: pd.DataFrame) -> list[Item]:
    return [Item(kind, row.project, row.title, or_none(row.name)) for row in works.itertuples()]


def _fails(vote: pd.DataFrame) -> bool:
    found = voting.outcome(vote)
    return found is not None and found.result == "failed"


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
