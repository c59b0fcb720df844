"""`python -m data_access account …`: who may sign in."""

import sys
from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy import Engine

from data_access.access import accounts
from data_access.access.rights import ROLES_OF_PEOPLE, Rights
from data_access.clock import moment
from data_access.commands import Command, Group, console
from data_access.records.chain import COMMAND_LINE
from data_access.records.opening import opened
from data_access.settings import records_url
from data_access.wording import name, text

app = typer.Typer(cls=Group, help=text("account.help"), no_args_is_help=True)

_Name = Annotated[str, typer.Argument(help=text("account.name"), metavar="NAME")]
_Role = Annotated[str, typer.Option(help=text("account.role", roles=", ".join(ROLES_OF_PEOPLE)))]
_Committees = Annotated[list[str] | None, typer.Option("--committee", help=text("account.committee"))]
_Departments = Annotated[list[str] | None, typer.Option("--department", help=text("account.department"))]
_Stdin = Annotated[bool, typer.Option("--password-stdin", help=text("account.password_stdin"))]


@app.command(cls=Command, help=text("account.add"))
def add(
    who: _Name,
    role: _Role,
    committee: _Committees = None,
    department: _Departments = None,
    password_stdin: _Stdin = False,
) -> None:
    rights = _rights(role, committee, department)
    accounts.add(_records(), COMMAND_LINE, moment(), who, rights, _password(password_stdin))
    _say("account.added", who)


@app.command("list", cls=Command, help=text("account.list"))
def list_all() -> None:
    existing = accounts.listed(_records())
    if not existing:
        console.print(text("account.none"), soft_wrap=True)
        return
    table = Table(*(text(f"account.column_{key}") for key in ("name", "role", "units", "state")))
    for one in existing:
        units = ", ".join((*one.rights.committees, *one.rights.departments))
        table.add_row(one.name, name("role", one.rights.role), units, name("account_state", one.state))
    console.print(table)


@app.command(cls=Command, help=text("account.change_role"))
def role(who: _Name, role: _Role, committee: _Committees = None, department: _Departments = None) -> None:
    accounts.change_rights(_records(), COMMAND_LINE, moment(), who, _rights(role, committee, department))
    _say("account.role_changed", who)


@app.command(cls=Command, help=text("account.reset"))
def reset(who: _Name, password_stdin: _Stdin = False) -> None:
    accounts.reset(_records(), COMMAND_LINE, moment(), who, _password(password_stdin))
    _say("account.reset_done", who)


@app.command(cls=Command, help=text("account.disable"))
def disable(who: _Name) -> None:
    accounts.disable(_records(), COMMAND_LINE, moment(), who)
    _say("account.disabled", who)


@app.command(cls=Command, help=text("account.enable"))
def enable(who: _Name) -> None:
    accounts.enable(_records(), COMMAND_LINE, moment(), who)
    _say("account.enabled", who)


@app.command(cls=Command, help=text("account.remove"))
def remove(who: _Name) -> None:
    accounts.close(_records(), COMMAND_LINE, moment(), who)
    _say("account.removed", who)


def _records() -> Engine:
    return opened(records_url(), moment())


def _rights(role: str, committees: list[str] | None, departments: list[str] | None) -> Rights:
    return Rights(role, tuple(committees or ()), tuple(departments or ()))


def _password(from_stdin: bool) -> str:
    """The first line that comes in, or what is typed unseen, twice."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise typer.BadParameter(text("account.password_missing"))
    again = text("account.password_again")
    return str(typer.prompt(text("account.password"), hide_input=True, confirmation_prompt=again))


def _say(key: str, who: str) -> None:
    console.print(text(key, name=accounts.written_name(who)), soft_wrap=True, markup=False)
