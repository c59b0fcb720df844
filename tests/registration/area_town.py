"""A livelier committee than the demonstration's, made up from a seed: its areas' history and its totals.

Households come, leave, move house and stand in two buildings; bases are raised, cut and unknown; buildings open and close,
and so does a neighbourhood; who was in a closed one has no known building from then on.
"""

from datetime import date, timedelta

import numpy as np
import pandas as pd

FIRST = date(2017, 5, 1)
_LONG_AGO = -1000


def lively(seed: int, days: int = 120) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Frames as of areas.history and areas.totals."""
    rng = np.random.default_rng(seed)
    parts = int(rng.integers(1, 6))
    home = np.repeat(np.arange(parts), rng.integers(1, 14, parts))
    opened, closed = _lives(rng, len(home), days)
    if parts > 2 and rng.random() < 0.3:  # a neighbourhood goes
        closed[home == parts - 1] = np.minimum(closed[home == parts - 1], int(rng.integers(days // 2, days)))
    base = rng.choice(
        [rng.integers(1, 12), rng.integers(10, 40), rng.integers(30, 120)], len(home), p=[0.2, 0.5, 0.3]
    )
    bound = _bound(rng, base, days)
    inside, total = _counted(bound, opened, closed, days)
    rows = []
    for n, group in enumerate(home.tolist()):
        life = opened[n], closed[n]
        rows += _steps(f"{group}-{n:02}", str(group), life, inside[n], _bases(rng, int(base[n]), days), days)
    for group in range(parts):
        there = [row for row in rows if row[1] == str(group)]
        ends = closed[home == group].max()
        rows += _steps(
            str(group), None, (_LONG_AGO, ends), *_sums(there, inside[home == group].sum(axis=0), days), days
        )
    columns = ["area", "within", "name", "valid_from", "valid_to", "day", "households", "occupied_households"]
    history = pd.DataFrame(rows, columns=columns).astype({"occupied_households": "Int64"})
    return history.sort_values(["area", "day"]), pd.DataFrame({"day": _day(range(days)), "households": total})


def _lives(rng, many: int, days: int) -> tuple[np.ndarray, np.ndarray]:
    opened = np.where(rng.random(many) < 0.1, rng.integers(1, days, many), _LONG_AGO)
    closed = np.where(rng.random(many) < 0.1, rng.integers(days // 3, days, many), days + 1000)
    return opened, np.maximum(closed, opened + 1)


def _bound(rng, base: np.ndarray, days: int) -> list[tuple[int, int, int, int]]:
    """Memberships: household, building (-1: none known), from which day, until which."""
    found: list[tuple[int, int, int, int]] = []
    pace = rng.choice([0.05, 0.3, 0.7, 1.0])
    for building, size in enumerate(base):
        for _ in range(rng.binomial(int(size), pace)):
            begins = int(rng.beta(1.2, 2) * days)
            ends = int(rng.integers(begins, days)) if rng.random() < 0.06 else days
            household = len(found)
            found.append((household, building if rng.random() > 0.03 else -1, begins, ends))
            if rng.random() < 0.02:  # in a second building too, or moved there
                found.append((household, int(rng.integers(len(base))), ends if ends < days else begins, days))
    return found


def _counted(bound: list, opened, closed, days: int) -> tuple[np.ndarray, np.ndarray]:
    inside, total = np.zeros((len(opened), days), dtype=int), np.zeros(days, dtype=int)
    who: dict[int, np.ndarray] = {}
    for household, building, begins, ends in bound:
        who.setdefault(household, np.zeros(days, dtype=bool))[begins:ends] = True
        if building >= 0:
            inside[building, max(begins, opened[building]) : max(min(ends, closed[building]), 0)] += 1
    for there in who.values():
        total += there
    return inside, total


def _bases(rng, base: int, days: int) -> np.ndarray:
    """The base of each day, -1 where unknown."""
    line = np.full(days, -1 if rng.random() < 0.05 else base)
    if rng.random() < 0.15:
        line[int(rng.integers(days)) :] = max(int(base * rng.choice([0.3, 0.8, 1.5])), 1)
    return line


def _sums(rows: list, inside: np.ndarray, days: int) -> tuple[np.ndarray, np.ndarray]:
    """A neighbourhood's households and base: the sum of its buildings', unknown where one is."""
    lines: dict[str, np.ndarray] = {}
    ends: dict[str, tuple[int, int]] = {}
    for area, _, _, begins, until, day, _, base in rows:
        line = lines.setdefault(area, np.full(days, -1))
        line[max((day - FIRST).days, 0) :] = -1 if base is None else base
        ends[area] = (begins - FIRST).days, (until - FIRST).days if until else days
    total = np.zeros(days, dtype=int)
    for day in range(days):
        there = [lines[area][day] for area, (begins, until) in ends.items() if begins <= day < until]
        total[day] = -1 if -1 in there or not there else sum(there)
    return inside, total


def _steps(area: str, within, life: tuple, counts: np.ndarray, bases: np.ndarray, days: int) -> list[tuple]:
    begins, until = (FIRST + timedelta(int(n)) for n in life)
    facts = (area, within, f"{area}号", begins, until if life[1] < days else None)
    rows, was = [], None
    for day in range(max(life[0], 0), days):
        now = int(counts[day]), None if bases[day] < 0 else int(bases[day])
        if now != was:
            rows.append((*facts, FIRST + timedelta(day), *now))
        was = now
    return rows


def _day(numbers) -> list[date]:
    return [FIRST + timedelta(n) for n in numbers]
