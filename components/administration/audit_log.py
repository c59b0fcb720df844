"""Who did what, from where: the audit, searched and taken away."""

from collections.abc import Callable

import pandas as pd

from components.parts import long_table, table_card, tables
from components.parts.cards import empty, notes
from components.parts.html import code, joined
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.words import numerals
from data_access.access.administration import BY_COMMAND, Act
from data_access.rows import or_none
from data_access.wording import language, name, term, text, words

_FIELDS = ("number", "at", "act", "account", "role", "address", "details")
_KINDS = {"number": "num", "at": "heading"}


def draw(acts: pd.DataFrame, part: long_table.Part, whole: Callable[[], pd.DataFrame], scope: Scope) -> None:
    """The table with its search. `acts`: administration.acts that hold the words, one more than are shown where there are
    more; `part`: what the address asks for; `whole`: reads all that hold the words."""
    rows = acts[: part.rows]
    label, hint, none = (text(f"administration.{key}") for key in ("search", "search_hint", "none_found"))
    columns = [Column(term("administration", key), _KINDS.get(key, key), False, name=key) for key in _FIELDS]
    further = scope.again("administration", rows=part.rows + long_table.STEP)
    table = tables.table(
        columns,
        [_row(row) for row in rows.itertuples()],
        key="acts",
        more=(len(acts) - len(rows), further),
        counted=False,
    )
    table_card.draw(
        "audit",
        text("administration.audit"),
        tables.search("acts", label, hint, "", part.searched, [], served=True, counted=False),
        table if len(rows) else empty(none),
        notes(text("administration.audit_note")),
        frame=(lambda: frame(whole())) if len(rows) else None,
        filtered=part.searched,
    )


def frame(acts: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are taken away, their acts by their own names."""
    columns = {key: acts[key] for key in _FIELDS} | {"at": [numerals.written_moment(at) for at in acts["at"]]}
    return pd.DataFrame({term("administration", key): column for key, column in columns.items()})


def _row(row: Act) -> list[Cell]:
    return [
        Cell(numerals.count(row.number)),
        Cell(numerals.moment(row.at), row.at.isoformat()),
        Cell(_act(row.act)),
        Cell(or_none(row.account) or numerals.MISSING),
        Cell(_role(or_none(row.role))),
        Cell(or_none(row.address) or numerals.MISSING),
        Cell(code("" if row.details == "{}" else row.details)),
    ]


def _role(role: str | None) -> str:
    if role == BY_COMMAND:
        return text("administration.command_line")
    return _named("role", role) if role else numerals.MISSING


def _act(act: str):
    named = _named("audit_act", act)
    return named if named == act else joined(named, " ", code(act))


def _named(part: str, value: str) -> str:
    """By its name where it has one: an act of another version keeps its own."""
    return name(part, value) if f"{part}.{value}" in words(language.get()) else value
