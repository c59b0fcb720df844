"""Department members in the store: who joined, who takes part, what they answered."""

import numpy as np
from sqlalchemy import Connection, select, union_all

from data_access import store
from data_access.refresh import participation
from data_access.refresh.areas import ALWAYS, Validity
from data_access.refresh.homes import Homes
from data_access.refresh.member_acts import MemberActs
from data_access.refresh.participation import Participation
from data_access.refresh.stocks import Period, joined_department
from data_access.refresh.writing import replace


def count_days(source: Connection, target: Connection, homes: Homes, acts: MemberActs, period: Period) -> int:
    """Counts the period's department members again: per department, per block, and all, while they are valid."""
    levels = [joined_department(homes, level) for level in ("department", "block", "all")]
    stocks = period.changes(source, union_all(*(period.of_movers(homes, level) for level in levels)))
    done = participation.of_members(source, union_all(*levels), acts, period)
    valid = _valid(homes)
    table = store.department_day
    eve = select(table.c.block, table.c.department_code, table.c.joined).where(table.c.day == period.eve)
    before = {} if period.whole else {tuple(row[:2]): row.joined for row in target.execute(eve)}
    nobody, nothing = np.zeros(len(period.days), dtype=np.int64), Participation.none(len(period.days))
    rows = []
    for place, stretches in valid.items():
        stock, did = stocks.get(place, nobody), done.get(place, nothing)
        rows += [
            (day, *place, before.get(place, 0) + int(stock[n]), int(did.active[n]), int(did.answers[n]))
            for n, day in enumerate(period.days)
            if any(stretch.holds(day) for stretch in stretches)
        ]
    return replace(target, table, rows, table.c.day.between(period.first, period.last))


def _valid(homes: Homes) -> dict[tuple[str, str], list[Validity]]:
    """When each department, each block and all together are there."""
    found: dict[tuple[str, str], list[Validity]] = {("", ""): [ALWAYS]}
    for code, timeline in homes.areas.blocks().items():
        for block, valid in timeline:
            for place in {(block, code), (block, "")}:
                found.setdefault(place, []).append(valid)
    return found
