"""The one door from a page to the store: a query's rows, what follows from them, and what is drawn of it, once per
version of the store."""

import os
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from hashlib import sha256
from numbers import Number
from time import monotonic_ns
from types import FunctionType
from typing import TypeVar, overload

import pandas as pd
import streamlit as st
from pydantic import BaseModel
from sqlalchemy import Engine, Select

from components import scope
from data_access import database, state
from data_access.made import Made, Result
from data_access.settings import settings, store_url

Drawn = TypeVar("Drawn")


def town() -> state.State:
    """The store's state at this moment, at which a run begins. Raises Problem where it cannot be read."""
    st.session_state.pop("file", None)
    engine, _ = _opened()
    with database.snapshot(engine) as connection:
        return state.of(connection)


@overload
def read(query: Made[Result]) -> Result: ...
@overload
def read(query: Select) -> pd.DataFrame: ...
def read(query):
    """The rows of a query as a frame of the caller's own, in its columns; or what is made of queries, worked out once.

    Raises Problem where the store cannot be read, TypeError where something that it is made of is neither a query, a
    frame, a plain value, a frozen model nor a tuple of these.
    """
    engine, opened = _opened()
    sign, version = _sign(query, engine), scope.town().version
    if isinstance(query, Made):
        return _result(opened, version, sign, query)
    return _rows(opened, version, sign, engine, query)


def drawn(draw: Callable[..., Drawn], *arguments: object) -> Drawn:
    """Draws by `draw(scope, *arguments)` for the scope of this run; once, and repeats that for whoever looks at the same.
    Gives what `draw` gives.

    `draw` may depend on the store, the scope, the settings and its arguments only, and draw no widgets. Raises what it
    raises, and TypeError as `read` does.
    """
    engine, opened = _opened()
    seen = replace(scope.current(), view=(), notices=())
    sign = _sign((draw, seen, settings(), *arguments), engine)
    return _drawing(opened, scope.town().version, sign, draw, seen, arguments)


@st.cache_data(max_entries=1000, show_spinner=False)
def _rows(opened: int, version: int, sign: str, _engine, _select) -> pd.DataFrame:
    with database.snapshot(_engine) as connection:
        return database.read(connection, _select)


@st.cache_data(max_entries=1000, show_spinner=False)
def _result(opened: int, version: int, sign: str, _made: Made):
    return _made.make(*(read(one) if isinstance(one, (Made, Select)) else one for one in _made.arguments))


@st.cache_data(max_entries=300, show_spinner=False)
def _drawing(opened: int, version: int, sign: str, _draw, _seen, _arguments):
    return _draw(_seen, *_arguments)  # Streamlit keeps what a cached function draws, and repeats it


def _sign(value: object, engine: Engine) -> str:
    """What tells one argument from every other: a query's SQL and parameters, a frame's content, where a function
    stands, a plain value as it prints, and the parts of a thing made, a frozen model or a tuple.

    Raises TypeError for anything else, which might hold more than it shows, and so bring another's answer.
    """
    if isinstance(value, Select):
        compiled = value.compile(engine)
        return f"{compiled} {compiled.params!r} {_stamp(value, engine)}"
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
        return f"{type(value).__name__} {[_sign(one, engine) for one in value]!r}"
    raise TypeError(f"{value!r} cannot be told from another by its value")


def _stamp(select, engine) -> str:
    """What else a query's rows depend on besides the store's version: the answer of the query that it names as `stamp`."""
    stamp = select.get_execution_options().get("stamp")
    if stamp is None:
        return ""
    with database.snapshot(engine) as connection:
        return repr(connection.execute(stamp).all())


def _opened() -> tuple[Engine, int]:
    """The store's engine and the moment of its opening; the file is looked at once a run."""
    url = store_url()
    if "file" not in st.session_state:
        st.session_state["file"] = _file(url)
    return _engine(url, st.session_state["file"])


@st.cache_resource(max_entries=4, show_spinner=False, on_release=lambda kept: kept[0].dispose())
def _engine(url: str, file: tuple[int, int] | None) -> tuple[Engine, int]:
    """An engine and the moment of its opening; another one when another file has taken the store's place."""
    return database.store_engine(url), monotonic_ns()


def _file(url: str) -> tuple[int, int] | None:
    """Which file a SQLite address means now: an engine holds on to the one that it opened."""
    file = database.store_file(url)
    if file is None:
        return None
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_dev, found.st_ino
