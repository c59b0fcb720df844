"""Who signs in, in tests, and when."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, select

from data_access import records
from data_access.access import accounts, sessions
from data_access.access.rights import Rights
from data_access.clock import SHANGHAI, moment
from data_access.records.chain import Actor
from data_access.records.opening import opened

NOON = datetime(2017, 7, 16, 12, tzinfo=SHANGHAI)
PASSWORD, OWN = "correct horse battery", "a password of my own"
CHIEF = Actor("chief", "admin", "10.0.0.1")
ADMIN, OFFICE = Rights("admin"), Rights("office")
SECRETARY = Rights("secretary", ("310113101003", "310113101005"))


def let_in(engine: Engine, name: str, rights: Rights) -> dict[str, str]:
    """The headers of a browser in which the holder of a new account has signed in."""
    accounts.add(engine, CHIEF, moment(), name, rights, None)
    token = sessions.begin(engine, Actor(name, rights.role), moment(), rights, seen=1)
    with engine.connect() as connection:
        installation = connection.execute(select(records.record_head.c.installation)).scalar_one()
    return {"Cookie": f"dashboard-{installation[:8]}={token}"}


def hold_accounts(records: Path, holders: Mapping[str, Rights]) -> None:
    """Begins records in which each holder has an account, whose password is OWN."""
    engine = opened(f"sqlite:///{records}", moment())
    for name, rights in holders.items():
        accounts.add(engine, CHIEF, moment(), name, rights, PASSWORD)
        accounts.set_own(engine, Actor(name, rights.role), moment(), None, OWN)
    engine.dispose()


def audited(engine: Engine) -> list[tuple[str | None, str, dict]]:
    """Who did what, in the order of the audit."""
    query = select(records.audit).order_by(records.audit.c.number)
    with engine.connect() as connection:
        return [(row.account, row.act, json.loads(row.details)) for row in connection.execute(query)]
