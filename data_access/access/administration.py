"""What who runs the dashboard may look up: accounts, screens, the audit."""

from datetime import datetime
from typing import Protocol

import pandas as pd
from sqlalchemy import Select, String, cast, func, or_, select

from data_access.access import trial
from data_access.made import Made
from data_access.records import account, account_unit, audit, device, query, session
from data_access.records.chain import COMMAND_LINE
from data_access.rows import Maybe

BY_COMMAND = COMMAND_LINE.role
"""The role that the audit gives to whoever acts by a command."""


class Holder(Protocol):
    """A row of `accounts`."""

    account: str
    role: str
    units: str
    """The codes of the units for which it stands, with spaces between them."""
    must_change: bool
    disabled_at: Maybe[datetime]
    made_at: datetime
    last_at: Maybe[datetime]
    """When it signed in last."""
    edition: int
    shared: bool
    """Whether it is everybody's, so that nobody changes it."""


class Act(Protocol):
    """A row of `acts`."""

    number: int
    at: datetime
    account: Maybe[str]
    role: Maybe[str]
    address: Maybe[str]
    act: str
    details: str


def accounts() -> Made[pd.DataFrame]:
    """The accounts that are not closed: rows of `Holder`."""
    signed = select(session.c.account, func.max(session.c.began_at).label("last_at")).group_by(
        session.c.account
    )
    last, row = signed.subquery(), account.c
    columns = (
        row.name.label("account"),
        row.role,
        row.must_change,
        row.disabled_at,
        row.made_at,
        last.c.last_at,
        row.edition,
        trial.is_shared(row.name).label("shared"),
    )
    holders = (
        query(*columns)
        .select_from(account.outerjoin(last, last.c.account == row.name))
        .where(row.closed_at.is_(None))
        .order_by(row.name)
        .execution_options(stamp=select(func.max(session.c.began_at), func.count()))
    )
    units = query(account_unit.c.account, account_unit.c.code).order_by(account_unit.c.code)
    return Made(_with_units, holders, units)


def _with_units(holders: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    codes = units.groupby("account")["code"].agg(" ".join).to_dict()
    return holders.assign(units=[codes.get(account, "") for account in holders["account"]])


def devices() -> Select:
    """The screens that are or were paired, the latest first: id, name, paired_at, paired_by (empty for
    the command line), last_at, revoked_at."""
    row = device.c
    return (
        query(row.id, row.name, row.paired_at, row.paired_by, row.last_at, row.revoked_at)
        .order_by(row.paired_at.desc())
        .execution_options(stamp=select(func.max(row.last_at), func.count()))
    )


def acts(searched: str, most: int | None = None) -> Select:
    """The latest rows of the audit that hold each of the words, all of them where no number is set: rows of `Act`."""
    row = audit.c
    looked = row.account, row.role, row.address, row.act, row.details, cast(row.number, String)
    found = [
        or_(*(column.icontains(word, autoescape=True) for column in looked)) for word in searched.split()
    ]
    return (
        query(row.number, row.at, row.account, row.role, row.address, row.act, row.details)
        .where(*found)
        .order_by(row.number.desc())
        .limit(most)
        .execution_options(stamp=select(func.max(row.number), func.min(row.number)))
    )
