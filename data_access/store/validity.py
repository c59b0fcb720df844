"""What is valid on a day: from `valid_from` on, up to the day before `valid_to`."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_


def valid_on(row: Any, on: date) -> ColumnElement[bool]:
    """Whether a place, branch or department is valid on the day. `row`: columns valid_from, valid_to."""
    return and_(row.valid_from <= on, not_ended(row, on))


def not_ended(row: Any, on: date) -> ColumnElement[bool]:
    """Whether it has not ended by the day. `row`: a column valid_to, missing where no end is known."""
    return or_(row.valid_to.is_(None), row.valid_to > on)
