"""What residents said and what became of it: when an opinion counts as answered, adopted or still waiting, when a rating
counts, and as satisfied."""

from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, and_, case, func, not_

from data_access.clock import end_of

DECIDED = ("adopted", "partly", "declined")
"""The verdicts that answer an opinion."""
ADOPTED = ("adopted", "partly")
BLANKS = (" ", "\t", "\n", "\u3000", "\u00a0")
"""What a reason that says nothing may be made of."""


def decided(row: Any) -> ColumnElement[bool]:
    """Whether an opinion has a verdict that counts, dated or not. `row`: the columns of an opinion."""
    return func.coalesce(row.verdict.in_(DECIDED), False)


def answered(row: Any, on: date) -> ColumnElement[bool]:
    """Whether its verdict has a day by then: an undated one is still waiting."""
    return and_(func.coalesce(row.answered_at < end_of(on), False), decided(row))


def adopted(row: Any, on: date) -> ColumnElement[bool]:
    """Whether it was adopted, wholly or in part."""
    return and_(answered(row, on), row.verdict.in_(ADOPTED))


def waiting(row: Any, on: date) -> ColumnElement[bool]:
    """Whether it waits for an answer."""
    return not_(answered(row, on))


def is_answered(verdict: str, answered_at: datetime | None, on: date) -> bool:
    """`answered` of a row at hand."""
    if answered_at is None or pd.isna(answered_at):
        return False
    return verdict in DECIDED and answered_at < end_of(on)


def is_score(score: ColumnElement) -> ColumnElement[bool]:
    """Whether a rating is of a score that there is."""
    return score.between(1, 5)


def is_satisfied(score: ColumnElement) -> ColumnElement[bool]:
    """Whether a rating says that its resident is satisfied."""
    return score.between(4, 5)


def blank(column: ColumnElement) -> ColumnElement[bool]:
    """Whether a text is missing or says nothing."""
    for sign in BLANKS:
        column = func.replace(column, sign, "")
    return func.coalesce(column, "") == ""


def is_blank(reason: object) -> bool:
    """`blank` of a text at hand."""
    return not isinstance(reason, str) or not reason.strip("".join(BLANKS))


def how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows hold the condition; 0 of none."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
