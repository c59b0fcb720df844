"""What follows from queries, as a value: a function and what it is given, read by whoever reads queries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select

Result = TypeVar("Result")


@dataclass(frozen=True, init=False)
class Made(Generic[Result]):
    """What `make` gives of its arguments, among which queries and other things made are read first."""

    make: Callable[..., Result]
    arguments: tuple[object, ...]

    def __init__(self, make: Callable[..., Result], *arguments: object):
        object.__setattr__(self, "make", make)
        object.__setattr__(self, "arguments", arguments)


def worked_out(query: "Made | Select", rows: Callable[[Select], Any]) -> Any:
    """The rows of a query, as `rows` reads them, or what is made of several, read in the same way."""
    if isinstance(query, Select):
        return rows(query)
    arguments = (worked_out(one, rows) if isinstance(one, (Made, Select)) else one for one in query.arguments)
    return query.make(*arguments)
