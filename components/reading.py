"""The one door from a page to store and records: a query's rows, what follows from them, and what is drawn of it, once per
version of both."""

import logging
import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from hashlib import sha256
from numbers import Number
from pathlib import Path
from time import monotonic_ns
from types import FunctionType
from typing import TypeVar, overload

import pandas as pd
import streamlit as st
from pydantic import BaseModel
from sqlalchemy import Engine, Select, select

from components import opened, scope
from data_access import database, recorded, sensitive, state
from data_access.clock import moment
from data_access.made import Made, Result, worked_out
from data_access.problem import Problem
from data_access.records import record_head
from data_access.settings import records_url, settings, store_url

Drawn = TypeVar("Drawn")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Source:
    """A database that queries are run on: its engine, the moment of its opening, the version of what it holds."""

    engine: Engine
    opened: int
    version: int


def town() -> state.State:
    """The store's state at this moment, at which a run begins, and whether the records can be read. Raises Problem where the
    store cannot be read."""
    st.session_state.pop("file", None)
    engine, _ = _opened()
    with database.snapshot(engine) as connection:
        found = state.of(connection)
    st.session_state["records"] = records = _found(found.demonstration)
    return replace(found, recorded=records is not None)


def version(town: state.State) -> tuple[int, int]:
    """The version of a store whose state was just looked at, and that of the records beside it; 0 where they cannot be read."""
    return town.version, _kept(_records())[1]


@overload
def read(query: Made[Result]) -> Result: ...
@overload
def read(query: Select) -> pd.DataFrame: ...
def read(query):
    """The rows of a query as a frame of the caller's own, in its columns; or what is made of queries, worked out once.
    Where the records cannot be read, a query of theirs has no rows.

    Raises Problem where the store cannot be read, or the audit cannot be written that is to know of what is sensitive in it;
    TypeError where something that it is made of is neither a query, a frame, a plain value, a frozen model nor a tuple of
    these.
    """
    found = _read(query)
    if lists := sensitive.among(found):
        opened.keep(lists, records)
    return found


def _read(query):
    store = _store()
    sign = _sign(query, store)
    if isinstance(query, Made):
        return _result(store.opened, store.version, sign, query)
    source = _source(query, store)
    if source is None:
        return recorded.without_rows(query)
    return _rows(source.opened, source.version, sign, source.engine, query)


@overload
def later(query: Made[Result]) -> Callable[[], Result]: ...
@overload
def later(query: Select) -> Callable[[], pd.DataFrame]: ...
def later(query):
    """What makes of queries on the store, or of one on the records, what `read` would, when and wherever it is called, and
    keeps nothing."""
    store = _store()
    engine = ((_source(query, store) if isinstance(query, Select) else None) or store).engine

    def made():
        with database.snapshot(engine) as connection:
            return worked_out(query, lambda select: database.read(connection, select))

    return made


def drawn(draw: Callable[..., Drawn], *arguments: object) -> Drawn:
    """Draws by `draw(scope, *arguments)` for the scope of this run; once, and repeats that for whoever looks at the same.
    Gives what `draw` gives.

    `draw` may depend on the store, the records, the scope, the settings and its arguments only, and draw no widgets. Raises
    what it raises, and TypeError as `read` does.
    """
    store = _store()
    seen = replace(scope.current(), view=(), notices=())
    sign = _sign((draw, seen, settings(), *_kept(_records()), *arguments), store)
    return _drawing(store.opened, store.version, sign, draw, seen, arguments)


def records() -> Engine:
    """The records' engine, for who writes there. Raises Problem where they cannot be read."""
    return _opened_records(scope.town().demonstration)[0]


@st.cache_data(max_entries=1000, show_spinner=False)
def _rows(opened: int, version: int, sign: str, _engine, _select) -> pd.DataFrame:
    recorded.verify(_select)
    with database.snapshot(_engine) as connection:
        return database.read(connection, _select)


@st.cache_data(max_entries=1000, show_spinner=False)
def _result(opened: int, version: int, sign: str, _made: Made):
    return _made.make(*(_read(one) if isinstance(one, (Made, Select)) else one for one in _made.arguments))


@st.cache_data(max_entries=300, show_spinner=False)
def _drawing(opened: int, version: int, sign: str, _draw, _seen, _arguments):
    return _draw(_seen, *_arguments)  # Streamlit keeps what a cached function draws, and repeats it


