"""`backup FILE` and `restore FILE`: the records in a file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from data_access.clock import moment
from data_access.commands import console
from data_access.commands.progress import bar
from data_access.database import records_engine
from data_access.records import backup, opening
from data_access.records.chain import COMMAND_LINE
from data_access.settings import records_url
from data_access.wording import text


def take(file: Annotated[Path, typer.Argument(help=text("terminal.backup_file"), metavar="FILE")]) -> None:
    records_engine(records_url()).dispose()  # records that are not there yet are not made for this
    engine = opening.opened(records_url(), moment())
    try:
        with bar("records_step") as progress:
            rows = backup.take(engine, file, COMMAND_LINE, moment(), progress)
    finally:
        engine.dispose()
    console.print(text("terminal.backup_done", rows=f"{rows:,}", path=file), soft_wrap=True, markup=False)


def restore(
    file: Annotated[Path, typer.Argument(help=text("terminal.restore_file"), metavar="FILE")],
) -> None:
    with bar("records_step") as progress:
        rows, kept = backup.restore(records_url(), file, COMMAND_LINE, moment(), progress)
    console.print(text("terminal.restore_done", rows=f"{rows:,}"), soft_wrap=True)
    if kept:
        console.print(text("terminal.restore_kept", path=kept), soft_wrap=True, markup=False)
