"""What follows from queries, as a value: a function and what it is given, read by whoever reads queries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True, init=False)
class Made(Generic[Result]):
    """What `make` gives of its arguments, among which queries and other things made are read first."""

    make: Callable[..., Result]
    arguments: tuple[object, ...]

    def __init__(self, make: Callable[..., Result], *arguments: object):
        object.__setattr__(self, "make", make)
        object.__setattr__(self, "arguments", arguments)
