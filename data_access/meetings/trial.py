"""The demonstration's meetings: two past ones with decisions in every state, about its own cases, works, topics and committees, as
its office would have kept them."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, insert, select, update

from data_access import cases, meetings, registration, topics, works
from data_access.access import trial
from data_access.access.rights import OPEN
from data_access.clock import DAY, SHANGHAI, end_of
from data_access.made import worked_out
from data_access.meetings import agenda, minutes
from data_access.records import decision, decision_step, meeting
from data_access.settings import Settings
from data_access.state import State
from data_access.store import case_file, project_stage

Rows = Callable[[Select], pd.DataFrame]
Steps = tuple[tuple[int, str, str | None], ...]
_TRIED = {unit for rights in trial.ACCOUNTS.values() for unit in (*rights.committees, *rights.departments)}
"""The units for which the demonstration's accounts stand: they have something to do."""
_DONE = "已全部落实，情况报社区办。"
_HALF = "已入户两栋，其余下周完成。"
_AGAIN = "还有楼栋没有走到，请走完后再报。"
_MEETINGS = (17, 7)
"""How many days before the last day each was held: on the working day before, where that is none."""


@dataclass(frozen=True)
class Planned:
    """A meeting that is to be kept, with its decisions and their steps; rows are those of records."""

    row: dict[str, Any]
    decisions: tuple[dict[str, Any], ...]
    steps: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class _Thing:
    """What a decision is about, and whose it is."""

    about: str
    thing: str
    title: str
    unit_kind: str
    unit: str
    stage: str | None = None


def keep(connection: Connection, rows: Rows, town: State, settings: Settings) -> None:
    """Keeps the meetings of a demonstration, as far as it has what they are about, in the transaction in which its records begin.
    `rows`: how queries of its store and of these records are read."""
    before = None
    for back, decide in zip(_MEETINGS, (_first, _second), strict=True):
        one = _planned(rows, town.last_day, back, decide, settings)
        for table, kept in ((meeting, (one.row,)), (decision, one.decisions), (decision_step, one.steps)):
            if kept:
                connection.execute(insert(table), [*kept])
        day = one.row["day"]
        since, keys = meetings.compared(before, day), agenda.kept(town)
        draft = worked_out(meetings.drafted(f"{day}", day, since, day, settings, keys), rows)
        final = update(meeting).where(meeting.c.id == one.row["id"]).values(minutes=minutes.written(draft))
        connection.execute(final)
        before = day


def _planned(
    rows: Rows, last: date, back: int, decide: Callable[..., Iterator[tuple]], settings: Settings
) -> Planned:
    day, meeting_id = _workday(last - timedelta(days=back)), secrets.token_hex(16)
    decided = [*decide(rows, day, last, settings)]
    own = [_decision(meeting_id, number, day, *one) for number, one in enumerate(decided, 1)]
    steps = [step for row, one in zip(own, decided, strict=True) for step in _steps(row["id"], day, one[3])]
    row = {"id": meeting_id, "day": day, "number": 1, "edition": 3 + len(steps)} | {
        f"{what}_at": datetime.combine(at, time(hour), SHANGHAI)
        for what, at, hour in (("called", day - 3 * DAY, 15), ("opened", day, 14), ("closed", day, 16))
    }
    return Planned(row, tuple(own), tuple(steps))


def _first(rows: Rows, day: date, last: date, settings: Settings) -> Iterator[tuple]:
    """What the first decided: about a case that was closed since, a work that has entered a stage since, a committee that was
    closed by the office, and one that is late."""
    if case := _case(rows, day, settings, closed_by=last):
        yield case, "请主办部门三天内到现场办理，并答复居民。", 5, ()
    if work := _work(rows, day, last):
        yield work, "抓紧推进，按期进入下一阶段。", 10, ()
    first, second, *_ = _committees(rows, day, settings)
    yield (
        first,
        "本周内走访未注册的楼栋，书记带队。",
        7,
        ((5, "reported", _DONE), (6, "closed", "已抽查两栋，属实。")),
    )
    yield second, "与物业商定晚间停车方案，报社区办。", 10, ()