def _sign(value: object, store: _Source) -> str:
    """What tells one argument from every other: a query's SQL and parameters, and where it is one of records, which and of
    what version; a frame's content, where a function stands, a plain value as it prints, and the parts of a thing made, a
    frozen model or a tuple.

    Raises TypeError for anything else, which might hold more than it shows, and so bring another's answer.
    """
    if isinstance(value, Select):
        source = _source(value, store)
        compiled = value.compile(source.engine if source else store.engine)
        kept = () if source is store else _kept(source)
        return f"{compiled} {compiled.params!r} {kept} {_stamp(value, source)}"
    if isinstance(value, (pd.DataFrame, pd.Series)):
        return sha256(pickle.dumps(value, protocol=5)).hexdigest()
    if isinstance(value, FunctionType) and value.__closure__ is None and "<lambda>" not in value.__qualname__:
        return f"{value.__code__.co_filename} {value.__qualname__}"
    if value is None or isinstance(value, (str, Number, date)):
        return f"{type(value).__name__} {value!r}"
    if isinstance(value, BaseModel) and value.model_config.get("frozen"):
        return f"{type(value).__name__} {value.model_dump_json()}"
    if is_dataclass(value) and value.__dataclass_params__.frozen:  # type: ignore[union-attr]  # not in typeshed
        value = (type(value).__name__, *(getattr(value, part.name) for part in fields(value)))
    if isinstance(value, tuple):
        return f"{type(value).__name__} {[_sign(one, store) for one in value]!r}"
    raise TypeError(f"{value!r} cannot be told from another by its value")


def _stamp(select: Select, source: _Source | None) -> str:
    """What else a query's rows depend on besides their source's version: the answer of the query that it names as `stamp`."""
    stamp = select.get_execution_options().get("stamp")
    if stamp is None or source is None:
        return ""
    with database.snapshot(source.engine) as connection:
        return repr(connection.execute(stamp).all())


def _source(select: Select, store: _Source) -> _Source | None:
    """What a query is run on: the store or, where it is one of theirs, the records; None where these cannot be read."""
    return _records() if recorded.is_theirs(select) else store


def _kept(records: _Source | None) -> tuple[int, int]:
    """Which records, of what version; zeros where they cannot be read."""
    return (records.opened, records.version) if records else (0, 0)


def _store() -> _Source:
    engine, opened = _opened()
    return _Source(engine, opened, scope.town().version)


def _opened() -> tuple[Engine, int]:
    """The store's engine and the moment of its opening; the file is looked at once a run."""
    url = store_url()
    if "file" not in st.session_state:
        st.session_state["file"] = _file(database.store_file(url))
    return _engine(url, st.session_state["file"])


@st.cache_resource(max_entries=4, show_spinner=False, on_release=lambda kept: kept[0].dispose())
def _engine(url: str, file: tuple[int, int] | None) -> tuple[Engine, int]:
    """An engine and the moment of its opening; another one when another file has taken the store's place."""
    return database.store_engine(url), monotonic_ns()


def _records() -> _Source | None:
    """The records as they were when the run began; None where they cannot be read."""
    if "records" not in st.session_state:
        st.session_state["records"] = _found(scope.town().demonstration)
    return st.session_state["records"]


def _found(demonstration: bool) -> _Source | None:
    try:
        engine, opened = _opened_records(demonstration)
        with database.snapshot(engine) as connection:
            return _Source(engine, opened, connection.execute(select(record_head.c.version)).scalar_one())
    except Problem as problem:
        log.warning("%s: %s", problem.key, problem)
        return None


def _opened_records(demonstration: bool) -> tuple[Engine, int]:
    url = records_url()
    return _records_engine(url, _file(database.records_file(url)), demonstration)


@st.cache_resource(max_entries=4, show_spinner=False, on_release=lambda kept: kept[0].dispose())
def _records_engine(url: str, file: tuple[int, int] | None, demonstration: bool) -> tuple[Engine, int]:
    """As `_engine`; looked at anew when the store beside them is another kind of town's."""
    return recorded.opened(url, store_url(), moment()), monotonic_ns()


def _file(file: Path | None) -> tuple[int, int] | None:
    """Which file a SQLite address means now: an engine holds on to the one that it opened."""
    if file is None:
        return None
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_dev, found.st_ino
