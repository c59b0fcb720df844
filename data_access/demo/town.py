"""Which committees there are and how large each is: every total is dealt out here, before any row is made."""

import csv
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from data_access.demo import outreach
from data_access.demo.moments import DAYS, day, identifiers
from data_access.problem import Problem

LUODIAN = Path(__file__).with_name("luodian.csv")
LUONAN, QINAN, JINFENG = "310113101005", "310113101003", "310113101043"
NEW_ESTATE, BASE_UNKNOWN, BASE_GAP = "310113101039", "310113101040", "310113101036"
STALLED = ("310113101010", "310113101022", "310113101033")
FEW_MEMBERS = {"310113101012": 9, "310113101027": 11, "310113101038": 8, NEW_ESTATE: 3}
CHATTY = "310113101008"
LAGGARDS = ("310113101016", "310113101021", "310113101030", "310113101034")
OWN_BASE = ("310113101002", "310113101007", "310113101015", "310113101024", "310113101029")
NEIGHBOURHOOD_BASE = ("310113101018", "310113101032")

# The town of the source: 41 committees, their registered residents and party members on the last day.
_COMMITTEES, _REGISTERED, _PARTY, _IN_TWO = 41, 12_530, 1_797, 37


@dataclass(frozen=True)
class Committee:
    """One committee's share of the town: what its rows will add up to on the last day."""

    index: int
    code: str
    name: str
    group: str
    longitude: float | None
    latitude: float | None
    registered: int
    households: int
    base: int
    party: int
    identity_shown: int
    interaction: float
    positive: float
    praise: float
    flow: np.ndarray
    beside: str = ""
    shared: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    events: tuple[outreach.Event, ...] = ()

    def rng(self, seed: int, part: int) -> np.random.Generator:
        """The committee's own source of chance for one part of its rows."""
        return np.random.default_rng([seed, int(self.index), part])


def committees(path: Path | None, scale: int, seed: int) -> list[Committee]:
    """The committees of the list with their shares. Raises Problem `demo_committees` for a list that is none."""
    rows = _read(path or LUODIAN)
    rng = np.random.default_rng([seed, 1])
    codes = [row["code"] for row in rows]
    registered, party = _people(rng, codes, scale)
    identity_shown = np.array(
        [
            round(p * (0.78 if c == LUONAN else f))
            for p, c, f in zip(party, codes, rng.uniform(0.6, 0.79, len(codes)), strict=True)
        ]
    )
    households = np.maximum(1, np.round(registered / rng.uniform(1.345, 1.465, len(codes)))).astype(int)
    base = np.ceil(households / _coverage(rng, codes)).astype(int)
    flows = _flows(rng, codes)
    rates = _rates(rng, codes, identity_shown)
    town = [
        Committee(
            index, row["code"], row["name"], row.get("quarter") or row["code"][:9],
            *_position(row, path or LUODIAN),
            int(registered[index]), int(households[index]), int(base[index]), int(party[index]), int(identity_shown[index]),
            *rates[index], flows[index], codes[index - 1] if index else "",
        )
        for index, row in enumerate(rows)
    ]  # fmt: skip
    town = _sharing(rng, town, scale)
    events = outreach.plan(np.random.default_rng([seed, 2]), town)
    return [replace(one, events=tuple(events[one.code])) for one in town]


def _read(path: Path) -> list[dict]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Problem("demo_committees", path=path, detail=str(error)) from error
    if not rows or not {"code", "name"} <= set(rows[0]):
        raise Problem("demo_committees", path=path, detail="code, name")
    for line, row in enumerate(rows, start=2):
        if not (row["code"] or "").strip() or not (row["name"] or "").strip():
            raise Problem("demo_committees", path=path, detail=f"{line}: code, name")
        if len(row["code"]) > 30 or len(row["name"]) > 100:
            raise Problem("demo_committees", path=path, detail=f"{line}: {row['code'][:40]}")
    [(code, times)] = Counter(row["code"] for row in rows).most_common(1)
    if times > 1:
        raise Problem("demo_committees", path=path, detail=f"{code} ×{times}")
    return rows


def _position(row: dict, path: Path) -> tuple[float | None, float | None]:
    texts = [(row.get(column) or "").strip() for column in ("longitude", "latitude")]
    if not all(texts):
        return None, None
    try:
        return float(texts[0]), float(texts[1])
    except ValueError as error:
        raise Problem("demo_committees", path=path, detail=f"{row['code']}: {error}") from error


