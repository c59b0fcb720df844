"""Departments and their party-building blocks: who joined, who takes part, what they answered."""

from datetime import date

import pandas as pd
from sqlalchemy import Select, Subquery, and_, func, or_, select

from data_access.metrics.suppression import covers
from data_access.store import department, department_day
from data_access.store.validity import not_ended, valid_on


def on_day(on: date) -> Select:
    """The blocks and departments valid on the day, as they were named then: block, department (empty: the whole block;
    both: all of them), name and roster_members (missing: unknown), joined, active_30 (with an act in 30 days), replies_30
    (as a department). A block is there while it has a department; without any there is only the row of all."""
    day, valid = department_day.c, _valid(on)
    same = and_(valid.c.code == day.department_code, valid.c.block == day.block)
    alive = or_(day.block == "", day.block.in_(select(_valid(on).c.block)))
    return (
        select(
            day.block,
            day.department_code.label("department"),
            valid.c.name,
            valid.c.roster_members,
            day.joined,
            day.active_30,
            day.replies_30,
        )
        .select_from(department_day.outerjoin(valid, same))
        .where(day.day == on, or_(valid.c.code.is_not(None), and_(day.department_code == "", alive)))
        .order_by(day.block, day.department_code)
    )


def _valid(on: date) -> Subquery:
    """The departments valid on the day, each by its latest row."""
    row, other = department.c, department.alias().c
    latest = (
        select(func.max(other.valid_from))
        .where(other.code == row.code, valid_on(other, on))
        .scalar_subquery()
    )
    valid = row.valid_from == latest, not_ended(row, on)
    return select(row.code, row.block, row.name, row.roster_members).where(*valid).subquery()


def suppressed(rows: pd.DataFrame, limit: int) -> pd.DataFrame:
    """`on_day` without the row of all: counts of persons are missing where `cover` says how they are covered (`small`,
    `nearly`: 1 to 4 of the roster have not joined, `hidden`); active_30 also where it is small by itself. A block that
    is covered is not broken down."""
    blocks = rows[(rows["department"] == "") & (rows["block"] != "")]
    everyone = rows[rows["block"] == ""]
    whole = int(everyone["joined"].iloc[0]) if len(everyone) else None
    parts = [_suppressed(blocks, whole, limit)]
    for block in parts[0].itertuples():
        inside = rows[(rows["block"] == block.block) & (rows["department"] != "")]
        if block.cover is None:
            parts.append(_suppressed(inside, None, limit))
    found = pd.concat(parts) if len(blocks) else blocks.assign(cover=None)
    return found.sort_values(["block", "department"], ignore_index=True)


def _suppressed(rows: pd.DataFrame, total: int | None, limit: int) -> pd.DataFrame:
    """Rows whose sum is published, each told as far as that is safe."""
    joined, active = ([int(n) for n in rows[key]] for key in ("joined", "active_30"))
    bases = [
        None if pd.isna(n) or n < m else int(n) for n, m in zip(rows["roster_members"], joined, strict=True)
    ]
    cover = pd.Series(covers(joined, True, limit, bases, total), index=rows.index, dtype="object")
    of_active = pd.Series(covers(active, True, limit), index=rows.index, dtype="object")
    return rows.assign(
        cover=cover,
        joined=rows["joined"].astype("Float64").mask(cover.notna()),
        active_30=rows["active_30"].astype("Float64").mask(cover.notna() | of_active.notna()),
    )
