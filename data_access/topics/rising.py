"""Which topics rise: more take part than the topic's usual part of all that is said would bring, by more than chance.

In the months after its launch everything grows in a town, so a topic is measured against all others: of the weeks that
ended 1 to 8 weeks before, without the quarter in which it had the largest part, it had so many participants to a participant
of other topics; as many again to those of this week are expected. An alarm begins where the excess is at least LEAST persons
and CHANCE standard deviations, and goes on until it is less than half of that.
"""

from datetime import date, timedelta

import numpy as np
import pandas as pd

WEEK, BACK = 7, 8
"""Days of a window, and how many earlier ones say what is usual."""
ENOUGH = 4
"""Earlier windows with which anything is judged."""
LEAST, CHANCE = 7, 3.0
ALARMS = 84
"""Days within which the beginning of an alarm is looked for."""


def reach(on: date) -> date:
    """The first day that judging a day needs."""
    return on - timedelta(days=ALARMS - 1 + BACK * WEEK)


def judged(history: pd.DataFrame, on: date) -> pd.DataFrame:
    """Each topic at the end of the day: topic, expected (missing where too few weeks are there), rising, since (the first day
    of the alarm that goes on, else missing). `history`: counts.of_area from `reach` on."""
    topics = sorted(history["topic"].unique())
    first = reach(on)
    counts = np.zeros((len(topics), (on - first).days + 1))
    rows = history["topic"].map({topic: n for n, topic in enumerate(topics)})
    counts[rows, [(day - first).days for day in history["day"]]] = history["participants"]
    expected, limit = usual(counts)
    begun = alarms(counts[:, BACK * WEEK :] - expected, limit)[:, -1] if topics else np.array([])
    since = [on - timedelta(days=int(days) - 1) if days else None for days in begun]
    return pd.DataFrame(
        {
            "topic": topics,
            "expected": expected[:, -1],
            "rising": begun > 0,
            "since": pd.Series(since, dtype="object"),
        }
    )


def usual(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each topic (row) and each day from the one on that has BACK windows before it, what is expected and by how much
    more an alarm begins; missing where fewer than ENOUGH of the windows hold anything. `counts`: participants of the window
    up to each day."""
    days = counts.shape[1] - BACK * WEEK
    others = counts.sum(axis=0) - counts
    at = np.array([BACK * WEEK - n * WEEK for n in range(1, BACK + 1)])[:, None] + np.arange(days)
    own, rest = counts[:, at], others[:, at]  # topic, window, day
    filled = rest > 0
    part = np.where(filled, own / np.where(filled, rest, 1), -1)
    windows = filled.sum(axis=1, keepdims=True)
    place = np.argsort(np.argsort(-part, axis=1, kind="stable"), axis=1)
    kept = filled & (place >= windows // 4)
    own_sum, rest_sum = (np.where(kept, counted, 0).sum(axis=1) for counted in (own, rest))
    usual_part = own_sum / np.where(rest_sum > 0, rest_sum, 1)
    expected = others[:, BACK * WEEK :] * usual_part
    of_window = rest * usual_part[:, None, :]
    deviation = np.where(
        kept & (of_window > 0), (own - of_window) ** 2 / np.where(of_window > 0, of_window, 1), 0
    )
    spread = np.maximum(1, deviation.sum(axis=1) / np.maximum(1, kept.sum(axis=1) - 1))
    uncertain = expected + expected**2 / np.maximum(own_sum, 1)
    limit = np.maximum(LEAST, CHANCE * np.sqrt(spread * uncertain))
    enough = windows[:, 0, :] >= ENOUGH
    return np.where(enough, expected, np.nan), np.where(enough, limit, np.nan)


def alarms(excess: np.ndarray, limit: np.ndarray) -> np.ndarray:
    """For each topic (row) and day for how many days its alarm goes on by then; 0 where there is none."""
    lasting = np.zeros(excess.shape, dtype=int)
    before = np.zeros(len(excess), dtype=int)
    for day in range(excess.shape[1]):
        goes_on = excess[:, day] >= np.where(before > 0, limit[:, day] / 2, limit[:, day])
        before = np.where(goes_on, before + 1, 0)
        lasting[:, day] = before
    return lasting
