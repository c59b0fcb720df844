"""Party members in the store: who shows the identity, who takes part, what the town gets from it."""

from collections.abc import Iterable

import numpy as np
from sqlalchemy import ColumnElement, Connection, select, union_all

from data_access import store
from data_access.clock import DAY
from data_access.refresh import acts, appreciation, participation
from data_access.refresh.areas import ALWAYS, Areas
from data_access.refresh.homes import Homes
from data_access.refresh.member_acts import MemberActs
from data_access.refresh.participation import NEVER, Participation
from data_access.refresh.stocks import Period, identity_shown
from data_access.refresh.writing import replace
from data_access.store import TOWN


def count_days(source: Connection, target: Connection, homes: Homes, did: MemberActs, period: Period) -> int:
    """Counts the period's members again, for committees, the town and the branches, and what they did."""
    levels = {level: identity_shown(homes, level) for level in ("committee", "town", "branch")}
    showing = period.changes(
        source, union_all(*(period.of_movers(homes, level) for level in levels.values()))
    )
    inside = [identity_shown(homes, level, with_branch=True) for level in ("committee", "town")]
    with_branch = period.changes(source, union_all(*(period.of_movers(homes, level) for level in inside)))
    done = participation.of_members(source, union_all(*levels.values()), did, period)
    sums, changed = acts.count(source, target, union_all(levels["committee"], levels["town"]), did, period)
    got = *appreciation.positive_posts(source, period), appreciation.praise(source, period)
    table = store.party_day
    rows = _area_rows(target, homes.areas, (showing, with_branch), done, got, sums, period)
    changed += replace(target, table, rows, table.c.day.between(period.first, period.last))
    table = store.branch_day
    of_branches = _branch_rows(target, homes.areas, showing, done, period)
    return changed + replace(target, table, of_branches, table.c.day.between(period.first, period.last))


def _area_rows(
    target: Connection, areas: Areas, stocks: tuple, done: dict, got: tuple, sums: dict, period: Period
) -> list:
    day_row = store.party_day.c
    before = [
        _eve(target, period, column, day_row.area_code)
        for column in (day_row.identity_shown, day_row.with_branch)
    ]
    nobody, nothing = np.zeros(len(period.days), dtype=np.int64), Participation.none(len(period.days))
    whole = [nobody.copy() for _ in got]  # what a committee gets while it is valid, the town gets
    rows = []
    for code in (*areas.committees, TOWN):
        valid = areas.committees.get(code, ALWAYS)
        did = done.get((code, code), nothing)
        changes = [stock.get((code, code), nobody) for stock in stocks]
        received = whole if code == TOWN else [counts.get(code, nobody) for counts in got]
        for n, day in enumerate(period.days):
            if not valid.holds(day):
                continue
            members = [
                earlier.get((code,), 0) + int(change[n])
                for earlier, change in zip(before, changes, strict=True)
            ]
            things = [int(counts[n]) for counts in received]
            took_part = int(did.active[n]), int(did.talk[n])
            rows.append((day, code, *members, *took_part, *things, sums.get((code, day), 0)))
            if code != TOWN:
                for counts, thing in zip(whole, things, strict=True):
                    counts[n] += thing
    return rows


def _branch_rows(
    target: Connection, areas: Areas, showing: dict, done: dict, period: Period
) -> Iterable[tuple]:
    day_row = store.branch_day.c
    before = _eve(target, period, day_row.identity_shown, day_row.committee_code, day_row.branch_code)
    nobody, nothing = np.zeros(len(period.days), dtype=np.int64), Participation.none(len(period.days))
    for branch, timeline in areas.branch_homes().items():
        for code, valid in timeline:
            change, did = showing.get((code, branch), nobody), done.get((code, branch), nothing)
            for n, day in enumerate(period.days):
                if valid.holds(day):
                    last = None if did.last[n] == NEVER else period.first + int(did.last[n]) * DAY
                    yield day, branch, code, before.get((code, branch), 0) + int(change[n]), last


def _eve(target: Connection, period: Period, count: ColumnElement, *key: ColumnElement) -> dict[tuple, int]:
    """A stock at the end of the day before the period."""
    if period.whole:
        return {}
    rows = target.execute(select(count, *key).where(count.table.c.day == period.eve))
    return {tuple(where): stock for stock, *where in rows}
