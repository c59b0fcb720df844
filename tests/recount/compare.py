"""A store's figures beside the recounted ones, all days of it and every table that counts."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from data_access.settings import Settings
from tests.recount.answers import Answers
from tests.recount.campaigns import Campaigns
from tests.recount.party import Party
from tests.recount.registration import Registration, packed
from tests.recount.residents import Residents
from tests.recount.rows import Rows

REGISTRATION = (
    "registered",
    "party_registered",
    "households",
    "waiting",
    "waiting_long",
    "occupied_households",
)
PACKED = ("committees", "households", "occupied_households", "households_with_base", "base")
PARTY = (
    "identity_shown",
    "with_branch",
    "active_30",
    "interaction_30",
    "positive_30",
    "positive_own_30",
    "praise_30",
    "acts",
)
ANSWERS = (
    *(f"{name}_{days}" for days in (7, 30) for name in ("concerns", "answered_24h", "replies", "minutes")),
    "unanswered",
    "unanswered_24h",
    "oldest",
)


class Difference(NamedTuple):
    """A figure, or a row (None: there is none), that the store holds otherwise than the rows say."""

    table: str
    key: tuple
    column: str
    stored: object
    recounted: object

    def __str__(self) -> str:
        where = " ".join(map(str, self.key))
        return f"{self.table} [{where}] {self.column}: stored {self.stored}, recounted {self.recounted}"


def described(differences: list[Difference]) -> str:
    """How many differences in which column, and the first ten of each table."""
    lines = [
        f"{count:6} x {table}.{column}"
        for (table, column), count in sorted(Counter((d.table, d.column) for d in differences).items())
    ]
    shown: Counter[str] = Counter()
    for difference in differences:
        shown[difference.table] += 1
        if shown[difference.table] <= 10:
            lines.append(f"  {difference}")
    return "\n".join(lines)


def differences(platform: Path, store: Path, settings: Settings | None = None) -> list[Difference]:
    """Every figure of the store that a recount of the platform's rows does not give, by table and day."""
    with _Store(store) as stored:
        recounted = Registration(Rows(platform))
        topics = (settings or Settings()).topics_of(stored.demonstration)
        found = list(_registration(stored, recounted))
        party = Party(recounted)
        found += _party(stored, party)
        found += _residents(stored, Residents(party))
        found += _campaigns(stored, Campaigns(party))
        found += _answers(stored, Answers(recounted.rows, topics))
        found += stored.outside_days()
    return sorted(found, key=lambda difference: difference.table)


class _Store:
    """A store's rows by day."""

    TABLES = (
        "registration_day",
        "household_day",
        "party_day",
        "branch_day",
        "act_day",
        "act_hour",
        "department_day",
        "area_step",
        "visit_step",
        "doorstep_day",
        "resident_day",
        "talk_day",
        "campaign_day",
        "answer_day",
    )

    def __init__(self, file: Path):
        self._connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        self._connection.row_factory = sqlite3.Row
        columns = "first_day, last_day, demonstration"
        first, last, self.demonstration = self._connection.execute(f"select {columns} from state").fetchone()
        self.first, self.last = date.fromisoformat(first), date.fromisoformat(last)
        self.rows = {table: self._by_day(table) for table in self.TABLES}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    def columns(self, table: str) -> set[str]:
        return {row[1] for row in self._connection.execute(f'pragma table_info("{table}")')}

    def _by_day(self, table: str) -> dict[date, list[sqlite3.Row]]:
        found = defaultdict(list)
        for row in self._connection.execute(f'select * from "{table}"'):
            found[date.fromisoformat(row["day"])].append(row)
        return found

    def dense(self, table: str, day: date, key: tuple[str, ...], columns: tuple[str, ...]) -> dict:
        """A day's rows: the columns' values by the key's."""
        return {
            tuple(row[name] for name in key): tuple(row[name] for name in columns)
            for row in self.rows[table].get(day, [])
        }

    def in_force(
        self, table: str, key: tuple[str, ...], columns: tuple[str, ...]
    ) -> Iterator[tuple[date, dict]]:
        """For each day what the steps up to it say; what they say is nothing is left out."""
        nothing = ((0,), (0, 0, None))
        current: dict = {}
        for day in self.days:
            for place, row in self.dense(table, day, key, columns).items():
                current[place] = row
            yield day, {place: row for place, row in current.items() if row not in nothing}

    def outside_days(self) -> Iterator[Difference]:
        """Rows of days that the store says it does not hold."""
        for table, by_day in self.rows.items():
            for day in by_day:
                if not self.first <= day <= self.last:
                    yield Difference(table, (day,), "(row)", "outside the store's days", None)


