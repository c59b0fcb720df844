"""What a page is called before it is opened: the public name of the committee or the work that its address means."""

import pandas as pd
from sqlalchemy import Select, select

from data_access import database, store
from data_access.problem import Problem
from data_access.settings import store_url

_NAMES = {
    "committee": (store.committee.c.name, store.committee.c.code),
    "project": (store.project.c.title, store.project.c.id),
}
"""By page: what is public of it, and by which code."""
PLACES = tuple(_NAMES)


def name(place: str, code: str) -> Select:
    """The name of a committee or the title of a work: name; no row where there is none of this code."""
    words, key = _NAMES[place]
    return select(words.label("name")).where(key == code).limit(1)


def all_names(place: str) -> Select:
    """The names of all committees or works: code, name; in the order of their codes."""
    words, key = _NAMES[place]
    return select(key.label("code"), words.label("name")).order_by(key)


def name_of(place: str, code: str) -> str | None:
    """The name of one; None where there is none, or the store is away."""
    found = _read(name(place, code))
    return None if found.empty else found["name"].iloc[0]


def names(place: str) -> dict[str, str]:
    """The names of all, by code; none where the store is away."""
    found = _read(all_names(place))
    return {} if found.empty else dict(zip(found["code"], found["name"], strict=True))


def _read(query: Select) -> pd.DataFrame:
    """What a query gives; nothing where the store is away."""
    try:
        engine = database.store_engine(store_url())
    except Problem:
        return pd.DataFrame()
    try:
        with database.snapshot(engine) as connection:
            return database.read(connection, query)
    except Problem:
        return pd.DataFrame()
    finally:
        engine.dispose()
