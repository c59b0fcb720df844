"""How what a unit is to do comes a step further: answered, sent back, closed, withdrawn; each within one write, none of them
undone."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, Row, Table, func, insert, select, update

from data_access.access.rights import Unit
from data_access.platform.redaction import redact
from data_access.problem import Problem
from data_access.records.chain import Actor
from data_access.records.writing import Change, as_seen

WORDLESS = ("closed",)
"""What may be done without a word."""


@dataclass(frozen=True)
class Move:
    """What somebody does to it and in which words. `seen`: the edition that they saw; `units`: those for which they stand, where
    it must be one of theirs."""

    kind: str
    words: str
    seen: int | None
    units: Collection[Unit] | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of what units are to do: the table that keeps it, the column of its steps that names to which they happened, that of
    what is to be done, in words, and how one is called. `open`: the states in which it waits for its unit; `answered`: the one in
    which that has answered; `longest`: signs that may be written at once; `problems`: their keys, where no word is written, where
    too many are, and where it is too late."""

    table: Table
    whose: Column
    demand: Column
    number: Callable[[Row], str | int]
    open: tuple[str, ...]
    answered: str
    longest: int
    problems: tuple[str, str, str]

    @property
    def before(self) -> dict[str, tuple[str, ...]]:
        """By what is done: the states in which that is possible."""
        checked = dict.fromkeys(("returned", "closed"), (self.answered,))
        return checked | {self.answered: self.open, "withdrawn": (*self.open, self.answered)}

    def clean(self, words: str) -> str:
        """What is kept of words. Raises Problem where there are none, or too many."""
        wordless, long, _ = self.problems
        found = redact(words.strip())
        if not found:
            raise Problem(wordless)
        if len(found) > self.longest:
            raise Problem(long, count=self.longest)
        return found

    def last(self, connection: Connection, code: str) -> Row:
        """What was last done to one: kind, words."""
        row = self.whose.table.c
        latest = select(row.kind, row.words).where(self.whose == code).order_by(row.number.desc()).limit(1)
        return connection.execute(latest).one()

    def step(
        self, connection: Connection, code: str, kind: str, actor: Actor, now: datetime, words: str | None
    ) -> None:
        """Keeps what was done to one."""
        count = select(func.count()).where(self.whose == code)
        row = {self.whose.name: code, "number": (connection.scalar(count) or 0) + 1, "kind": kind, "at": now}
        who = {"account": actor.account, "role": actor.role, "words": words}
        connection.execute(insert(self.whose.table).values(**row, **who))

    def move(self, made: Change, actor: Actor, now: datetime, code: str, to: Move) -> Row:
        """Takes one a step further; gives its row as it was.

        Raises Problem where it is another unit's, where somebody else was first, where it is too late for that, or where words
        are missing or too long.
        """
        kept = self.clean(to.words) if to.words.strip() or to.kind not in WORDLESS else None
        connection, own = made.connection, self.table.c.id == code
        row = connection.execute(select(self.table).where(own)).one_or_none()
        if row is None or to.units is not None and (row.unit_kind, row.unit) not in to.units:
            raise Problem("not_yours")
        last = self.last(connection, code)
        as_seen(row.edition, to.seen, lambda: last.words or row._mapping[self.demand])
        if last.kind not in self.before[to.kind]:
            raise Problem(self.problems[-1], number=self.number(row))
        self.step(connection, code, to.kind, actor, now, kept)
        connection.execute(update(self.table).where(own).values(edition=row.edition + 1))
        made.details.update({self.table.name: self.number(row), "unit": row.unit})
        return row
