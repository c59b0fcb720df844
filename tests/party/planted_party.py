"""Party members in a store by hand: committees, branches, departments and visits, of which some are few."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypedDict

from sqlalchemy import insert, update

from data_access import store
from data_access.database import only_writer, store_engine
from tests import hand
from tests.hand import CODES, ON

_SEEN = datetime(2017, 7, 17, 1)
_VALID = {"valid_from": date(2017, 1, 1), "updated_at": _SEEN}
_ROSTERS = {"z1": 12, "z2": 30, "z3": 40, "z4": 50}
_BLOCKS = {"d1": "机关", "d2": "机关", "d3": "学校", "d4": "医疗卫生"}
_TARGETS = {"独居老人": 30, "困难家庭": 40}


class Town(TypedDict):
    """How many there are of each, as `made` takes it."""

    members: dict[str, int]
    branches: dict[str, int]
    departments: dict[str, int]
    visited: dict[tuple[str, str], int]


def made(
    file: Path,
    members: dict[str, int],
    branches: dict[str, int],
    departments: dict[str, int],
    visited: dict[tuple[str, str], int],
) -> str:
    """The address of a store: so many members of each committee (of C1 … C4), all registered, showing the identity and
    active with 3 acts each; of each branch (z1 and z2 of C1, z3 of C2, z4 of C4), of each department (d1 and d2 of one
    block), and households visited by committee and category."""
    counts = dict.fromkeys(CODES, 60)
    url = hand.made(file, counts, counts, dict.fromkeys(CODES, 100))
    engine = store_engine(url)
    with only_writer(engine) as connection:
        for code, roster in _ROSTERS.items():
            home = CODES[{"z3": "C2", "z4": "C4"}.get(code, "C1")]
            row = {"code": code, "committee_code": home, "name": f"第{code}支部", "roster_members": roster}
            connection.execute(insert(store.party_branch).values(**row, **_VALID))
        for code, block in _BLOCKS.items():
            row = {"code": code, "name": f"部门{code}", "block": block, "roster_members": 60}
            connection.execute(insert(store.department).values(**row, **_VALID))
        for (name, category), households in visited.items():
            place = {"committee_code": CODES[name], "category": category}
            target = {"households": _TARGETS[category], "due_on": ON + timedelta(days=20)}
            connection.execute(insert(store.visit_target).values(**place, **target, updated_at=_SEEN))
            connection.execute(insert(store.visit_step).values(**place, day=ON, households=households))
        for back in range(21):
            _day(connection, ON - timedelta(days=back), members, branches, departments)
    engine.dispose()
    return url


def _day(connection, day: date, members: dict, branches: dict, departments: dict) -> None:
    by_area = {CODES[name]: count for name, count in members.items()}
    for area, count in {**by_area, store.TOWN: sum(members.values())}.items():
        done = {"active_30": count, "interaction_30": 3 * count, "acts": 3 * count}
        got = {"positive_30": 2, "positive_own_30": 1, "praise_30": 7}
        row = {"day": day, "area_code": area, "identity_shown": count, "with_branch": count} | done | got
        connection.execute(insert(store.party_day).values(**row))
        here = store.registration_day.c.day == day, store.registration_day.c.area_code == area
        connection.execute(update(store.registration_day).where(*here).values(party_registered=count))
        if count:
            act = {"area_code": area, "day": day, "board_code": "", "kind": "comment", "acts": 3 * count}
            connection.execute(insert(store.act_day).values(**act))
    connection.execute(insert(store.act_hour).values(day=day, hour=9, acts=3 * sum(members.values())))
    for code, count in branches.items():
        home = CODES[{"z3": "C2", "z4": "C4"}.get(code, "C1")]
        row = {"day": day, "branch_code": code, "committee_code": home, "identity_shown": count}
        connection.execute(insert(store.branch_day).values(**row, last_act=day))
    sums: dict[tuple[str, str], int] = {("", ""): sum(departments.values())}
    for code, count in departments.items():
        sums[_BLOCKS[code], ""] = sums.get((_BLOCKS[code], ""), 0) + count
        sums[_BLOCKS[code], code] = count
    for (block, code), count in sums.items():
        row = {"day": day, "block": block, "department_code": code, "joined": count}
        connection.execute(insert(store.department_day).values(**row, active_30=count, replies_30=1))
