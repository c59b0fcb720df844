"""Moments as records keep them: with their zone, to the microsecond; in Python in Shanghai's."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, String, TypeDecorator
from sqlalchemy.types import TypeEngine

from data_access.clock import SHANGHAI


class Moment(TypeDecorator):
    """A moment with its zone; on SQLite, which has no such type, its text in UTC, whose order is that of the moments."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine:
        kind: TypeEngine = String(32) if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no zone")
        return written(value) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(SHANGHAI)


def written(moment: datetime) -> str:
    """The moment's text in UTC, the same for the same moment."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
