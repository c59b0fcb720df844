"""What committees, departments and boards are called on a day."""

from datetime import date

from sqlalchemy import Case, ColumnElement, Select, case, func, literal, select

from data_access.store import board, committee, department
from data_access.store.validity import not_ended, valid_on


def committees(on: date) -> Select:
    """Every committee by its code: code, name, listed (whether it is valid on the day)."""
    row = committee.c
    return select(row.code, row.name, _flag(valid_on(row, on)).label("listed")).order_by(row.code)


def departments(on: date) -> Select:
    """Every department by its code, as it is called on the day, or was last before it: code, name, block, listed (whether it is
    valid on the day)."""
    row, other = department.c, department.alias().c
    latest = (
        select(func.max(other.valid_from))
        .where(other.code == row.code, other.valid_from <= on)
        .scalar_subquery()
    )
    listed = _flag(not_ended(row, on)).label("listed")
    return select(row.code, row.name, row.block, listed).where(row.valid_from == latest).order_by(row.code)


def boards() -> Select:
    """Every board by its code: code, name, listed (none is for itself)."""
    return select(board.c.code, board.c.name, literal(False).label("listed")).order_by(board.c.code)


def _flag(condition: ColumnElement[bool]) -> Case:
    return case((condition, True), else_=False)
