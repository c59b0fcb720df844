"""`python -m data_access bulletin`: the bulletin of a day, a week or a month, as files."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from data_access import documents, issuing
from data_access.bulletins import paper, picture, pushing, sheet
from data_access.bulletins.content import KINDS, Content
from data_access.clock import moment
from data_access.commands import console
from data_access.commands.progress import bar
from data_access.problem import Problem
from data_access.records.chain import COMMAND_LINE
from data_access.settings import settings
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
        content, words = issuing.made(kind, day)
        progress("files", 1, 3)
        files = _files(content, words)
        progress("writing", 2, 3)
        pushed = issuing.issue(COMMAND_LINE, content) if issue else []
        _write(out, files)
    console.print(text("bulletin.made", path=out), soft_wrap=True, markup=False)
    for row in pushed:
        line = text("sign.named", name=pushing.called(row), words=pushing.in_words(row, moment()))
        console.print(line, soft_wrap=True, markup=False)


def _day(on: str | None) -> date | None:
    try:
        return None if on is None else date.fromisoformat(on)
    except ValueError as error:
        raise typer.BadParameter(text("bulletin.option_on")) from error


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
