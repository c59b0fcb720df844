"""What committees and departments are called on a day."""

from datetime import date

from sqlalchemy import Select, case, func, literal, select

from data_access.store import committee, department
from data_access.store.validity import valid_on


def committees(on: date) -> Select:
    """Every committee: code, name, listed (whether it is valid on the day)."""
    row = committee.c
    return select(row.code, row.name, case((valid_on(row, on), True), else_=False).label("listed"))


def departments(on: date) -> Select:
    """Every department as it is called on the day, or was last before it: code, name."""
    row, other = department.c, department.alias().c
    latest = (
        select(func.max(other.valid_from))
        .where(other.code == row.code, other.valid_from <= on)
        .scalar_subquery()
    )
    return select(row.code, row.name, literal(False).label("listed")).where(row.valid_from == latest)
