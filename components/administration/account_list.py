"""The accounts, and the screens that are paired."""

from collections.abc import Callable

import pandas as pd

from components.administration.town_units import Units
from components.parts import table_card, tables
from components.parts.cards import empty, notes
from components.parts.html import inner, span
from components.parts.tables import Cell, Column
from components.words import numerals
from data_access.access.administration import Holder
from data_access.rows import or_none
from data_access.wording import name, term, text

_FIELDS = ("account", "role", "units", "state", "made_at", "last_at")
_LIGHTS = {"active": "green", "fresh": "amber", "disabled": "red"}


def draw(
    accounts: pd.DataFrame, units: Units, leads: Callable[[str], str] | None = None, adds: str = ""
) -> None:
    """The table. `accounts`: administration.accounts; `leads`: gives the address at which an account is changed, `adds`: is that
    at which one is made, where the reader may."""
    columns = [
        Column(term("administration", key), "heading" if key == "account" else key, name=key)
        for key in _FIELDS
    ]
    rows = [_row(row, units, leads) for row in accounts.itertuples()]
    table_card.draw(
        "accounts",
        text("administration.accounts"),
        tables.table(columns, rows, key="accounts") if rows else empty(text("account.none")),
        notes(text("administration.accounts_note")) if not leads else None,
        notes(text("administration.shared")) if leads and accounts["shared"].any() else None,
        beside=inner(adds, text("administration.add"), cls="adds") if adds else None,
        frame=(lambda: frame(accounts, units)) if rows else None,
    )


def frame(accounts: pd.DataFrame, units: Units) -> pd.DataFrame:
    """The accounts as they are downloaded."""
    rows = [*accounts.itertuples()]
    columns = {
        "account": accounts["account"],
        "role": [name("role", row.role) for row in rows],
        "units": [units.listed(row.role, row.units) for row in rows],
        "state": [name("account_state", state_of(row)) for row in rows],
        "made_at": [numerals.written_moment(row.made_at) for row in rows],
        "last_at": [numerals.written_moment(or_none(row.last_at)) for row in rows],
    }
    return pd.DataFrame({term("administration", key): column for key, column in columns.items()})


def devices(screens: pd.DataFrame) -> None:
    """The screens, each with when it was last seen. `screens`: administration.devices."""
    fields = ("screen", "paired_by", "paired_at", "seen_at", "state")
    columns = [
        Column(term("administration", key), "heading" if key == "screen" else key, name=key) for key in fields
    ]
    rows = [
        [
            Cell(row.name),
            Cell(row.paired_by or text("administration.command_line")),
            Cell(numerals.moment(row.paired_at), row.paired_at.isoformat()),
            Cell(numerals.moment(row.last_at), row.last_at.isoformat()),
            Cell(
                text("administration.paired" if or_none(row.revoked_at) is None else "administration.revoked")
            ),
        ]
        for row in screens.itertuples()
    ]
    table = tables.table(columns, rows, key="devices") if rows else empty(text("administration.no_devices"))
    table_card.draw("devices", text("administration.devices"), table)


def _row(row: Holder, units: Units, leads: Callable[[str], str] | None) -> list[Cell]:
    state, last, own = state_of(row), or_none(row.last_at), units.listed(row.role, row.units)
    return [
        Cell(
            inner(leads(row.account), row.account) if leads and not row.shared else row.account, row.account
        ),
        Cell(name("role", row.role)),
        Cell(own or numerals.MISSING, own),
        Cell(span(name("account_state", state), cls="status", data_light=_LIGHTS[state]), state),
        Cell(numerals.moment(row.made_at), row.made_at.isoformat()),
        Cell(
            numerals.moment(last) if last else text("administration.never"), last.isoformat() if last else ""
        ),
    ]


def state_of(row: Holder) -> str:
    """Whether it can sign in (`active`), has yet to set its own password (`fresh`), or may not (`disabled`)."""
    if or_none(row.disabled_at) is not None:
        return "disabled"
    return "fresh" if row.must_change else "active"
