"""The begin of every run: the store's state, and the codes against which the address is read."""

from datetime import date

from components import reading, scope
from data_access import registration


def enter(today: date) -> scope.Scope:
    """What is looked at; `today`: the clock's. Raises Problem where the store cannot be read."""
    town = reading.town()
    scope.enter(town)
    codes = frozenset(reading.read(registration.names())["committee"])
    return scope.enter(town, codes, today)
