"""What the store holds and how old it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from data_access import store
from data_access.clock import SECOND, SHANGHAI, end_of
from data_access.database import snapshot, store_engine
from data_access.problem import Problem
from data_access.store import shapes


@dataclass(frozen=True)
class State:
    """A store's version, its first and last complete day, when its last complete refresh ended, what of the contract the
    platform did not offer to it (tables by their name, columns as `table.column`), and the signature of its topics;
    `recorded` says whether the records beside it can be read."""

    version: int
    first_day: date
    last_day: date
    complete_at: datetime
    demonstration: bool
    lacks: frozenset[str] = frozenset()
    topics: str = ""
    recorded: bool = True

    def keeps(self, *names: str) -> bool:
        """Whether the platform offers all of these tables, and columns as `table.column`."""
        return not self.lacking(names)

    def lacking(self, names: Iterable[str]) -> tuple[str, ...]:
        """What the platform does not offer of these tables and columns; of a column whose table is not there, that."""
        tables = ((name.partition(".")[0], name) for name in names)
        found = (table if table in self.lacks else name for table, name in tables)
        return tuple(dict.fromkeys(name for name in found if name in self.lacks))

    @property
    def today(self) -> date:
        """The day on which the store was filled: later days are in the future."""
        return self.last_day if self.demonstration else max(self.last_day, self.complete_at.date())

    def now(self, now: datetime) -> datetime:
        """The moment that governs what is set, issued or due, where the clock shows `now`: in a demonstration the last second
        of its last day."""
        return (end_of(self.last_day) - SECOND).replace(tzinfo=SHANGHAI) if self.demonstration else now

    def day_of_records(self, on: date) -> date:
        """By the end of which day the records are shown beside the figures of `on`: today's beside the last ones."""
        return on if on < self.last_day else self.today


def current(store_url: str) -> State:
    """The store's state. Raises Problem where it is missing, unreadable or never filled."""
    engine = store_engine(store_url)
    try:
        with snapshot(engine) as connection:
            return of(connection)
    finally:
        engine.dispose()


def of(connection: Connection) -> State:
    """The state of an open store. Raises Problem `store_empty` where no refresh has completed, `store_shape` where none has
    for this version while another version's store is there."""
    shape = connection.scalar(select(shapes.STATE.c.shape))
    if shape not in (None, store.SHAPE):
        raise Problem("store_shape")
    row = connection.execute(select(store.state)).first()
    complete_at = connection.scalar(
        select(func.max(store.run.c.finished_at)).where(store.run.c.outcome == "complete")
    )
    if row is None or complete_at is None:
        raise Problem("store_empty")
    lacks = frozenset(row.lacks.split())
    return State(row.version, row.first_day, row.last_day, complete_at, row.demonstration, lacks, row.topics)
