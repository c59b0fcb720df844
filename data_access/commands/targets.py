"""`target set | list | remove`: the coverage that the town or a committee has set itself to reach."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy import Engine

from data_access import recorded
from data_access.clock import moment
from data_access.commands import Command, Group, console
from data_access.metrics import percent
from data_access.records.chain import COMMAND_LINE
from data_access.registration import targets_kept
from data_access.settings import records_url, settings, store_url
from data_access.wording import text

app = typer.Typer(cls=Group, help=text("terminal.target"), no_args_is_help=True)


@app.command("set", cls=Command, help=text("terminal.target_set"))
def keep(
    coverage: Annotated[str, typer.Argument(help=text("terminal.target_coverage"))],
    due: Annotated[str, typer.Option(help=text("terminal.target_due"))],
    committee: Annotated[str | None, typer.Option(help=text("terminal.target_committee"))] = None,
) -> None:
    with _records() as records:
        kept = targets_kept.put(records, store_url(), COMMAND_LINE, coverage, due, committee, moment())
    where = committee or text("download.whole_town")
    sentence = text("terminal.target_kept", where=where, coverage=_share(kept.coverage), due=kept.due)
    console.print(sentence, soft_wrap=True)


@app.command("list", cls=Command, help=text("terminal.target_list"))
def in_force() -> None:
    with _records() as records:
        rows = targets_kept.listed(records, store_url(), settings())
    if not rows:
        console.print(text("terminal.no_targets"), soft_wrap=True)
        return
    table = Table(*(text(f"terminal.column_{key}") for key in ("where", "due", "coverage", "kept_in")))
    for one, named, in_records in rows:
        where = f"{named} {one.committee}" if one.committee else text("download.whole_town")
        kept_in = text("terminal.in_records" if in_records else "terminal.in_settings")
        table.add_row(where, str(one.due), _share(one.coverage), kept_in)
    console.print(table)


@app.command("remove", cls=Command, help=text("terminal.target_remove"))
def close(
    due: Annotated[str, typer.Option(help=text("terminal.target_due"))],
    committee: Annotated[str | None, typer.Option(help=text("terminal.target_committee"))] = None,
) -> None:
    with _records() as records:
        targets_kept.remove(records, store_url(), COMMAND_LINE, due, committee, moment())
    console.print(text("terminal.target_removed"), soft_wrap=True)


@contextmanager
def _records() -> Iterator[Engine]:
    engine = recorded.opened(records_url(), store_url(), moment())
    try:
        yield engine
    finally:
        engine.dispose()


def _share(coverage: float) -> str:
    return f"{percent(coverage)}%"
