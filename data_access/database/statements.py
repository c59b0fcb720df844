"""Statements once written in SQL are remembered for every database of a kind.

SQLAlchemy remembers them for an engine, and a run has engines of its own: writing the counting anew each time costs
more than asking a database in which little has changed.
"""

from sqlalchemy import Engine
from sqlalchemy.sql.compiler import Compiled
from sqlalchemy.util import LRUCache

_MOST = 2000  # a refresh needs some 220


class _Remembered:
    """SQLAlchemy's mapping from statements to their SQL, in which all engines of a kind are the same."""

    def __init__(self) -> None:
        self._written: LRUCache[tuple, Compiled] = LRUCache(_MOST)

    def get(self, key: tuple) -> Compiled | None:
        return self._written.get(_by_kind(key))

    def __setitem__(self, key: tuple, compiled: Compiled) -> None:
        self._written[_by_kind(key)] = compiled


_remembered = _Remembered()


def remembered(engine: Engine) -> Engine:
    """The engine, its statements remembered with those of its kind."""
    engine.update_execution_options(compiled_cache=_remembered)
    return engine


def _by_kind(key: tuple) -> tuple:
    """The key with all that decides how the dialect writes in the place of the dialect."""
    dialect, *statement = key
    quotes, ours = type(dialect.identifier_preparer), getattr(dialect, "zone_is_ours", True)
    return type(dialect), dialect.server_version_info, quotes, ours, *statement
