"""Outreach events, and how many households each of them brought beyond what was to be expected.

In the 7 days before an event, its committee bound x households and the comparison committees (those no
event touched) X together; in the 3 days from the event on, they bound Y. So x · Y ÷ X were to be
expected, and the rest of what came is the event's. How far chance reaches is read from the comparison
committees: how much further they scatter around Y ÷ X than pure chance would (quasi-Poisson). Measured
in docs/decisions.md; nothing is drawn at random.
"""

from datetime import date, timedelta

import numpy as np
import pandas as pd
from sqlalchemy import Select, select

from data_access.metrics.chance import FEWEST, by_chance, comparison, student
from data_access.registration import counts
from data_access.store import committee, outreach_event

BEFORE, AFTER = 7, 3
"""Days before an event that tell what is usual; days from it on in which it may bring households."""


def events(on: date, since: date | None = None) -> Select:
    """The events held by the day (and not before `since`), latest first: event, committee and name (missing: the whole town's, or
    unknown), kind, title, held_on, staff (persons, missing where unknown)."""
    event = outreach_event.c
    return (
        select(
            event.id.label("event"),
            event.committee_code.label("committee"),
            committee.c.name,
            event.kind,
            event.title,
            event.held_on,
            event.staff,
        )
        .select_from(outreach_event.outerjoin(committee, committee.c.code == event.committee_code))
        .where(event.held_on <= on, event.held_on >= (since or date.min))
        .order_by(event.held_on.desc(), event.id)
    )


def household_flows(first: date, last: date) -> Select:
    """What flows are told by: day, committee, households (bound at its end), from the day before the first,
    whose stock the first day's flow needs. An event asks for the BEFORE days before it."""
    return counts.households(first - timedelta(days=1), last)


def flows_around(first: date, on: date) -> Select:
    """The flows that the events held from the first day to `on` are told by."""
    return household_flows(first - timedelta(days=BEFORE), on)


def uplift(events: pd.DataFrame, flows: pd.DataFrame, on: date) -> pd.DataFrame:
    """The events with what each brought, from the two queries' frames, of which nothing after `on` is used.

    Adds before and during (the committee's net new households in the two windows), compared (committees
    compared with), expected, estimate, low and high (90 % interval), visible (the interval holds no 0), in
    households; reason, where nothing is estimated: not_kept (the town keeps no households), town_wide, overlapping
    (another event of the committee in the windows), incomplete (the windows are not all there, or start before its first
    household) or no_comparison (fewer than FEWEST comparison committees).
    """
    days = sorted(set(events["held_on"]))
    committees, before, during = _windows(flows[flows["day"] <= on], days)
    place = committees.get_indexer(events["committee"])
    day = pd.Index(days).get_indexer(events["held_on"])
    touched = _touched(events["held_on"], place, days, len(before))
    own = before[place, day].clip(min=0), during[place, day]
    compared, earlier, later, dispersion = (
        figure[day] for figure in comparison(before, during, touched == 0)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = own[0] * later / earlier
        least, most = by_chance(own[0], earlier, later, dispersion, student(compared - 1))
    reasons = {
        "no_comparison": (compared < FEWEST) | (earlier == 0),
        "incomplete": np.isnan(own[0] + own[1]),
        "overlapping": touched[place, day] > 1,
        "town_wide": events["committee"].isna(),
        "not_kept": np.full(len(events), len(flows) > 0 and flows["households"].isna().all()),
    }
    figures = {
        "expected": expected,
        "estimate": own[1] - expected,
        "low": own[1] - most,
        "high": own[1] - least,
    }
    return _with_figures(
        events.assign(before=before[place, day], during=own[1], compared=compared), figures, reasons
    )


def pooled(uplifts: pd.DataFrame) -> pd.DataFrame:
    """What an event of a kind brings on average: kind, events (estimated ones), mean, low and high (90 %
    interval of the kind's mean, by Student's t over its events; missing under FEWEST), visible."""
    estimated = uplifts[uplifts["reason"].isna()]
    found = estimated.groupby("kind")["estimate"].agg(events="count", mean="mean", spread="std").reset_index()
    enough = found["events"] >= FEWEST
    half = student(found["events"].clip(lower=FEWEST) - 1) * found["spread"] / found["events"] ** 0.5
    low, high = ((found["mean"] + sign * half).where(enough) for sign in (-1, 1))
    return found.drop(columns="spread").assign(low=low, high=high, visible=(low > 0) | (high < 0))


def _windows(flows: pd.DataFrame, days: list[date]) -> tuple[pd.Index, np.ndarray, np.ndarray]:
    """The committees, and their net new households before and during an event on each of the days (rows
    committees, a last one of nobody; missing where incomplete)."""
    stocks = flows.pivot(index="committee", columns="day", values="households")

    def at(shift: int) -> np.ndarray:
        return stocks.reindex(columns=[day + timedelta(days=shift) for day in days]).to_numpy(float)

    start, eve, end = at(-BEFORE - 1), at(-1), at(AFTER - 1)
    nobody = np.full((1, len(days)), np.nan)
    before = np.where(start > 0, eve - start, np.nan)
    return stocks.index, np.vstack([before, nobody]), np.vstack([end - eve, nobody])


def _touched(held_on: pd.Series, place: np.ndarray, days: list[date], rows: int) -> np.ndarray:
    """How many events of each committee have days in the two windows of each of the days."""
    held, on = (np.array([day.toordinal() for day in those]) for those in (held_on, days))
    since = on[None, :] - held[:, None]
    placed = place >= 0
    count = np.zeros((rows, len(days)), dtype=int)
    np.add.at(count, place[placed], ((since > -AFTER) & (since < BEFORE + AFTER))[placed])
    return count


def _with_figures(events: pd.DataFrame, figures: dict, reasons: dict) -> pd.DataFrame:
    """The events with the figures where there is no reason against them; the last reason that holds is told."""
    reason = pd.Series(None, index=events.index, dtype="object")
    for name, holds in reasons.items():
        reason[holds] = name
    estimated = reason.isna()
    found = events.assign(**figures, reason=reason)
    found[list(figures)] = found[list(figures)].where(estimated)
    return found.assign(visible=(found["low"] > 0) | (found["high"] < 0))
