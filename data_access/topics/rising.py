"""Which topics rise: lately more take part than the topic's usual part of all that is said would bring, by more than chance.

In the months after its launch everything grows in a town, so a topic is measured against all others: at the same days of the 8
weeks before, without the one in which it had the largest part, it had so many participants to a participant of other topics; as
many again to those of today are expected. Looked at are the last 3 days, for in a week what is new takes days to stand out.
An alarm begins where at least LEAST persons more than expected take part, twice as many as expected and CHANCE standard
deviations more, by how the topic or all topics together, whichever more, have scattered before; it goes on until the excess is
less than half of that.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

WEEK, BACK = 7, 8
"""Days of a window, and how many earlier ones say what is usual."""
ENOUGH = 4
"""Earlier windows with which anything is judged."""
LEAST, CHANCE = 8, 4.0
ALARMS = 84
"""Days within which the beginning of an alarm is looked for."""


def reach(on: date) -> date:
    """The first day that judging a day needs."""
    return on - timedelta(days=ALARMS - 1 + BACK * WEEK)


def judged(lately: pd.DataFrame, weeks: pd.DataFrame, on: date) -> pd.DataFrame:
    """Each topic at the end of the day: topic, expected (of the week; missing where too few are there), rising, since (the first day
    of the alarm that goes on, else missing). `lately`: counts.lately from `reach` on; `weeks`: counts.of_days of the day and
    at least BACK weeks before it."""
    numbers = {
        (topic, day): int(persons)
        for day, pairs in zip(lately["day"], lately["persons"], strict=True)
        for topic, persons in (pair.split() for pair in pairs.split(","))
    }
    topics = sorted({topic for topic, _ in numbers})
    of_weeks = zip(zip(weeks["topic"], weeks["day"], strict=True), weeks["participants"], strict=True)
    recent, week = (_in_order(counts, topics, on) for counts in (numbers, dict(of_weeks)))
    expected, limit = usual(recent)
    begun = alarms(recent[:, BACK * WEEK :] - expected, limit)[:, -1] if topics else np.array([], dtype=int)
    since = [on - timedelta(days=int(days) - 1) if days else None for days in begun]
    return pd.DataFrame(
        {
            "topic": topics,
            "expected": usual(week[:, -1 - BACK * WEEK :])[0][:, -1],
            "rising": begun > 0,
            "since": pd.Series(since, dtype="object"),
        }
    )


def _in_order(counts: Mapping[tuple[str, date], int], topics: Sequence[str], on: date) -> np.ndarray:
    """The counts by topic (row) and day from `reach` on."""
    first = reach(on)
    rows, found = {topic: n for n, topic in enumerate(topics)}, np.zeros((len(topics), (on - first).days + 1))
    for (topic, day), number in counts.items():
        found[rows[topic], (day - first).days] = number
    return found


def usual(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each topic (row) and each day from the one on that has BACK weeks before it, what is expected and by how much more
    an alarm begins; missing where fewer than ENOUGH of the weeks hold anything. `counts`: participants up to each day."""
    days = counts.shape[1] - BACK * WEEK
    others = counts.sum(axis=0) - counts
    at = np.array([BACK * WEEK - n * WEEK for n in range(1, BACK + 1)])[:, None] + np.arange(days)
    own, rest = counts[:, at], others[:, at]  # topic, week, day
    filled = rest > 0
    part = np.where(filled, _over(own, rest), -1)
    kept = filled & (np.arange(BACK)[:, None] != part.argmax(axis=1)[:, None, :])
    own_sum, rest_sum = (np.where(kept, counted, 0).sum(axis=1) for counted in (own, rest))
    usual_part = _over(own_sum, rest_sum)
    expected = others[:, BACK * WEEK :] * usual_part
    # The uncertainty of the part itself comes on top, and half a person where nobody is expected.
    uncertain = expected + expected**2 / np.maximum(own_sum, 1) + 0.5
    scatter = np.sqrt(_spread(own, rest * usual_part[:, None, :], kept) * uncertain)
    limit = np.maximum.reduce([np.full_like(expected, LEAST), CHANCE * scatter, expected])
    enough = filled.sum(axis=1) >= ENOUGH
    return np.where(enough, expected, np.nan), np.where(enough, limit, np.nan)


def _spread(own: np.ndarray, expected: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """How many times as much as pure chance the weeks scatter: by topic and day the topic's own, or all topics' together (of
    weeks in which a person or more was expected), whichever is more, and 1 at least."""
    deviation = np.where(kept, _over((own - expected) ** 2, expected), 0)
    alone = deviation.sum(axis=1) / np.maximum(1, kept.sum(axis=1) - 1)
    sure = kept & (expected >= 1)
    together = np.where(sure, deviation, 0).sum(axis=(0, 1)) / np.maximum(1, sure.sum(axis=(0, 1)))
    return np.maximum(1, np.maximum(alone, together * (BACK / (BACK - 1))))


def _over(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """The ratio; 0 of nothing."""
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1), 0)


def alarms(excess: np.ndarray, limit: np.ndarray) -> np.ndarray:
    """For each topic (row) and day for how many days its alarm goes on by then; 0 where there is none."""
    lasting = np.zeros(excess.shape, dtype=int)
    before = np.zeros(len(excess), dtype=int)
    for day in range(excess.shape[1]):
        goes_on = excess[:, day] >= np.where(before > 0, limit[:, day] / 2, limit[:, day])
        before = np.where(goes_on, before + 1, 0)
        lasting[:, day] = before
    return lasting
