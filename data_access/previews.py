"""What a page is called before it is opened: the public name of the committee or the work that its address means."""

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


def name_of(place: str, code: str) -> str | None:
    """That name; None where there is none, or the store is away."""
    try:
        engine = database.store_engine(store_url())
    except Problem:
        return None
    try:
        with database.snapshot(engine) as connection:
            found = database.read(connection, name(place, code))
    except Problem:
        return None
    finally:
        engine.dispose()
    return None if found.empty else found["name"].iloc[0]
