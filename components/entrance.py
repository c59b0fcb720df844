"""The begin of every run: the store's state, the codes against which the address is read, and what the reader may see."""

from datetime import date

from components import reading, scope
from data_access import registration
from data_access.access.rights import Rights


def enter(today: date, rights: Rights) -> scope.Scope:
    """What is looked at; `today`: the clock's; `rights`: the reader's. Raises Problem where the store cannot be read."""
    town = reading.town()
    scope.enter(town, rights=rights)
    codes = frozenset(reading.read(registration.committees())["committee"])
    return scope.enter(town, codes, today, rights)
