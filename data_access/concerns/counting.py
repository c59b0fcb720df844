"""Concerns counted at the ends of days: in the town, by where they are, what they are about and who answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data_access.clock import DAY, end_of
from data_access.store import TOWN

WINDOWS = (7, 30)
"""Days up to and with a day, within which the concerns of a rate were written."""
REACH = 90
"""Days after which a concern without an answer waits no more."""
WITHIN = 24 * 60
"""Minutes within which a concern is to be answered."""
IN_WINDOW = ("concerns", "answered_24h", "replies", "minutes")
"""What is counted in each window, the median of the minutes to the reply among it; the rest is of the last REACH days."""
Counts = dict[str, np.ndarray]


@dataclass(frozen=True)
class Shares:
    """Which concerns belong to which groups, the first written first: a concern stands once for each group that it is in."""

    groups: list[tuple[str, str]]
    """Of each its kind and its code."""
    group: np.ndarray
    """The place in `groups`."""
    written: np.ndarray
    replied: np.ndarray
    minutes: np.ndarray
    once_replied: np.ndarray
    """Whether it is one of the group's only when it has its reply."""
    by_its_own: np.ndarray
    """Whether a reply within a day counts as one for the group."""


def shared(rows: pd.DataFrame, owners: Mapping[str, str]) -> Shares:
    """The rows of answers.concerns as shares of the town, of their committee, board and topics, of the department that
    replied and of the owners of their topics, of whose replies only their own are in time. `owners`: departments by topic."""
    topics = rows["topics"].str.split()
    codes = {
        "town": pd.Series(TOWN, rows.index),
        "committee": rows["committee"],
        "board": rows["board"],
        "topic": topics,
        "department": rows["department"],
        "owner": pd.Series(
            [sorted({owners[key] for key in keys if key in owners}) for keys in topics], rows.index, object
        ),
    }
    each = [rows.assign(kind=kind, code=code).explode("code") for kind, code in codes.items()]
    found = pd.concat(each).dropna(subset="code").sort_values("written", kind="stable")
    pairs = pd.MultiIndex.from_frame(found[["kind", "code"]])
    group, groups = pairs.factorize()
    owned = found["kind"] != "owner"
    return Shares(
        list(groups),
        group,
        pd.to_datetime(found["written"]).to_numpy("datetime64[s]"),
        pd.to_datetime(found["replied"]).to_numpy("datetime64[s]"),
        pd.to_numeric(found["minutes"]).fillna(0).to_numpy(np.int64),
        (found["kind"] == "department").to_numpy(),
        (owned | (found["department"] == found["code"])).to_numpy(bool),
    )


def counted(shares: Shares, on: date) -> Counts:
    """How each group stands at the end of a day: `present`, whether any was written in the last REACH days; `concerns`, `answered_24h`, `replies` and
    `minutes` of each window, as `concerns_7`; `unanswered`, `unanswered_24h` and the day of the `oldest` of these."""
    end, day_ago, begin = (_end_of(on - days * DAY) for days in (0, 1, REACH))
    part = slice(*np.searchsorted(shares.written, [begin, end]))
    replied = shares.replied[part] < end
    belongs = replied | ~shares.once_replied[part]
    group, written, minutes = shares.group[part], shares.written[part], shares.minutes[part]
    many = len(shares.groups)

    def number(those: np.ndarray) -> np.ndarray:
        return np.bincount(group[those], minlength=many)

    late, waits = written < day_ago, belongs & ~replied
    counts = {"present": number(belongs) > 0}
    for days in WINDOWS:
        within = belongs & late & (written >= _end_of(on - days * DAY))
        answers = within & replied
        early = answers & (minutes < WITHIN) & shares.by_its_own[part]
        medians = _medians(group[answers], minutes[answers], many)
        values = number(within), number(early), number(answers), medians
        counts |= {f"{name}_{days}": value for name, value in zip(IN_WINDOW, values, strict=True)}
    oldest = np.full(many, np.datetime64("NaT"), "datetime64[D]")
    those, first = np.unique(group[waits], return_index=True)
    oldest[those] = written[waits][first].astype("datetime64[D]")
    return counts | {"unanswered": number(waits), "unanswered_24h": number(waits & late), "oldest": oldest}


def _end_of(day: date) -> np.datetime64:
    return np.datetime64(end_of(day), "s")


def _medians(group: np.ndarray, numbers: np.ndarray, many: int) -> np.ndarray:
    """The median of each group's numbers; not a number where it has none."""
    ordered = numbers[np.lexsort((numbers, group))]
    counts = np.bincount(group, minlength=many)
    first, some = counts.cumsum() - counts, counts > 0
    lower, upper = (first + (counts - 1) // 2)[some], (first + counts // 2)[some]
    medians = np.full(many, np.nan)
    medians[some] = (ordered[lower] + ordered[upper]) / 2
    return medians
