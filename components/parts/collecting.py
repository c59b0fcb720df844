"""A run without a reader: what its page offers to take away is kept, and what it says of its address refuses it."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st
from markupsafe import Markup

from data_access.documents import Document
from data_access.metrics import Definition
from data_access.workbook import Kinds


class Refused(Exception):
    """The page would tell a reader that its address cannot be obeyed: in a sentence."""


@dataclass(frozen=True)
class Taken:
    """What is taken away: the frame, whose columns are headed as on screen, and what the file says of it. `kinds`: as in
    csv_file; `filtered`: the filter in words; the last `totals` rows are sums, which stay where they are when the others are
    sorted."""

    title: str
    frame: Callable[[], pd.DataFrame]
    metrics: tuple[Definition, ...] = ()
    filtered: str = ""
    kinds: Kinds = None
    totals: int = 0


@dataclass(frozen=True)
class Paper:
    """An official document that is taken away."""

    title: str
    document: Callable[[], Document]
    picture: Callable[[], bytes] | None = None
    """For phones, as PNG; of most papers there is none."""


@dataclass
class Collector:
    """What a run is for, one table or paper of the page, and what it has met so far."""

    table: str
    offered: dict[str, Taken | Paper] = field(default_factory=dict)


_collector: ContextVar[Collector | None] = ContextVar("collector", default=None)


def begin(collector: Collector) -> None:
    """From now on this thread's run is without a reader."""
    _collector.set(collector)


def is_begun() -> bool:
    """Whether the run is without a reader."""
    return _collector.get() is not None


def keep(key: str, taken: Taken | Paper) -> bool:
    """Whether the run is without a reader: then the table or paper is kept, and the run ends where it was for this one."""
    collector = _collector.get()
    if collector is None:
        return False
    collector.offered[key] = taken
    if key == collector.table:
        st.stop()
    return True


def refuse(words: Markup | str) -> None:
    """Ends a run without a reader by what the page says of its address. Raises Refused; does nothing in any other run."""
    if is_begun():
        raise Refused(Markup(words).striptags())
