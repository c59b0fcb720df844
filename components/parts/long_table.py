"""Tables too long to be sent whole: the address says which rows, in which order, and the server sends those."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

AT_ONCE, STEP = 600, 100
"""Up to so many rows a table is sent whole; of a longer one so many, and as many more on request."""
_MOST = 100_000


@dataclass(frozen=True)
class Part:
    """What the address asks for: the words searched, the column sorted by (`down`: the largest first), how many rows;
    `others`: how the page's other tables are sorted, as the address says it."""

    searched: str
    column: str | None
    down: bool
    rows: int
    others: tuple[str, ...] = ()

    def of(self, frame: pd.DataFrame, words: list[str], columns: Mapping[str, str]) -> pd.DataFrame:
        """The rows that hold every word searched, sorted, all of them. `words`: what is searched in each row; `columns`:
        the frame's column that each column of the table sorts by; the `unranked` stay under the others."""
        parts = self.searched.lower().split()
        found = frame[[all(part in text for part in parts) for text in words]]
        if self.column is None:
            return found.reset_index(drop=True)
        by = columns[self.column]
        spoken = _spoken if pd.api.types.is_string_dtype(found[by]) else None
        sorted_ = found.sort_values(
            by, ascending=not self.down, kind="stable", na_position="last", key=spoken
        )
        return sorted_.sort_values("unranked", kind="stable", ignore_index=True)

    def sorting(self, table: str, column: str, first: str) -> str:
        """What `sort` in the address is after a press on a column's heading; `first`: its way at the first press."""
        down = not self.down if column == self.column else first == "down"
        return ",".join([*self.others, f"{table}.{column}.{'down' if down else 'up'}"])


def _spoken(names: pd.Series) -> pd.Series:
    """Names as they are spoken, the way a browser sorts them: GB 18030 holds the common characters by pinyin."""
    return names.map(lambda name: name.encode("gb18030"), na_action="ignore")


def requested(table: str, columns: Collection[str] = ()) -> Part:
    """The part of a table that this run's address asks for, sorted by one of these columns or by none; at least the first STEP
    rows."""
    sorts = [one for one in st.query_params.get("sort", "")[:200].split(",") if one.count(".") == 2]
    own = [one.split(".") for one in sorts if one.startswith(f"{table}.")]
    column, down = (own[0][1], own[0][2] == "down") if own and own[0][1] in columns else (None, False)
    others = tuple(one for one in sorts if not one.startswith(f"{table}."))
    rows = st.query_params.get("rows", "")
    most = min(int(rows), _MOST) if rows.isascii() and rows.isdigit() and len(rows) < 7 else STEP
    searched = st.query_params.get("q", "")[:100]
    return Part(searched, column, down, max(most, STEP), others)
