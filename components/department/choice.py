"""The departments to choose from, and what is said of one that is not there."""

import pandas as pd

from components.parts import chooser
from components.parts.cards import notice
from components.parts.html import draw as put
from components.parts.html import inner
from components.parts.tables import Cell, Column, number
from components.scope import Scope, readable, town
from components.words import numerals
from data_access.metrics import ON_TIME_CLOSURE
from data_access.wording import name, text


def missing(code: str) -> None:
    """That there is no such department on the day."""
    put(notice(text("scope.department", value=readable(code))))


def draw(departments: pd.DataFrame, cases: pd.DataFrame, scope: Scope) -> None:
    """The list with its search, block by block. `departments`: concerns.by_department; `cases`: cases.by_department."""
    counts = cases[["department", "open", "overdue", "on_time", "closings_due"]]
    rows = departments.merge(counts, on="department", how="left")
    first = rows.groupby("block")["department"].transform("min")
    rows = rows.assign(first=first).sort_values(["first", "department"], ignore_index=True)
    words = [f"{row.name} {name('block', row.block)} {row.department}" for row in rows.itertuples()]
    columns = [
        Column(text("common.department"), "heading", name="department"),
        Column(text("party.block"), name="block"),
    ]
    columns += [Column(text(f"department.{key}"), f"num {key}", first="down", name=key) for key in _kept()]
    chooser.draw(
        "department_list",
        rows,
        words,
        columns,
        lambda row: _row(row, scope),
        scope,
        page="department",
        subject="department",
    )


def _kept() -> list[str]:
    """The columns of numbers for which the town has data."""
    needs = {
        "replies": ("post",),
        "open": ("case_file",),
        "overdue": ("case_file",),
        "on_time": ON_TIME_CLOSURE.required,
    }
    return [key for key, names in needs.items() if town().keeps(*names)]


def _row(row, scope: Scope) -> list[Cell]:
    address = scope.link("department", department=row.department)
    cells = {
        key: number(numerals.count(getattr(row, key)), getattr(row, key))
        for key in ("replies", "open", "overdue")
    }
    rate = ON_TIME_CLOSURE.of(row)
    cells["on_time"] = number(numerals.rate(rate), rate)
    return [
        Cell(inner(address, row.name), row.name),
        Cell(name("block", row.block)),
        *(cells[key] for key in _kept()),
    ]
