"""The demonstration's accounts: one a role, for who wants to see what each role sees. They are everybody's."""

from sqlalchemy import ColumnElement, and_, select

from data_access.access.rights import ROLES, ROLES_OF_PEOPLE, Rights
from data_access.records import record_head

_UNITS = {"committee": ("310113101003",), "department": ("d102",)}


def name_of(role: str) -> str:
    """What the account of a role is called."""
    return f"demo-{role.replace('_', '-')}"


def _rights(role: str) -> Rights:
    units = {kind: codes if ROLES[role] == kind else () for kind, codes in _UNITS.items()}
    return Rights(role, units["committee"], units["department"])


ACCOUNTS = {name_of(role): _rights(role) for role in ROLES_OF_PEOPLE}
"""What each of them may see, by its name. None has a password."""


def is_shared(name: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether an account of this name is one of them: it is in the records of a demonstration alone."""
    return and_(select(record_head.c.demonstration).scalar_subquery(), name.in_(ACCOUNTS))
