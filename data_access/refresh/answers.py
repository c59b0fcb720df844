"""How soon concerns are answered, in the store: counted at the end of each day from the store's own concerns and their topics."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from data_access import store
from data_access.clock import DAY, end_of
from data_access.concerns import answers, counting
from data_access.refresh.stocks import Period
from data_access.refresh.writing import replace
from data_access.vocabulary import Topic


def count_days(target: Connection, topics: Sequence[Topic], period: Period) -> int:
    """Counts the period's days again; returns how many store rows changed. `topics`: with the departments that answer."""
    row, table = store.concern.c, store.answer_day
    begin = end_of(period.first - counting.REACH * DAY)
    found = target.execute(answers.concerns(row.created_at >= begin, row.created_at < end_of(period.last)))
    owners = {topic.key: topic.department for topic in topics if topic.department}
    shares = counting.shared(pd.DataFrame(found.all(), columns=list(found.keys())), owners)
    rows = [row for day in period.days for row in _of_day(shares, day)]
    return replace(target, table, rows, table.c.day.between(period.first, period.last))


def _of_day(shares: counting.Shares, day: date) -> Iterator[tuple]:
    counts = counting.counted(shares, day)
    present = np.flatnonzero(counts.pop("present"))
    columns = [_plain(values[present]) for values in counts.values()]
    for place, values in zip(present.tolist(), zip(*columns, strict=True), strict=True):
        yield day, *shares.groups[place], *values


def _plain(values: np.ndarray) -> list:
    """The values as a database takes them, what is missing as none."""
    missing = pd.isna(values)
    return [None if gone else value for value, gone in zip(values.tolist(), missing, strict=True)]
