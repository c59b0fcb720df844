"""The cases that a department has: how many under each light, and the most pressing that the reader sees."""

import pandas as pd

from components.parts import case_list, signs, table_card
from components.parts.cards import empty
from components.parts.html import b, inner, joined, li, ul
from components.scope import Scope
from components.words import case_words, numerals
from data_access.metrics import CASES_OPEN
from data_access.wording import name, term, text

MOST = 12


def draw(cases: pd.DataFrame, ages: pd.DataFrame, department: str, scope: Scope) -> None:
    """The card. `cases`: cases.listed of the department, the open ones; `ages`: cases.ageing of it."""
    lights = ages.groupby("light", sort=False)["cases"].sum()
    tiles = [_tile(light, int(count), department, scope) for light, count in lights.items()]
    listed = case_list.brief(cases, scope, most=MOST, whose="committee")
    every = inner(scope.link("cases", department=department), text("department.all_cases"), cls="all-works")
    body = empty(text("department.none_open"))
    if lights.sum():
        body = joined(ul(tiles, cls="lights"), listed if len(cases) else None, case_list.sensitivity(scope))
    table_card.draw(
        "department_cases",
        text("department.cases"),
        body,
        metric=CASES_OPEN,
        beside=every,
        frame=(lambda: frame(cases)) if len(cases) else None,
    )


def frame(cases: pd.DataFrame) -> pd.DataFrame:
    """The open cases as they are downloaded."""
    columns = {
        "light": [name("light", light) for light in cases["light"]],
        "title": cases["title"],
        "number": cases["case"],
        "committee": cases["name"],
        "category": cases["category"],
        "kind": [case_words.kind(kind) for kind in cases["kind"]],
        "received_at": cases["received_at"],
        "last_day": cases["due_on"],
        "marks": [text("sign.comma").join(case_words.marks(row)) or None for row in cases.itertuples()],
    }
    return pd.DataFrame({term("cases", key): column for key, column in columns.items()})


def _tile(light: str, count: int, department: str, scope: Scope):
    address = scope.link("cases", department=department, light=light)
    return li(
        inner(address, signs.light(light), " ", b(numerals.count(count)))
        if count
        else joined(signs.light(light), " 0")
    )
