"""Registered residents with an act in the last days, as far as it may be said of small groups, and what they wrote."""

from datetime import date
from typing import Protocol

import pandas as pd
from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select

from data_access.clock import DAY
from data_access.metrics import RESIDENTS_ACTIVE, ranking
from data_access.metrics.suppression import HIDDEN, covers
from data_access.rows import Maybe
from data_access.settings import Minimums
from data_access.store import TOWN, board, committee, registration_day, resident_day, talk_day

DAYS = 30
COMMENTS = ("comment", "reply")
UNKNOWN = "?"
"""The board of what was written on boards that the town has not registered."""
_ALL = ""


class Active(Protocol):
    """A committee: `active_30` of its `registered` residents had an act in 30 days (missing where that would tell of few;
    `cover` then says how it is covered), the share and its place, and why it has none."""

    committee: str
    name: Maybe[str]
    registered: int
    active_30: Maybe[float]
    cover: Maybe[str]
    value: Maybe[float]
    place: Maybe[int]
    quarter: Maybe[int]
    reason: Maybe[str]


class Board(Protocol):
    """A board: its residents with an act on it in 7 and 30 days (missing as in Active), and of 30 days the posts, the
    comments and replies, and all acts. `name`: missing where the town has not registered it."""

    board: str
    name: Maybe[str]
    active_7: Maybe[float]
    active_30: Maybe[float]
    cover: Maybe[str]
    posts_30: int
    comments_30: int
    acts_30: int


def town(on: date) -> Select:
    """The town's residents: registered, active_7, active_30, recorded (1 where any act of theirs is on record by the day)."""
    earlier = resident_day.alias().c
    acted = exists().where(earlier.area_code == TOWN, earlier.board_code == _ALL, earlier.day <= on)
    active = resident_day.c
    counts = func.coalesce(active.active_7, 0), func.coalesce(active.active_30, 0)
    return _beside(
        registration_day.c.registered,
        counts[0].label("active_7"),
        counts[1].label("active_30"),
        case((acted, 1), else_=0).label("recorded"),
    ).where(registration_day.c.day == on, registration_day.c.area_code == TOWN)


def on_day(on: date) -> Select:
    """The committees and the town (its code is TOWN): committee, name, registered, active_30."""
    day = registration_day.c
    active = func.coalesce(resident_day.c.active_30, 0).label("active_30")
    rows = _beside(day.area_code.label("committee"), committee.c.name, day.registered, active)
    return (
        rows.outerjoin(committee, committee.c.code == day.area_code)
        .where(day.day == on)
        .order_by(day.area_code)
    )


def _beside(*columns: ColumnElement) -> Select:
    """Registered residents of an area and, where there are any, those who act."""
    day, active = registration_day.c, resident_day.c
    same = and_(active.day == day.day, active.area_code == day.area_code, active.board_code == _ALL)
    return select(*columns).select_from(registration_day.outerjoin(resident_day, same))


def acting(on: date) -> Select:
    """Active residents of each board and area: committee, board, active_7, active_30."""
    active = resident_day.c
    return select(
        active.area_code.label("committee"),
        active.board_code.label("board"),
        active.active_7,
        active.active_30,
    ).where(active.day == on, active.board_code != _ALL)


def talk(on: date, code: str | None) -> Select:
    """What was written in 30 days with a committee (None: in the town), by registered board and for the rest, without a
    name: board, name, kind, acts."""
    act = talk_day.c
    return (
        select(act.board_code.label("board"), board.c.name, act.kind, func.sum(act.acts).label("acts"))
        .select_from(talk_day.outerjoin(board, board.c.code == act.board_code))
        .where(act.area_code == (code or TOWN), act.day.between(on - (DAYS - 1) * DAY, on))
        .group_by(act.board_code, board.c.name, act.kind)
    )


