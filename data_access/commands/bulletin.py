"""`python -m data_access bulletin`: the bulletin of a day, a week or a month, as files."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from data_access import bulletins, database, documents, recorded, state
from data_access.bulletins import kept, paper, picture, sheet, written
from data_access.bulletins.content import KINDS, Content
from data_access.clock import moment
from data_access.commands import console
from data_access.commands.progress import bar
from data_access.made import worked_out
from data_access.problem import Problem
from data_access.records.chain import COMMAND_LINE
from data_access.records.writing import Times
from data_access.settings import records_url, settings, store_url
from data_access.wording import text

_On = Annotated[str | None, typer.Option(help=text("bulletin.option_on"), metavar="YYYY-MM-DD")]
_Kind = Annotated[str, typer.Option(help=text("bulletin.option_kind", kinds=", ".join(KINDS)))]
_Out = Annotated[Path, typer.Option(help=text("bulletin.option_out"), metavar="FOLDER")]
_Issue = Annotated[bool, typer.Option("--issue", help=text("bulletin.option_issue"))]


def make(out: _Out, on: _On = None, kind: _Kind = KINDS[0], issue: _Issue = False) -> None:
    if kind not in KINDS:
        raise typer.BadParameter(text("bulletin.option_kind", kinds=", ".join(KINDS)))
    day = _day(on)
    with bar("bulletin_step") as progress:
        progress("figures", 0, 3)
        content, words = _content(kind, day)
        progress("files", 1, 3)
        files = _files(content, words)
        progress("writing", 2, 3)
        if issue:
            _issue(content)
        _write(out, files)
    console.print(text("bulletin.made", path=out), soft_wrap=True, markup=False)


def _day(on: str | None) -> date | None:
    try:
        return None if on is None else date.fromisoformat(on)
    except ValueError as error:
        raise typer.BadParameter(text("bulletin.option_on")) from error


def _content(kind: str, on: date | None) -> tuple[Content, str]:
    """The bulletin of a day, of the last one where none is named, and its text: as it was issued, else as it would be now.
    Raises Problem for a day that the store does not hold."""
    town = replace(state.current(store_url()), recorded=recorded.trouble(records_url()) is None)
    day = on or town.last_day
    if not town.first_day <= day <= town.last_day:
        raise Problem("bulletin_day", day=day, first=town.first_day, last=town.last_day)
    engine = database.store_engine(store_url())
    try:
        with database.snapshot(engine) as store, recorded.beside(store, records_url()) as rows:
            issued = rows(kept.issued(kind, day))
            if row := kept.of_day(issued, day):
                return kept.public(row, settings())
            query = bulletins.draft(kind, day, settings(), town, kept.to_check(issued, day))
            content = worked_out(query, rows)
    finally:
        engine.dispose()
    return content, written.whole(content)


def _issue(content: Content) -> None:
    at = moment()
    engine = recorded.opened(records_url(), store_url(), at)
    try:
        kept.issue(engine, COMMAND_LINE, Times(at, state.current(store_url()).now(at)), content)
    finally:
        engine.dispose()


def _files(content: Content, words: str) -> dict[str, bytes]:
    """A bulletin in all its forms, by the ends of their names. Raises Problem where the fonts lack a character."""
    on_paper = paper.document(content, settings().bulletin)
    return {
        "txt": words.encode(),
        "pdf": documents.pdf(on_paper),
        "docx": documents.docx(on_paper),
        "png": picture.png(content),
        "xlsx": sheet.workbook(content),
    }


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for end, content in files.items():
            (folder / f"bulletin.{end}").write_bytes(content)
    except OSError as error:
        raise Problem("bulletin_folder", path=folder, detail=str(error)) from error
