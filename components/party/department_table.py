"""Departments by party-building block: who joined, who takes part, what they answered."""

import pandas as pd
from markupsafe import Markup

from components.parts import table_card
from components.parts.cards import empty, notes
from components.parts.html import Content, b, inner, td, th, tr
from components.parts.tables import brief
from components.party.head import but_few
from components.scope import Scope
from components.words import numerals
from data_access import metrics
from data_access.wording import name, text


def draw(rows: pd.DataFrame, scope: Scope) -> None:
    """Department members, block by block. `rows`: departments.suppressed."""
    heads = (("department", ""), ("joined_of", "num"), ("active_30", "num"), ("replies_30", "num"))
    lines = [_department(row, scope) for row in rows.itertuples()]
    table = brief([(text(f"party.{key}"), kind) for key, kind in heads], lines, "party-departments")
    body = table + notes(text("party.departments_note"))
    if rows.empty:
        body = empty(text("party.no_departments_kept"))
    title = text("party.departments")
    table_card.draw("departments", title, body, metric=metrics.DEPARTMENT_JOINED, frame=lambda: frame(rows))


def frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Blocks and departments as they are downloaded: covered as on screen."""
    listed = list(rows.itertuples())
    return pd.DataFrame(
        {
            text("party.block"): [name("block", row.block) for row in listed],
            text("party.department"): [row.name if row.department else None for row in listed],
            text("party.joined"): [_joined(row) for row in listed],
            text("party.roster"): [
                None if pd.isna(row.roster_members) else int(row.roster_members) for row in listed
            ],
            text("party.active_30"): [
                None if pd.isna(row.active_30) else int(row.active_30) for row in listed
            ],
            text("party.replies_30"): [row.replies_30 for row in listed],
        },
        dtype="object",
    )


def _department(row, scope: Scope) -> Markup:
    words: Content = name("block", row.block)
    members: Content = b(_joined(row))
    if row.department:
        words = inner(scope.link("department", department=row.department), row.name)
        members = _of_roster(row)
    return tr(
        th(words, scope="row"),
        td(members, cls="num"),
        td(numerals.count(row.active_30), cls="num"),
        td(numerals.count(row.replies_30), cls="num"),
        cls="" if row.department else "block",
    )


def _of_roster(row) -> str:
    if pd.isna(row.roster_members):
        return _joined(row)
    return text("sign.of", part=_joined(row), whole=numerals.count(row.roster_members))


def _joined(row) -> str:
    if row.cover == "nearly":
        return but_few(row.roster_members)
    return text("sign.few") if row.cover == "small" else numerals.count(row.joined)