def standings(areas: pd.DataFrame, minimums: Minimums) -> pd.DataFrame:
    """The committees of a day as rows of `Active`, the highest share first. `areas`: on_day."""
    rows = areas[areas["committee"] != TOWN].reset_index(drop=True)
    whole = areas.loc[areas["committee"] == TOWN, "active_30"].sum()
    cover = _cover(rows["active_30"], int(whole), rows["registered"], minimums)
    covered = rows.assign(cover=cover, active_30=rows["active_30"].astype("Float64").mask(cover.notna()))
    ranked = ranking.ranked(covered, RESIDENTS_ACTIVE, ranking.least(RESIDENTS_ACTIVE, minimums))
    reason = ranked["reason"].mask(
        ranked["cover"].notna() & (ranked["reason"] != "small_sample"), "protected"
    )
    return ranked.assign(reason=reason, quarter=ranking.quartile(ranked)).reset_index(drop=True)


def boards(
    active: pd.DataFrame, talk: pd.DataFrame, places: pd.DataFrame, code: str | None, minimums: Minimums
) -> pd.DataFrame:
    """The boards as rows of `Board`, those with the most acts first. `active`: acting; `talk`: talk of the committee or the
    town; `places`: standings."""
    unknown = talk["name"].isna() & (talk["board"] != "")
    talk = talk.assign(board=talk["board"].mask(unknown, UNKNOWN))
    active = active[active["board"].isin(talk["board"])]
    kinds = talk.pivot_table(index="board", columns="kind", values="acts", aggfunc="sum", fill_value=0)
    comments = kinds.reindex(columns=list(COMMENTS), fill_value=0).sum(axis=1)
    posts = kinds.reindex(columns=["post"], fill_value=0)["post"]
    written = pd.DataFrame({"posts_30": posts, "comments_30": comments, "acts_30": kinds.sum(axis=1)})
    persons = _of_town(active) if code is None else _of_committee(active, places, code, minimums)
    found = persons.join(written, how="outer").reset_index(names="board")
    found[[*written]] = found[[*written]].fillna(0).astype("int64")
    found = found.assign(name=found["board"].map(dict(zip(talk["board"], talk["name"], strict=True))))
    return found.sort_values(["acts_30", "board"], ascending=[False, True], ignore_index=True)


def _of_town(active: pd.DataFrame) -> pd.DataFrame:
    rows = active[active["committee"] == TOWN].set_index("board")
    return rows[["active_7", "active_30"]].astype("Float64").assign(cover=None)


def _of_committee(active: pd.DataFrame, places: pd.DataFrame, code: str, minimums: Minimums) -> pd.DataFrame:
    """A committee's boards, each covered among those of all committees, whose sum the town shows; and all of them where a
    board is covered and the committee's own number is covered too, or more than the shown boards can hold, which would
    tell how many the covered one has at least."""
    rows = active[active["committee"] == code].set_index("board")
    whole = places.loc[places["committee"] == code, "active_30"]
    cover = pd.Series(
        {name: _among(active, places, name, code, minimums) for name in rows.index}, dtype="object"
    )
    visible = rows["active_30"][cover.reindex(rows.index).isna()].sum()
    if cover.notna().any() and (whole.isna().any() or int(whole.sum()) > visible):
        cover = cover.fillna(HIDDEN)
    counts = rows["active_30"].astype("Float64").mask(cover.reindex(rows.index).notna())
    return pd.DataFrame({"active_7": counts.mask(counts.notna()), "active_30": counts, "cover": cover})


def _among(
    active: pd.DataFrame, places: pd.DataFrame, board_code: str, code: str, minimums: Minimums
) -> str | None:
    """How a committee's residents on a board are covered among those of all committees."""
    counts = active[active["board"] == board_code].set_index("committee")["active_30"]
    ordered = places.sort_values("committee", ignore_index=True)
    of_each = counts.reindex(ordered["committee"], fill_value=0).reset_index(drop=True)
    cover = _cover(of_each, int(counts.get(TOWN, 0)), ordered["registered"], minimums)
    return cover[ordered.index[ordered["committee"] == code][0]]


def _cover(counts: pd.Series, whole: int, registered: pd.Series, minimums: Minimums) -> pd.Series:
    """How each count of active residents is covered, the town's being known, and how many are registered."""
    bases = [max(int(base), int(count)) for base, count in zip(registered, counts, strict=True)]
    signs = covers([int(n) for n in counts], True, minimums.small_group, bases, whole)
    return pd.Series(signs, index=counts.index, dtype="object")
