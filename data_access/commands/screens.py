"""`python -m data_access screen …`: which screens on walls may read."""

from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy import Engine

from data_access.access import devices
from data_access.clock import moment
from data_access.commands import Command, Group, console
from data_access.records.chain import COMMAND_LINE
from data_access.records.opening import opened
from data_access.settings import records_url
from data_access.wording import text

app = typer.Typer(cls=Group, help=text("screens.help"), no_args_is_help=True)
_COLUMNS = ("id", "name", "paired_at", "last_at")


@app.command(cls=Command, help=text("screens.pair"))
def pair(
    code: Annotated[str, typer.Argument(help=text("screens.code"), metavar="CODE")],
    name: Annotated[str, typer.Option(help=text("screens.name"))],
) -> None:
    devices.pair(_records(), COMMAND_LINE, moment(), code, name)
    console.print(text("screens.done", name=name), soft_wrap=True, markup=False)


@app.command("list", cls=Command, help=text("screens.list"))
def list_all() -> None:
    paired = devices.listed(_records())
    if not paired:
        console.print(text("administration.no_devices"), soft_wrap=True)
        return
    table = Table(*(text(f"screens.column_{key}") for key in _COLUMNS))
    for one in paired:
        table.add_row(one.id, one.name, f"{one.paired_at:%Y-%m-%d %H:%M}", f"{one.last_at:%Y-%m-%d %H:%M}")
    console.print(table)


@app.command(cls=Command, help=text("screens.revoke"))
def revoke(screen: Annotated[str, typer.Argument(help=text("screens.id"), metavar="ID")]) -> None:
    name = devices.revoke(_records(), COMMAND_LINE, moment(), screen)
    console.print(text("screens.revoked", name=name), soft_wrap=True, markup=False)


def _records() -> Engine:
    return opened(records_url(), moment())
