"""Towns whose bursts are known: how soon a topic is found to rise, and how often one is said to that does not.

`python -m tests.topics.planted_bursts [towns]` prints both.
"""

import sys
from dataclasses import dataclass

import numpy as np

from data_access.refresh.topics import LATELY
from data_access.topics.rising import BACK, WEEK, alarms, usual

DAYS = 182
"""Six months, after the weeks that say what is usual."""
BEFORE = BACK * WEEK
TOPICS, BURSTS = 28, 5
_LENGTH = BEFORE + DAYS
_ARRIVAL = (0.5, 0.3, 0.2)
_WEEKDAYS = np.array([0.9, 0.9, 0.95, 0.95, 1.0, 1.2, 1.1])
SOON, AFTER = 2, 35
"""Days within which a burst has to be found, and for which what it leaves behind is not held against the rule."""


@dataclass(frozen=True)
class Town:
    """Participants of the three days up to each day by topic (the last: what belongs to none), and the bursts: topic, day."""

    counts: np.ndarray
    bursts: list[tuple[int, int]]


def town(seed: int) -> Town:
    """A town that grows as in its first months: posts come as they like, by weekday and day's mood, each with a few or many
    who comment on it, from those who write much and little; each topic drifts by itself. Some topics have a burst: two more
    times the week's participants, but 10 at least, within three days."""
    rng = np.random.default_rng([seed, 7])
    day = np.arange(_LENGTH)
    launch = rng.uniform(15, 60)
    growth = 0.12 + 1 / (1 + np.exp(-(day - launch) / rng.uniform(15, 35)))
    pool = int(rng.uniform(2000, 12000))
    weights = rng.pareto(1.6, pool) + 0.3
    weights /= weights.sum()
    weekly = np.exp(rng.uniform(np.log(0.6), np.log(40), TOPICS))
    weekly[-1] = 6 * weekly.mean() * rng.uniform(1, 4)
    drift = np.exp(np.cumsum(rng.normal(0, 0.012, (TOPICS, _LENGTH)), axis=1))
    mood = rng.gamma(25, 1 / 25, _LENGTH) * _WEEKDAYS[day % 7]
    posts = rng.poisson(weekly[:, None] / 7 / 2.5 * growth * drift * mood)
    acts = [(topic, when) for topic, when in np.argwhere(posts) for _ in range(posts[topic, when])]
    about = np.array([topic for topic, _ in acts])
    began = np.array([when for _, when in acts])
    answers = rng.negative_binomial(2, 2 / (2 + 1.5), len(acts))
    topic = np.concatenate([about, np.repeat(about, answers)])
    when = np.concatenate([began, np.repeat(began, answers) + rng.geometric(0.6, answers.sum()) - 1])
    person = rng.choice(pool, len(topic), p=weights)
    planted = [
        (int(which), int(rng.integers(BEFORE + 1, _LENGTH - 3)))
        for which in rng.choice(TOPICS - 1, BURSTS, replace=False)
    ]
    usually = _windows(topic, person, when, WEEK)
    for which, start in planted:
        extra = max(10, 2 * int(usually[which, start - 1]))
        came = np.minimum(start + rng.choice(3, extra, p=_ARRIVAL), _LENGTH - 1)
        topic, when = np.append(topic, np.full(extra, which)), np.append(when, came)
        person = np.append(person, pool + rng.permutation(10**6)[:extra])
    return Town(_windows(topic, person, when, LATELY), planted)


def found(one: Town) -> tuple[list[bool], int]:
    """Whether each burst was found in time, and how many other alarms began."""
    expected, limit = usual(one.counts)
    lasting = alarms(one.counts[:, BEFORE:] - expected, limit)
    soon = [
        bool(lasting[topic, start - BEFORE : start - BEFORE + SOON + 1].any()) for topic, start in one.bursts
    ]
    begun = lasting == 1
    for topic, start in one.bursts:
        begun[topic, start - BEFORE : start - BEFORE + AFTER] = False
    return soon, int(begun.sum())


def report(towns: int) -> tuple[float, float]:
    """The share of bursts found in time, and false alarms a topic in six months, over so many towns."""
    results = [found(town(seed)) for seed in range(towns)]
    soon = [one for listed, _ in results for one in listed]
    return sum(soon) / len(soon), sum(wrong for _, wrong in results) / (towns * TOPICS)


def _windows(topic: np.ndarray, person: np.ndarray, when: np.ndarray, window: int) -> np.ndarray:
    """Distinct persons of each topic in so many days up to each day."""
    inside = when < _LENGTH
    topic, person, when = topic[inside], person[inside], when[inside]
    order = np.lexsort((when, person, topic))
    topic, person, when = topic[order], person[order], when[order]
    again = np.append(False, (topic[1:] == topic[:-1]) & (person[1:] == person[:-1]))
    begins = np.where(again, np.maximum(when, np.append(0, when[:-1]) + window), when)
    ends = np.minimum(when + window, _LENGTH)
    steps = np.zeros((TOPICS, _LENGTH + 1), dtype=int)
    kept = begins < ends
    np.add.at(steps, (topic[kept], begins[kept]), 1)
    np.add.at(steps, (topic[kept], ends[kept]), -1)
    return steps[:, :-1].cumsum(axis=1)


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    in_time, wrong = report(number)
    print(
        f"{number} towns: {in_time:.1%} of bursts within {SOON} days, {wrong:.2f} false alarms a topic in 6 months"
    )
