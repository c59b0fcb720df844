"""What identity-shown members do: by day and kind, by board, by committee and by the hour."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Select, func, or_, select

from data_access.clock import DAY
from data_access.store import TOWN, act_day, act_hour, board, outreach_event, party_day

KINDS = ("post", "comment", "reply", "vote", "sign_up", "visit")
MONTH, WEEKS, TREND = 30, 4, 90
"""Days of the calendar and of the boards, weeks of the hours, days of the trend."""
UNKNOWN = "?"
"""The board of acts on a board that the town has not registered."""


def trend(on: date) -> tuple[date, date]:
    """The first and the last day of the trend."""
    return on - (TREND - 1) * DAY, on


def by_kind(committee: str | None, on: date) -> Select:
    """Acts of a committee's members (None: of the town's) over the trend's days: day, kind, acts."""
    act = act_day.c
    return (
        select(act.day, act.kind, func.sum(act.acts).label("acts"))
        .where(act.area_code == (committee or TOWN), act.day.between(*trend(on)))
        .group_by(act.day, act.kind)
        .order_by(act.day)
    )


def by_board(committee: str | None, on: date) -> Select:
    """The same of the last 30 days by board (code, empty for none) and kind: board, name, kind, acts."""
    act = act_day.c
    return (
        select(act.board_code.label("board"), board.c.name, act.kind, func.sum(act.acts).label("acts"))
        .select_from(act_day.outerjoin(board, board.c.code == act.board_code))
        .where(act.area_code == (committee or TOWN), act.day.between(on - (MONTH - 1) * DAY, on))
        .group_by(act.board_code, board.c.name, act.kind)
    )


def calendar(on: date) -> Select:
    """Acts of each committee's members on each of the last 30 days: day, committee, acts."""
    day = party_day.c
    return (
        select(day.day, day.area_code.label("committee"), day.acts)
        .where(day.day.between(on - (MONTH - 1) * DAY, on), day.area_code != TOWN)
        .order_by(day.day, day.area_code)
    )


def hours(on: date) -> Select:
    """Acts of the town's members in the last four weeks: day, hour, acts."""
    act = act_hour.c
    return (
        select(act.day, act.hour, act.acts)
        .where(act.day.between(on - (7 * WEEKS - 1) * DAY, on))
        .order_by(act.day, act.hour)
    )


def campaigns(on: date, committee: str | None = None) -> Select:
    """Theme days and training of the whole town, and of a committee, over the trend's days: held_on, kind, title."""
    event = outreach_event.c
    whose = event.committee_code.is_(None)
    return (
        select(event.held_on, event.kind, event.title)
        .where(
            event.kind.in_(("campaign", "training")),
            event.held_on.between(*trend(on)),
            or_(whose, event.committee_code == committee) if committee else whose,
        )
        .order_by(event.held_on, event.id)
    )


@dataclass(frozen=True)
class Acts:
    """What members did lately: `per_kind`, `per_board` and `campaigns`."""

    kinds: pd.DataFrame
    boards: pd.DataFrame
    campaigns: pd.DataFrame


@dataclass(frozen=True)
class ActsOfTown(Acts):
    """The same of the town's, with party.history, `weekdays` and `by_day`."""

    days: pd.DataFrame
    hours: pd.DataFrame
    calendar: pd.DataFrame


def of_committee(kinds: pd.DataFrame, boards: pd.DataFrame, campaigns: pd.DataFrame) -> Acts:
    """What a committee's members did. `kinds`: by_kind; `boards`: by_board; `campaigns`: campaigns."""
    return Acts(per_kind(kinds), per_board(boards), campaigns)


def of_town(
    acts: Acts, days: pd.DataFrame, times: pd.DataFrame, dates: pd.DataFrame, members: pd.DataFrame
) -> ActsOfTown:
    """What the town's members did. `acts`: as of a committee; `days`: party.history; `times`: hours; `dates`: calendar;
    `members`: party.suppressed."""
    return ActsOfTown(acts.kinds, acts.boards, acts.campaigns, days, weekdays(times), by_day(dates, members))


def per_kind(acts: pd.DataFrame) -> pd.DataFrame:
    """`by_kind` as a row for each day and a column for each of KINDS that there is."""
    table = acts.pivot_table(index="day", columns="kind", values="acts", aggfunc="sum", fill_value=0)
    return table.reindex(columns=[kind for kind in KINDS if kind in table.columns])


def weekdays(hours: pd.DataFrame) -> pd.DataFrame:
    """`hours` summed up: a row for each weekday (0 is Monday), a column for each hour, acts."""
    if hours.empty:
        return pd.DataFrame(columns=range(24))
    table = hours.assign(weekday=[day.weekday() for day in hours["day"]]).pivot_table(
        index="weekday", columns="hour", values="acts", aggfunc="sum", fill_value=0
    )
    return table.reindex(index=range(7), columns=range(24), fill_value=0)


def by_day(acts: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """`calendar` as a row for each committee, in code order, and a column for each day (missing where it was not there);
    without those whose members are covered in party.suppressed."""
    table = acts.pivot(index="committee", columns="day", values="acts")
    uncovered = members.loc[members["cover"].isna(), "committee"]
    return table.reindex([code for code in sorted(uncovered) if code in table.index])


def per_board(acts: pd.DataFrame) -> pd.DataFrame:
    """`by_board` as a row for each board with the most first: board (empty: none; UNKNOWN: all that are not registered), name, a column for each of KINDS, acts."""
    if acts.empty:
        return pd.DataFrame(columns=["board", "name", *KINDS, "acts"])
    board = acts["board"].where(acts["name"].notna() | (acts["board"] == ""), UNKNOWN)
    names = dict(zip(board, acts["name"], strict=True))
    table = acts.assign(board=board).pivot_table(
        index="board", columns="kind", values="acts", aggfunc="sum", fill_value=0
    )
    table = table.reindex(columns=KINDS, fill_value=0)
    table = table.assign(acts=table.sum(axis=1)).sort_values("acts", ascending=False).reset_index()
    return table.assign(name=table["board"].map(names))