def _second(rows: Rows, day: date, last: date, settings: Settings) -> Iterator[tuple]:
    """What the second decided: one that was reported, one that was sent back, one under way, one withdrawn."""
    *_, other, fourth = _committees(rows, day, settings)
    third = next((one for one in _committees(rows, day, settings) if one.unit in _TRIED), other)
    if topic := _topic(rows, day, settings):
        yield topic, "汇总居民意见，拿出处理办法，在社区通上统一答复。", 10, ()
    yield third, "逐户联系还没有注册的家庭，周报进度。", 9, ((3, "reported", _HALF), (4, "returned", _AGAIN))
    yield fourth, "公布两项待答复意见的处理结果。", 6, ((5, "reported", _DONE),)
    if case := _case(rows, day, settings, closed_by=None):
        yield case, "一周内办结，办理结果回访居民。", 10, ()
    yield fourth, "增设一处便民服务点。", 12, ((2, "withdrawn", "与已有服务点重复，撤回。"),)


def _case(rows: Rows, day: date, settings: Settings, closed_by: date | None) -> _Thing | None:
    """A case that is late on the day, which was closed by another, or still is open."""
    listed = worked_out(cases.listed(day, settings, OPEN, days=0), rows)
    late = listed[(listed["light"] == "red") & listed["department"].notna()]
    row = case_file.c
    moments = rows(select(row.id, row.closed_at).where(row.id.in_([*late["case"]])))
    closed = {one.id for one in moments.itertuples() if pd.notna(one.closed_at)}
    if closed_by:
        closed = {
            one.id for one in moments.itertuples() if one.id in closed and one.closed_at < end_of(closed_by)
        }
    fitting = late[late["case"].isin(closed) == (closed_by is not None)]
    for one in sorted(fitting.itertuples(), key=lambda one: one.department not in _TRIED):
        return _Thing("case", one.case, one.title, "department", one.department)
    return None


def _work(rows: Rows, day: date, last: date) -> _Thing | None:
    """A work that has entered a stage between the days."""
    row = project_stage.c
    between = row.entered_on > day, row.entered_on <= last
    entered = rows(select(row.project_id, row.stage).where(*between).order_by(row.entered_on))
    standing = worked_out(works.standing(day), rows)
    for one in entered.itertuples():
        for own in standing[standing["project"] == one.project_id].itertuples():
            return _Thing("project", own.project, own.title, "committee", own.committee, one.stage)
    return None


def _topic(rows: Rows, day: date, settings: Settings) -> _Thing | None:
    """The most talked about topic that a department answers for."""
    whose = {topic.key: topic.department for topic in settings.topics_of(True) if topic.department}
    heat = worked_out(topics.heat(day, settings), rows)
    for one in heat[heat["topic"].isin(whose)].itertuples():
        return _Thing("topic", one.topic, one.name, "department", whose[one.topic])
    return None


def _committees(rows: Rows, day: date, settings: Settings) -> list[_Thing]:
    """The committees, those with the least coverage first."""
    standings = worked_out(registration.standings(day, settings), rows)
    ordered = standings.sort_values(["value", "committee"], na_position="last")
    return [
        _Thing("committee", one.committee, one.name, "committee", one.committee)
        for one in ordered.itertuples()
    ]


def _decision(
    meeting_id: str, number: int, day: date, thing: _Thing, what: str, days: int, steps: Steps
) -> dict[str, Any]:
    row = {"id": secrets.token_hex(16), "meeting": meeting_id, "number": number, "what": what}
    fate = {"due_on": day + timedelta(days=days), "is_sensitive": False, "edition": 1 + len(steps)}
    return row | vars(thing) | fate


def _steps(decision_id: str, day: date, steps: Steps) -> Iterator[dict[str, Any]]:
    made: Steps = ((0, "made", None), *steps)
    for number, (later, kind, words) in enumerate(made, 1):
        at = datetime.combine(day + timedelta(days=later), time(14 + number), SHANGHAI)
        role = "secretary" if kind == "reported" else "office"
        row = {"decision": decision_id, "number": number, "kind": kind, "at": at}
        yield row | {"account": None, "role": role, "words": words}


def _workday(day: date) -> date:
    """The day, or where it is one of a weekend the Friday before."""
    return day - max(0, day.weekday() - 4) * DAY
