"""Events whose true effect is known: simulated towns, and how often an interval holds what was planted.

`python -m tests.registration.planted_events [towns]` prints what docs/decisions.md says of the outreach events.
"""

import sys
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data_access.demo import town as of_town
from data_access.demo.moments import DAYS, FIRST_DAY, LAST_DAY
from data_access.registration import outreach

_BROUGHT = (0.45, 0.33, 0.22)


def town(seed: int, *, batch: float = 1, size: int | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Frames as the queries of outreach give them, events with `planted`, of a town with the seed.

    Households come as in the demonstration town or, as where applications are verified by the pile, in
    batches of that mean size; `size` keeps so many of the 41 committees.
    """
    rng = np.random.default_rng([seed, 41])
    committees = of_town.committees(None, 1, seed)
    if size:
        committees = [committees[place] for place in rng.permutation(len(committees))[:size]]
    events, stocks = [], []
    for one in committees:
        usual = max(0, one.households - sum(event.households for event in one.events))
        flow = rng.poisson(usual * one.flow / batch)
        if batch > 1:
            flow = np.array([rng.geometric(1 / batch, size=number).sum() for number in flow])
        for event in one.events:
            came = np.bincount(rng.choice(3, event.households, p=_BROUGHT), minlength=3)
            np.add.at(flow, np.minimum(event.held_on + np.arange(3), DAYS - 1), came)
            held_on = FIRST_DAY + timedelta(days=event.held_on)
            events.append((event.id, one.code, event.kind, held_on, event.households))
        stocks += [
            (FIRST_DAY + timedelta(days=day), one.code, int(stock)) for day, stock in enumerate(flow.cumsum())
        ]
    return (
        pd.DataFrame(events, columns=["event", "committee", "kind", "held_on", "planted"]),
        pd.DataFrame(stocks, columns=["day", "committee", "households"]),
    )


def naive(events: pd.DataFrame, flows: pd.DataFrame, on: date = LAST_DAY, draws: int = 300) -> pd.DataFrame:
    """The interval first thought of: the days of the 7 and the committees of the comparison drawn again."""
    told = outreach.uplift(events, flows, on)
    new = flows.pivot(index="committee", columns="day", values="households").diff(axis=1)
    rng, found = np.random.default_rng(1), {}
    for row in told[told.reason.isna()].itertuples():
        before = [row.held_on - timedelta(days=back) for back in range(1, 8)]
        during = [row.held_on + timedelta(days=ahead) for ahead in range(3)]
        near = events.held_on.between(row.held_on - timedelta(days=9), row.held_on + timedelta(days=2))
        others = new[~new.index.isin(events.committee[near])]
        drawn = rng.integers(0, len(others), (draws, len(others)))
        earlier, later = (others[days].sum(axis=1).to_numpy()[drawn].sum(axis=1) for days in (before, during))
        own = new.loc[row.committee, before].to_numpy()[rng.integers(0, 7, (draws, 7))].sum(axis=1)
        found[row.Index] = np.quantile(row.during - own * later / earlier, [0.05, 0.95])
    ends = pd.DataFrame.from_dict(found, orient="index", columns=["low", "high"]).reindex(told.index)
    return told.assign(**ends, visible=(ends.low > 0) | (ends.high < 0))


def held(told: pd.DataFrame) -> pd.Series:
    """Of each event that is estimated, whether the interval holds what was planted."""
    told = told[told.reason.isna()]
    return (told.low <= told.planted) & (told.planted <= told.high)


def line(name: str, told: pd.DataFrame) -> str:
    """One line of figures: events, and the shares of intervals that hold what was planted."""
    holds, told = held(told), told[told.reason.isna()]
    none = told.planted == 0
    return (
        f"{name:34} {len(told):5} events, held {holds.mean():.3f}: with an effect {holds[~none].mean():.3f}, "
        f"without {holds[none].mean():.3f} of {none.sum()}; effects seen {told.visible[~none].mean():.3f}; "
        f"half width {(told.high - told.low).mean() / 2:.1f}, off by {(told.estimate - told.planted).mean():+.2f}"
    )


def report(towns: int) -> None:
    """Prints the figures over so many seeds."""
    seeds = range(1, towns + 1)
    kinds: tuple[tuple[str, float, int | None], ...] = (
        ("as the demonstration", 1, None),
        ("12 committees", 1, 12),
        ("in batches of 1.5", 1.5, None),
        ("in batches of 2", 2, None),
        ("12 committees, batches of 2", 2, 12),
    )
    for number, (name, batch, size) in enumerate(kinds):
        drawn = [town(seed, batch=batch, size=size) for seed in seeds]
        uplifts = [outreach.uplift(events, stocks, LAST_DAY) for events, stocks in drawn]
        print(line(name, pd.concat(uplifts)))
        if number == 0:
            print(line("the same, days and committees redrawn", pd.concat([naive(*one) for one in drawn])))
            _report_kinds(uplifts)


def _report_kinds(told: list[pd.DataFrame]) -> None:
    true = pd.concat(told).groupby("kind").planted.mean()
    kinds = pd.concat([outreach.pooled(one) for one in told]).dropna()
    true = kinds.kind.map(true)
    holds = (kinds.low <= true) & (true <= kinds.high)
    print(f"{'kinds of events':34} {len(kinds):5} means, held {holds.mean():.3f}")


if __name__ == "__main__":
    report(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
