"""The sections of a bulletin, each from the same queries as the page that shows its figures."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from data_access import assignments, sensitive
from data_access.bulletins.content import Named, Number, Section
from data_access.cases.sums import Figures
from data_access.concerns.answers import Answered
from data_access.meetings.decisions import counts
from data_access.metrics import COVERAGE, Parts, percent
from data_access.registration import progress
from data_access.rows import or_none
from data_access.settings import Settings
from data_access.supervision.slips import Counts
from data_access.works import consultation, stages

SHOWN = 3
"""So many committees or works a list names."""
ANSWER_DAYS = {"daily": 30, "weekly": 7, "monthly": 30}
"""By kind, of how many days the answers are: windows in which the store keeps them."""


PRAISE = "praise"
WELL = {
    "works_done": "works",
    "closed_in_time": "cases",
    "growing": "registration",
    "registered": "registration",
}
"""By figure of what went well: the section that it is of."""


def registration(
    town: pd.DataFrame,
    standings: pd.DataFrame,
    improvement: Parts | None,
    on: date,
    since: date,
    settings: Settings,
) -> Section:
    """How many have registered and how many households are bound, and who leads where rankings are shown in full. `town`:
    registration.town of both days; `standings`: progress.standings, compared with `since`."""
    total = COVERAGE.of_all(standings)
    measured = total.value is not None
    grown = (standings["net_new_households"] > 0).where(standings["net_new_households"].notna())
    figures = {
        "registered": _on(town, on),
        "net_new": progress.change(town, on, since),
        "households": int(total.part) if measured else None,
        "occupied_households": int(total.whole) if measured else None,
        "coverage_points": None if improvement is None else float(percent(float(improvement.whole))),
        "growing": int(grown.sum()) if grown.notna().any() else None,
        "stalled": int(standings["stalled"].sum()) if standings["watched"].any() else None,
    }
    return Section("registration", _counted(figures), _leaders(standings, settings))


def _on(town: pd.DataFrame, on: date) -> int | None:
    rows = town.loc[town["day"] == on, "registered"]
    return int(rows.iloc[0]) if len(rows) else None


def _leaders(standings: pd.DataFrame, settings: Settings) -> dict[str, tuple[Named, ...]]:
    if settings.rankings != "full":
        return {}
    leading = standings[standings["place"].notna() & (standings["value"] > 0)][:SHOWN]
    gained = standings[standings["net_new_households"] > 0]
    gained = gained.sort_values(["net_new_households", "committee"], ascending=[False, True])[:SHOWN]
    lists = {
        "leading": [
            Named(row.name, int(row.households), int(row.occupied_households)) for row in leading.itertuples()
        ],
        "gained": [Named(row.name, int(row.net_new_households)) for row in gained.itertuples()],
    }
    return {key: tuple(rows) for key, rows in lists.items() if rows}


def activity(active: pd.DataFrame, members: pd.DataFrame) -> Section:
    """How many take part. `active`: residents.town; `members`: party.town."""
    found: dict[str, Any] = {}
    if active["recorded"].any():
        found |= {"active_residents": active["active_30"].sum(), "active_of": active["registered"].sum()}
    if members["recorded"].any() and members["identity_shown"].sum():
        found |= {
            "party_active": members["active_30"].sum(),
            "identity_shown": members["identity_shown"].sum(),
        }
    return Section("activity", {key: int(value) for key, value in found.items()})


def answers(answered: Answered, days: int) -> Section:
    """How soon residents are answered. `answered`: concerns.town of so many days."""
    figures = {
        "answer_days": days,
        "answered_24h": answered.answered_24h,
        "concerns": answered.concerns,
        "unanswered": answered.unanswered,
        "unanswered_24h": answered.unanswered_24h,
    }
    return Section("answers", figures)


def cases(found: Figures) -> Section:
    """What became of cases. `found`: cases.figures of the bulletin's days."""
    figures = {
        "cases_received": found.received,
        "cases_closed": found.closed,
        "cases_open": found.open,
        "cases_overdue": found.overdue,
        "closed_in_time": found.on_time,
        "closings_due": found.closings_due,
    }
    return Section("cases", figures)


def works(standing: pd.DataFrame, on: date, since: date, settings: Settings) -> Section:
    """Which works are behind plan, and which were completed. `standing`: works.standing."""
    counts = stages.by_light(standing)
    late = consultation.behind(standing)
    done = pd.Series([_within(day, since, on) for day in standing["entered_completed"]], standing.index, bool)
    lists = {
        "latest": _named(late[late["days_late"].gt(0)], "days_late", settings),
        "done": _named(standing[done], None, settings),
    }
    figures = {"works": len(standing), "works_behind": len(late), "works_done": int(done.sum())}
    lights = {f"works_{light}": counts[light] for light in stages.BEHIND}
    return Section("works", figures | lights, {key: rows for key, rows in lists.items() if rows})


def supervision(counts: Counts) -> Section:
    """How slips stand. `counts`: supervision.counts."""
    names = "slips_open", "slips_red", "slips_to_check", "answered_in_time", "answers_due"
    return Section("supervision", {name: getattr(counts, name) for name in names})


def decisions(decided: pd.DataFrame, since: date, on: date) -> Section:
    """What became of what meetings decided, and of which units what is late; nothing before the first of them. `decided`:
    meetings.all_decided by the end of the day, whatever became of it later."""
    if decided.empty:
        return Section("decisions")
    counted = counts(decided)
    done = sum(_within(day, since, on) for day in decided["done_on"])
    figures = {"decisions_open": counted.open, "decisions_late": counted.late, "decisions_done": done}
    late = _late_units(assignments.public(decided))
    return Section("decisions", figures, {"late_units": late} if late else {})


def _late_units(decided: pd.DataFrame) -> tuple[Named, ...]:
    """Those with the most decisions that are late."""
    late = decided[decided["late"].astype(bool)]
    units = late.assign(name=late["unit_name"].fillna(late["unit"])).groupby(["unit", "name"]).size()
    most = units.reset_index(name="number").sort_values(["number", "unit"], ascending=[False, True])
    return tuple(Named(row.name, int(row.number)) for row in most[:SHOWN].itertuples())


def assembled(keys: tuple[str, ...], read: tuple[str, ...], *found: Section) -> tuple[Section, ...]:
    """The sections of the keys, in their order, of those that were read; among them what went well."""
    by_key = dict(zip(read, found, strict=True))
    return tuple(_praise(by_key) if key == PRAISE else by_key[key] for key in keys)


def _praise(others: dict[str, Section]) -> Section:
    """What went well: works that were completed, cases that were closed in time, committees that grew; whoever has registered
    in any case."""
    figures = {key: number for one in others.values() for key, number in one.figures.items()}
    done = others["works"].listed.get("done") if "works" in others else None
    own = {key: figures[key] for key in WELL if key in figures}
    return Section(PRAISE, own, {"done": done} if done else {})


def _within(day: Any, since: date, on: date) -> bool:
    entered = or_none(day)
    return entered is not None and since < entered <= on


def _named(works: pd.DataFrame, number: str | None, settings: Settings) -> tuple[Named, ...]:
    """The first of the works by their titles, without what is sensitive."""
    public = works[[not sensitive.is_named([title], settings) for title in works["title"]]]
    rows: Iterable[Any] = public[:SHOWN].itertuples()
    return tuple(Named(row.title, int(getattr(row, number)) if number else 0) for row in rows)


def _counted(figures: dict[str, Any]) -> dict[str, Number]:
    return {key: number for key, number in figures.items() if number is not None}