def _registration(stored: _Store, recounted: Registration) -> Iterator[Difference]:
    columns = ("registered", "households", "occupied_households")
    for day, steps in stored.in_force("area_step", ("committee_code", "area_code"), columns):
        counted = recounted.on(day)
        here = {place: row for place, row in steps.items() if place[0] in counted.committees or any(row[:2])}
        yield from _between("area_step", day, columns, here, counted.below())
        stocks = counted.stocks()
        dense = stored.dense("registration_day", day, ("area_code",), REGISTRATION)
        wanted = {(area,): row for area, row in stocks.items()}
        yield from _between("registration_day", day, REGISTRATION, dense, wanted)
        lists = {
            key: tuple(json.loads(v) if isinstance(v, str) else v for v in row)
            for key, row in stored.dense("household_day", day, (), PACKED).items()
        }
        yield from _between("household_day", day, PACKED, lists, {(): packed(stocks)})


def _party(stored: _Store, recounted: Party) -> Iterator[Difference]:
    there = stored.columns("party_day")
    columns = tuple(name for name in PARTY if name in there)
    for name in PARTY:
        if name not in there:
            yield Difference("party_day", (), name, "no such column", "a column")
    for day in stored.days:
        members = recounted.members(day)
        wanted: dict[tuple, tuple]
        wanted = {(area,): tuple(row[c] for c in columns) for area, row in recounted.on(day, members).items()}
        yield from _between(
            "party_day", day, columns, stored.dense("party_day", day, ("area_code",), columns), wanted
        )
        yield from _acts(stored, recounted, members, day)
        names = ("committee_code", "identity_shown", "last_act")
        rows = stored.dense("branch_day", day, ("branch_code",), names)
        branches = recounted.branches_on(day, members)
        wanted = {(code,): (where, n, last and str(last)) for code, (where, n, last) in branches.items()}
        yield from _between("branch_day", day, names, rows, wanted)
        names = ("joined", "active_30", "replies_30")
        rows = stored.dense("department_day", day, ("block", "department_code"), names)
        yield from _between("department_day", day, names, rows, recounted.departments_on(day))
    for day, steps in stored.in_force("visit_step", ("committee_code", "category"), ("households",)):
        wanted = {place: (count,) for place, count in recounted.visits_on(day).items()}
        yield from _between("visit_step", day, ("households",), steps, wanted)
        columns = ("unbound", "bound")
        rows = stored.dense("doorstep_day", day, ("committee_code",), columns)
        yield from _between("doorstep_day", day, columns, rows, recounted.doorsteps_on(day, stored.last))


def _acts(stored: _Store, recounted: Party, members, day: date) -> Iterator[Difference]:
    rows = stored.dense("act_day", day, ("area_code", "board_code", "kind"), ("acts",))
    wanted = {key: (count,) for key, count in recounted.acts_on(day, members).items()}
    yield from _between("act_day", day, ("acts",), rows, wanted)
    rows = stored.dense("act_hour", day, ("hour",), ("acts",))
    wanted = {(hour,): (count,) for hour, count in recounted.hours_on(day, members).items()}
    yield from _between("act_hour", day, ("acts",), rows, wanted)


def _residents(stored: _Store, recounted: Residents) -> Iterator[Difference]:
    for day in stored.days:
        columns = ("active_7", "active_30")
        rows = stored.dense("resident_day", day, ("area_code", "board_code"), columns)
        yield from _between("resident_day", day, columns, rows, recounted.active_on(day))
        rows = stored.dense("talk_day", day, ("area_code", "board_code", "kind"), ("acts",))
        wanted = {key: (count,) for key, count in recounted.talk_on(day).items()}
        yield from _between("talk_day", day, ("acts",), rows, wanted)


def _campaigns(stored: _Store, recounted: Campaigns) -> Iterator[Difference]:
    columns = ("posts", "participants", "praise")
    for day, steps in stored.in_force("campaign_day", ("campaign_code",), columns):
        yield from _between("campaign_day", day, columns, steps, recounted.on(day))


def _answers(stored: _Store, recounted: Answers) -> Iterator[Difference]:
    for day in stored.days:
        rows = stored.dense("answer_day", day, ("kind", "code"), ANSWERS)
        yield from _between("answer_day", day, ANSWERS, rows, recounted.on(day))


def _between(
    table: str, day: date, columns: tuple[str, ...], stored: dict, recounted: dict
) -> Iterator[Difference]:
    for key in sorted(stored.keys() | recounted.keys()):
        one, other = stored.get(key), recounted.get(key)
        if one is None or other is None:
            yield Difference(table, (day, *key), "(row)", one, other)
        else:
            for column, left, right in zip(columns, one, other, strict=True):
                if left != right:
                    yield Difference(table, (day, *key), column, left, right)
