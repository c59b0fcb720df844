"""The settings in force, as they were read when the server started; what is secret is only said to be set."""

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
from pydantic import BaseModel

from components.parts import table_card, tables
from components.parts.cards import notes
from components.parts.html import code
from components.parts.tables import Cell, Column
from components.words import numerals
from data_access.settings import Settings
from data_access.wording import term, text

_FIELDS = ("setting", "value", "origin")
_SECRET = ("key", "secret", "password", "token")
"""How the names of secrets end."""
_LONGEST = 200


def draw(configured: Settings) -> None:
    """The table."""
    rows = [*_flat(configured, Settings())]
    columns = [
        Column(term("administration", key), "heading" if key == "setting" else key, name=key)
        for key in _FIELDS
    ]
    cells = [[Cell(code(key), key), Cell(value), Cell(_origin(changed))] for key, value, changed in rows]
    table_card.draw(
        "settings",
        text("administration.settings"),
        tables.table(columns, cells, key="settings"),
        notes(text("administration.settings_note")),
        frame=lambda: frame(configured),
    )


def frame(configured: Settings) -> pd.DataFrame:
    """The settings as they are downloaded."""
    rows = [(key, value, _origin(changed)) for key, value, changed in _flat(configured, Settings())]
    return pd.DataFrame(rows, columns=[term("administration", key) for key in _FIELDS])


def _flat(configured: BaseModel, usual: BaseModel, above: str = "") -> Iterator[tuple[str, str, bool]]:
    """Each setting's full name, its value in words, whether it is another than the built-in one."""
    for key in type(configured).model_fields:
        value, built_in = getattr(configured, key), getattr(usual, key)
        if isinstance(value, BaseModel) and isinstance(built_in, BaseModel):
            yield from _flat(value, built_in, f"{above}{key}.")
        else:
            yield f"{above}{key}", _written(key, value), value != built_in


def _written(key: str, value: Any) -> str:
    if value in (None, "", ()):
        return numerals.MISSING
    if key.endswith(_SECRET):
        return text("administration.secret")
    if isinstance(value, tuple) and isinstance(value[0], BaseModel):
        return text("administration.several", count=numerals.count(len(value)))
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return written if len(written) <= _LONGEST else written[:_LONGEST] + "…"


def _origin(changed: bool) -> str:
    return text("administration.own" if changed else "administration.built_in")
