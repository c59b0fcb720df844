"""What a campaign moved: its committees' figures beside the others', before, while and after it was held.

Of each figure its committees had x in the days before, the others X, and Y in the days in question: x · Y ÷ X were to be
expected, and how far chance reaches is read from the others' scatter (`metrics.chance`), as of outreach.
"""

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Select, Table, and_, case, func, select

from data_access.clock import DAY
from data_access.metrics.chance import FEWEST, by_chance, comparison, student
from data_access.store import TOWN, act_day, registration_day, talk_day

AROUND = 14
"""Days before a campaign that tell what is usual, and days after it."""
FIGURES = ("net_new_households", "talk", "party_acts")
WRITTEN = ("post", "comment", "reply")

Spans = tuple[tuple[str, date, date, bool], ...]
"""The days before, during and after: key, first and last day, whether they are all there."""


def spans(starts: date, ends: date | None, on: date) -> Spans:
    """The days around a campaign as of a day; `after` is missing while it is held."""
    before = ("before", starts - AROUND * DAY, starts - DAY, True)
    held = ("during", starts, min(ends or on, on), ends is None or ends >= starts)
    if ends is None or ends >= on or ends < starts:
        return before, held
    return before, held, ("after", ends + DAY, ends + AROUND * DAY, ends + AROUND * DAY <= on)


def reach(those: Spans) -> tuple[date, date]:
    """The first and the last of all days."""
    return those[0][1], those[-1][2]


def stocks(those: Spans) -> Select:
    """Bound households of the committees on the eves and last days of the spans: committee, day, households."""
    day = registration_day.c
    days = {edge for _, first, last, _ in those for edge in (first - DAY, last)}
    chosen = select(day.area_code.label("committee"), day.day, day.households)
    return chosen.where(day.day.in_(sorted(days)), day.area_code != TOWN).order_by(day.area_code, day.day)


def talk(those: Spans) -> Select:
    """Residents' posts, comments and replies of each committee in the spans: committee, and a column for each."""
    return _summed(talk_day, those, talk_day.c.kind.in_(WRITTEN))


def acts(those: Spans) -> Select:
    """Acts of each committee's identity-shown members in the spans, as `talk`."""
    return _summed(act_day, those)


def _summed(table: Table, those: Spans, *conditions: ColumnElement) -> Select:
    row, (first, last) = table.c, reach(those)
    sums = [
        func.sum(case((row.day.between(begin, end), row.acts), else_=0)).label(key)
        for key, begin, end, _ in those
    ]
    chosen = select(row.area_code.label("committee"), *sums)
    return chosen.where(and_(row.area_code != TOWN, row.day.between(first, last), *conditions)).group_by(
        row.area_code
    )


def moved(
    stocks: pd.DataFrame,
    talk: pd.DataFrame,
    acts: pd.DataFrame,
    places: pd.DataFrame,
    others: pd.DataFrame,
    those: Spans,
) -> pd.DataFrame:
    """What it moved, a row for each of FIGURES and each span but the first.

    figure, span, days, before and whole (the committees' counts in the days before and in the span), expected, estimate, low
    and high (90 % interval), visible (the interval holds no 0); reason where nothing is estimated: town_wide (no committees
    of its own), overlapping (another campaign touches them), incomplete (the days are not all there), no_comparison (fewer
    than FEWEST committees to compare with) or not_kept (nothing of the kind is counted). `places`: held.places; `others`:
    held.others.
    """
    grown = _grown(stocks, those)
    keys = [key for key, *_ in those]
    written = [rows.set_index("committee")[keys].reindex(grown.index, fill_value=0) for rows in (talk, acts)]
    complete = grown.notna()
    mine = np.isin(grown.index, places["committee"])
    touched = np.isin(grown.index, others["committee"])
    found = []
    for figure, counts in zip(FIGURES, (grown, *written), strict=True):
        for key, first, last, whole in those[1:]:
            pair = counts[["before", key]].astype(float).where(complete[["before", key]])
            row = _estimated(pair.to_numpy(), mine, touched)
            reason = _reason(row["reason"], places, whole and not pair[mine].isna().any(axis=None))
            found.append(
                {"figure": figure, "span": key, "days": (last - first).days + 1} | row | {"reason": reason}
            )
    return _with_reasons(pd.DataFrame(found))


def _grown(stocks: pd.DataFrame, those: Spans) -> pd.DataFrame:
    """Net new households of each committee in the spans; missing where one of the days is."""
    table = stocks.pivot(index="committee", columns="day", values="households")
    edges = {key: (first - DAY, last) for key, first, last, _ in those}
    table = table.reindex(columns=sorted({day for pair in edges.values() for day in pair}))
    return pd.DataFrame({key: table[last] - table[eve] for key, (eve, last) in edges.items()})


def _estimated(pair: np.ndarray, mine: np.ndarray, touched: np.ndarray) -> dict:
    before, during = pair[:, :1], pair[:, 1:]
    compared, earlier, later, dispersion = comparison(before, during, (~mine & ~touched)[:, None])
    own, whole = (float(np.nansum(side[mine])) for side in (before, during))
    usual = np.array([max(own, 0.0)])
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = usual * later / earlier
        least, most = by_chance(usual, earlier, later, dispersion, student(compared - 1))
    low, high = float(whole - most[0]), float(whole - least[0])
    reasons = {
        "not_kept": not np.nansum(np.abs(pair)),
        "no_comparison": bool(compared[0] < FEWEST or earlier[0] == 0),
        "overlapping": bool((mine & touched).any()),
    }
    return {
        "before": own,
        "whole": whole,
        "expected": float(expected[0]),
        "estimate": float(whole - expected[0]),
        "low": low,
        "high": high,
        "reason": next((name for name, holds in reasons.items() if holds), None),
    }


def _reason(found: str | None, places: pd.DataFrame, complete: bool) -> str | None:
    if places.empty:
        return "town_wide"
    return "incomplete" if not complete else found


def _with_reasons(rows: pd.DataFrame) -> pd.DataFrame:
    figures: Iterable[str] = ("expected", "estimate", "low", "high")
    rows = rows.assign(visible=(rows["low"] > 0) | (rows["high"] < 0))
    unestimated = rows["reason"].notna()
    rows.loc[unestimated, "visible"] = False
    return rows.assign(**{name: rows[name].mask(unestimated) for name in figures})
