"""The versions of a project's plan, clause by clause: what each says, and what changed from one to another."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any

import pandas as pd
from sqlalchemy import Select, select

from data_access.clock import end_of
from data_access.store import plan_revision

_WORD = re.compile(r"[A-Za-z]+|\d+(?:[.,:/]\d+)*|\s+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。；;\n]*[。；;\n]|[^。；;\n]+")
_COMPARABLE = 1_000_000
"""So many pairs of words are compared one by one; longer clauses sentence by sentence, or else as a whole."""


@dataclass(frozen=True)
class Clause:
    """A clause: its number in the project (by first appearance, the same in every version), key and text."""

    number: int
    key: str
    text: str


@dataclass(frozen=True)
class Plan:
    """A version as published; `clauses` is None where `raw` could not be read, `marks` say what is odd about it."""

    version: int
    published_at: datetime
    summary: str
    drawing_url: str | None
    raw: str
    clauses: tuple[Clause, ...] | None
    marks: tuple[str, ...] = ()

    @property
    def keys(self) -> frozenset[str] | None:
        """The keys of its clauses; None where they could not be read."""
        return None if self.clauses is None else frozenset(clause.key for clause in self.clauses)


@dataclass(frozen=True)
class Change:
    """What became of a clause: `kind` is added, changed, removed or unchanged; `pieces` are (same, removed or added,
    text) in reading order."""

    number: int
    key: str
    kind: str
    pieces: tuple[tuple[str, str], ...]


def versions(project: str) -> Select:
    """All rows of a project's plan, those of days to come too: version, published_at, summary, clauses, drawing_url."""
    plan = plan_revision.c
    return (
        select(plan.version, plan.published_at, plan.summary, plan.clauses, plan.drawing_url)
        .where(plan.project_id == project)
        .order_by(plan.version, plan.published_at, plan.id)
    )


def published(frame: pd.DataFrame, on: date) -> tuple[Plan, ...]:
    """The versions published by the end of the day, by number. `frame`: versions.

    Marks: revision_order (before the version below it), version_gap (the one below is missing), version_repeated,
    clauses_unreadable, clause_repeated.
    """
    found: list[Plan] = []
    numbers: dict[str, int] = {}
    for row in frame.itertuples():
        if row.published_at < end_of(on):
            found.append(_plan(row, numbers, found[-1] if found else None))
    return tuple(found)


def _plan(row: Any, numbers: dict[str, int], below: Plan | None) -> Plan:
    read = _read(row.clauses)
    marks = list(_oddities(row, below))
    clauses = None
    if read is None:
        marks.append("clauses_unreadable")
    else:
        if len({key for key, _ in read}) < len(read):
            marks.append("clause_repeated")
        clauses = tuple(
            Clause(numbers.setdefault(key, len(numbers) + 1), key, text) for key, text in _apart(read)
        )
    drawing = row.drawing_url if isinstance(row.drawing_url, str) and row.drawing_url else None
    return Plan(int(row.version), row.published_at, row.summary, drawing, row.clauses, clauses, tuple(marks))


def _oddities(row: Any, below: Plan | None) -> Iterator[str]:
    expected = below.version + 1 if below else 1
    if below and row.version == below.version:
        yield "version_repeated"
    elif row.version != expected:
        yield "version_gap"
    if below and row.published_at < below.published_at:
        yield "revision_order"


def _read(clauses: str) -> list[tuple[str, str]] | None:
    try:
        parsed = json.loads(clauses)
        return [(str(clause["key"]), str(clause["text"])) for clause in parsed]
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None


def _apart(read: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The clauses with keys that differ: a key that comes again gets its count, so that no clause hides another."""
    seen: dict[str, int] = {}
    for key, text in read:
        seen[key] = seen.get(key, 0) + 1
        yield (key if seen[key] == 1 else f"{key} #{seen[key]}"), text


def keys(clauses: str) -> frozenset[str] | None:
    """The keys of a version's clauses as they stand in the store; None where they cannot be read."""
    read = _read(clauses)
    return None if read is None else frozenset(key for key, _ in _apart(read))


def pair(plans: tuple[Plan, ...], query: str) -> tuple[Plan, Plan] | None:
    """The two versions to compare: those asked for as `1-3`, else the last two; None where there are not two."""
    if len(plans) < 2:
        return None
    match = re.fullmatch(r"([0-9]{1,6})-([0-9]{1,6})", query)
    chosen = {plan.version: plan for plan in plans}
    ends = sorted(int(end) for end in match.groups()) if match else []
    if len(set(ends)) == 2 and set(ends) <= chosen.keys():
        return chosen[ends[0]], chosen[ends[1]]
    return plans[-2], plans[-1]


def diff(earlier: Plan, later: Plan) -> tuple[Change, ...] | None:
    """What became of every clause of either version, by its number; None where one cannot be read."""
    if earlier.clauses is None or later.clauses is None:
        return None
    before = {clause.key: clause for clause in earlier.clauses}
    after = {clause.key: clause for clause in later.clauses}
    changes = (_change(before.get(key), after.get(key)) for key in before | after)
    return tuple(sorted(changes, key=lambda change: change.number))


def _change(before: Clause | None, after: Clause | None) -> Change:
    if after is None:
        assert before is not None  # it is in one of the two
        return Change(before.number, before.key, "removed", (("removed", before.text),))
    if before is None:
        return Change(after.number, after.key, "added", (("added", after.text),))
    if before.text == after.text:
        return Change(after.number, after.key, "unchanged", (("same", after.text),))
    return Change(after.number, after.key, "changed", pieces(before.text, after.text))


def changed(earlier: Plan, later: Plan) -> frozenset[str]:
    """The keys of the clauses that differ between two versions; none where one cannot be read."""
    if earlier.clauses is None or later.clauses is None:
        return frozenset()
    both = earlier.clauses, later.clauses
    before, after = ({clause.key: clause.text for clause in clauses} for clauses in both)
    return frozenset(key for key in before | after if before.get(key) != after.get(key))


def revised(plans: tuple[Plan, ...]) -> int | None:
    """How many clauses differ between the first version and the last; None where one cannot be read or there is one."""
    if len(plans) < 2 or None in (plans[0].clauses, plans[-1].clauses):
        return None
    return len(changed(plans[0], plans[-1]))


def pieces(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Two texts as one, sign by sign in Chinese and word by word in Latin: (same, removed or added, text)."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) > _COMPARABLE:
        old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    if len(old) * len(new) > _COMPARABLE:
        old, new = [before], [after]
    steps: list[list[str]] = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (kind, a, b, c, d) in enumerate(codes):
        lone = kind == "equal" and b - a == 1 and 0 < number < len(codes) - 1 and old[a].isalnum()
        if kind == "equal" and not lone:
            steps.append(["".join(old[a:b]), "", ""])
            continue
        if not steps or steps[-1][0]:
            steps.append(["", "", ""])
        steps[-1][1] += "".join(old[a:b])
        steps[-1][2] += "".join(new[c:d])
    kinds = ("same", "removed", "added")
    return tuple((kind, text) for step in steps for kind, text in zip(kinds, step, strict=True) if text)