def _people(rng: np.random.Generator, codes: list[str], scale: int) -> tuple[np.ndarray, np.ndarray]:
    size = len(codes)
    in_two = round(_IN_TWO * size / _COMMITTEES) * scale if size > 1 else 0
    total = round(_REGISTERED * size / _COMMITTEES) * scale + in_two
    fixed = {LUONAN: 640 * scale, NEW_ESTATE: 26 * scale}
    registered = _deal(total, rng.lognormal(0, 0.55, size), codes, fixed, 62 * scale, 890 * scale)
    few = {code: members * scale for code, members in FEW_MEMBERS.items()}
    party = _deal(
        round(_PARTY * size / _COMMITTEES) * scale,
        registered * rng.uniform(0.09, 0.2, size),
        codes,
        few | {LUONAN: 118 * scale},
        10 * scale,
        np.minimum(104 * scale, registered // 3),
    )
    return registered, party


def _deal(
    total: int,
    weights: np.ndarray,
    codes: list[str],
    fixed: dict[str, int],
    low: int,
    high: np.ndarray | float,
) -> np.ndarray:
    """Whole shares of a total in proportion to weights, within limits, a few of them given."""
    fixed_shares = np.array([fixed.get(code, 0) for code in codes])
    if fixed_shares.all():
        fixed_shares[:] = 0
    free = fixed_shares == 0
    high = np.broadcast_to(high, free.shape)
    left = total - fixed_shares.sum()
    factor = left / weights[free].sum()
    for _ in range(60):
        shares = np.clip(weights * factor, low, np.maximum(high, low))
        factor *= left / max(1, shares[free].sum())
    shares = np.where(free, np.floor(shares), fixed_shares).astype(int)
    places = np.flatnonzero(free & (shares < high))
    for step in range(total - shares.sum()):
        shares[places[step % len(places)]] += 1
    return shares


def _coverage(rng: np.random.Generator, codes: list[str]) -> np.ndarray:
    drawn = 0.13 + 0.27 * rng.beta(2.0, 2.2, len(codes))
    fixed = {LUONAN: 0.415, QINAN: 0.391, NEW_ESTATE: 0.44} | dict.fromkeys(STALLED, 0.128)
    return np.array([fixed.get(code, value) for code, value in zip(codes, drawn, strict=True)])


def _flows(rng: np.random.Generator, codes: list[str]) -> np.ndarray:
    """Each committee's expected share of new households per day: an S-curve times the town's common day."""
    size, days = len(codes), np.arange(DAYS)
    week = np.array([0.92, 0.9, 0.93, 0.95, 1.0, 1.22, 1.12])[days % 7]
    common = week * rng.lognormal(0, 0.09, DAYS)
    start = np.where(np.isin(codes, LAGGARDS), rng.integers(22, 27, size), rng.integers(0, 14, size))
    start = np.where(np.array(codes) == NEW_ESTATE, day("2017-05-23"), start)[:, None]
    middle = start + rng.uniform(16, 30, size)[:, None]
    width = rng.uniform(12, 17, size)[:, None]
    ramp = np.clip((days - start + 1) / 6, 0, 1)
    flows = ramp * (0.22 + 1 / np.cosh((days - middle) / (2 * width)) ** 2) * common
    flows[np.isin(codes, STALLED), DAYS - 3 :] = 0
    return flows / flows.sum(axis=1, keepdims=True)


def _rates(
    rng: np.random.Generator, codes: list[str], identity_shown: np.ndarray
) -> list[tuple[float, float, float]]:
    """Per 100 identity-shown members in 30 days: interaction, positive posts, praise; Luonan leads all three."""
    size = len(codes)
    rates = np.column_stack(
        [rng.uniform(240, 800, size), rng.uniform(6, 24, size), rng.uniform(60, 235, size)]
    )
    rates[identity_shown < 10] *= 1.6  # too few for a place: would lead otherwise
    rates[[code == LUONAN for code in codes]] = (935, 29.5, 284)
    return [(interaction, positive, praise) for interaction, positive, praise in rates.tolist()]


def _sharing(rng: np.random.Generator, town: list[Committee], scale: int) -> list[Committee]:
    """Gives some persons to two committees each, and lets some move from one to another."""
    size = len(town)
    pairs = round(_IN_TWO * size / _COMMITTEES) * scale if size > 1 else 0
    shared: list[list[str]] = [[] for _ in town]
    for number, resident in enumerate(identifiers(rng, "r", pairs)):
        first = (number * 7) % size
        for index in (first, (first + 1 + number % (size - 1)) % size):
            shared[index].append(resident)
    gone: list[list[str]] = [[] for _ in town]
    for number, resident in enumerate(identifiers(rng, "r", pairs // 3)):
        left = (number * 11 + 5) % size
        gone[left].append(resident)
        shared[(left + 1 + (number + 2) % (size - 1)) % size].append(resident)
    return [
        replace(one, shared=tuple(residents), gone=tuple(left))
        for one, residents, left in zip(town, shared, gone, strict=True)
    ]
