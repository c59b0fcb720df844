"""The demonstration's accounts: one a role, for who wants to see what each role sees."""

from datetime import datetime

from sqlalchemy import Connection

from data_access.access import accounts
from data_access.access.accounts import ROLES_OF_PEOPLE
from data_access.access.rights import ROLES, Rights

_UNITS = {"committee": ("310113101003",), "department": ("d102",)}


def name_of(role: str) -> str:
    """What the account of a role is called."""
    return f"demo-{role.replace('_', '-')}"


def fill(connection: Connection, at: datetime) -> None:
    """Makes them, in a write of the caller's; none has a password."""
    for role in ROLES_OF_PEOPLE:
        units = {kind: codes if ROLES[role] == kind else () for kind, codes in _UNITS.items()}
        rights = Rights(role, units["committee"], units["department"])
        accounts.add_in(connection, at, name_of(role), rights, None)
