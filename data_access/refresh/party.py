"""Party members in the store: who shows the identity, who takes part, what the town gets from it."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import numpy as np
from sqlalchemy import Connection, func, select, union_all

from data_access import store
from data_access.clock import DAY
from data_access.refresh import acts, appreciation, participation
from data_access.refresh.areas import Areas
from data_access.refresh.participation import NEVER, Participation
from data_access.refresh.stocks import Period, identity_shown
from data_access.refresh.writing import replace
from data_access.store import TOWN


def count_days(source: Connection, target: Connection, areas: Areas, period: Period) -> int:
    """Counts the period's members again, for committees, the town and the branches, and what they did."""
    levels = {level: identity_shown(level) for level in ("committee", "town", "branch")}
    shown = period.changes(source, union_all(*(period.of_movers(level) for level in levels.values())))
    done = participation.of_members(source, union_all(*levels.values()), period)
    homes = union_all(levels["committee"], levels["town"])
    sums, changed = acts.count(source, target, homes, period)
    got = appreciation.positive_posts(source, period), appreciation.praise(source, period)
    table = store.branch_day
    of_branches = list(_branch_rows(target, areas, shown, done, period))
    changed += replace(target, table, of_branches, table.c.day.between(period.first, period.last))
    with_branch = Counter()
    for day, _, code, count, _ in of_branches:
        with_branch[code, day] += count
        with_branch[TOWN, day] += count
    table = store.party_day
    rows = _area_rows(target, areas, shown, done, got, sums, with_branch, period)
    return changed + replace(target, table, rows, table.c.day.between(period.first, period.last))


def _area_rows(
    target, areas: Areas, shown: dict, done: dict, got: tuple, sums: dict, branches: Counter, period: Period
) -> list:
    before = _eve(target, store.party_day.c.area_code, period)
    nobody, nothing = np.zeros(len(period.days), dtype=np.int64), Participation.none(len(period.days))
    whole = [nobody.copy() for _ in got]  # what a committee gets while it is valid, the town gets
    rows = []
    for code in (*areas.committees, TOWN):
        begins, ends = areas.committees.get(code, (period.first, date.max))
        there, did = shown.get((code, code), nobody), done.get((code, code), nothing)
        received = whole if code == TOWN else [counts.get(code, nobody) for counts in got]
        for n, day in enumerate(period.days):
            if not begins <= day < ends:
                continue
            stock = before.get(code, 0) + int(there[n])
            posts, praised = (int(counts[n]) for counts in received)
            member = min(stock, branches[code, day]), int(did.active[n]), int(did.talk[n])
            rows.append((day, code, stock, *member, posts, 0, praised, sums.get((code, day), 0)))
            if code != TOWN:
                whole[0][n] += posts
                whole[1][n] += praised
    return rows


def _branch_rows(target, areas: Areas, shown: dict, done: dict, period: Period) -> Iterable[tuple]:
    before = _eve(target, store.branch_day.c.branch_code, period)
    nobody, nothing = np.zeros(len(period.days), dtype=np.int64), Participation.none(len(period.days))
    for code, branch in _branches(target):
        begins, ends = areas.committees.get(code, (date.max, date.max))
        there, did = shown.get((code, branch), nobody), done.get((code, branch), nothing)
        for n, day in enumerate(period.days):
            if begins <= day < ends:
                last = None if did.last[n] == NEVER else period.first + int(did.last[n]) * DAY
                yield day, branch, code, before.get(branch, 0) + int(there[n]), last


def _branches(target: Connection) -> list[tuple[str, str]]:
    """(committee, branch) of every branch there has been: the page asks which of them are valid."""
    branch = store.party_branch.c
    home = func.max(branch.committee_code)
    return list(map(tuple, target.execute(select(home, branch.code).group_by(branch.code))))


def _eve(target: Connection, code, period: Period) -> dict[str, int]:
    """Identity-shown members by area or branch at the end of the day before the period."""
    if period.whole:
        return {}
    table = code.table
    rows = target.execute(select(code, table.c.identity_shown).where(table.c.day == period.eve))
    return dict(map(tuple, rows))
