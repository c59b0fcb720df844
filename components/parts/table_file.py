"""A table as a file, CSV or XLSX, under a name that says what is in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from components import scope
from components.parts.collecting import Paper, Taken
from components.parts.csv_file import csv, plain_csv
from data_access import documents
from data_access.metrics import Definition
from data_access.settings import settings
from data_access.wording import term, text
from data_access.workbook import MIME, xlsx

CSV, FOR_EXCEL, XLSX = TABLES = "csv", "excel", "xlsx"
"""The forms of a table's file: rows for a script; the same as Excel in China opens them right; a workbook."""
PDF, DOCX = PAPERS = "pdf", "docx"
"""Those of an official document."""
PNG = "png"
"""That of its picture, where it has one."""
_KINDS = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PNG: "image/png",
}
_LONGEST = 40
_UNNAMEABLE = re.compile(r'[\\/:*?"<>|\x00-\x1f\s]+')
"""Signs that a file's name may not have, on one system or another."""


@dataclass(frozen=True)
class File:
    """What is given away; `on` and `about`: the day and the codes that it is of."""

    name: str
    kind: str
    content: bytes
    on: str
    about: dict[str, str]


def write(taken: Taken | Paper, form: str) -> File:
    """The file of a table or a paper that this run's page offers, in one of its forms. Raises Problem where the fonts lack
    something of a paper."""
    if isinstance(taken, Paper):
        return _paper(taken, form)
    seen, frame, name = scope.current(), taken.frame(), file_name(taken.title, taken.filtered)
    if form == XLSX:
        head = text("sign.beside").join([*_place(), f"{seen.on}", *_mark()])
        facts, defined = _facts(taken.title, taken.filtered), _defined(taken.metrics)
        made_at = scope.town().complete_at  # the same rows are the same file
        content = xlsx(taken.title, frame, facts, defined, taken.kinds, taken.totals, head, made_at)
        return File(f"{name}.xlsx", MIME, content, f"{seen.on}", seen.about)
    rows = (csv if form == FOR_EXCEL else plain_csv)(frame, taken.kinds, _marks())
    return File(f"{name}.csv", "text/csv", rows, f"{seen.on}", seen.about)


def forms(taken: Taken | Paper) -> tuple[str, ...]:
    """In which forms a table or a paper is given away."""
    if isinstance(taken, Paper):
        return (*PAPERS, PNG) if taken.picture else PAPERS
    return TABLES


def _paper(paper: Paper, form: str) -> File:
    seen = scope.current()
    if form == PNG and paper.picture:
        content = paper.picture()
    else:
        content = (documents.pdf if form == PDF else documents.docx)(paper.document())
    return File(f"{file_name(paper.title)}.{form}", _KINDS[form], content, f"{seen.on}", seen.about)


def file_name(title: str, filtered: str = "") -> str:
    """What a file is called, without its end: the table, the place, the day, the filter, and whether all is invented."""
    parts = [title, *_place(), f"{scope.current().on}", filtered, *_mark()]
    return "-".join(_UNNAMEABLE.sub(" ", part)[:_LONGEST].strip() for part in parts if part)


def _place() -> list[str]:
    """The committee, and what inside it or of it the reader looks at, by name; else the town."""
    names = list(scope.place_names().values())
    return names or [settings().name_of(scope.town().demonstration) or text("common.whole_town")]


def _mark() -> list[str]:
    return [text("common.demonstration")] if scope.town().demonstration else []


def _marks() -> dict[str, str]:
    """The columns by which rows of several days and towns can stand one below the other."""
    [mark] = _mark() or [text("download.real")]
    return {text("download.day"): f"{scope.current().on}", text("download.data"): mark}


def _defined(metrics: Iterable[Definition]) -> list[tuple[str, str]]:
    return [(text(f"metric.{m.key}.name"), text(f"metric.{m.key}.definition")) for m in metrics]


def _facts(title: str, filtered: str) -> list[tuple[str, str]]:
    seen, store, names = scope.current(), scope.town(), scope.place_names()
    town = settings().name_of(store.demonstration)
    places = [
        (
            term("download", "work" if place == "project" else place),
            text("sign.bracketed", words=name, inside=code) if code else name,
        )
        for place, name in names.items()
        for code in [getattr(seen, place, None)]
    ]
    return [
        (text("common.table"), title),
        *([(text("download.town"), town)] if town else []),
        *(places or [(text("common.committee"), text("common.whole_town"))]),
        (text("download.day"), str(seen.on)),
        *([(text("download.compare"), str(seen.compare))] if seen.compare else []),
        (text("common.filter"), filtered or text("download.no_filter")),
        (text("download.data_until"), str(store.last_day)),
        (text("download.refreshed"), f"{store.complete_at:%Y-%m-%d %H:%M}"),
        (text("common.demonstration"), text("download.yes" if store.demonstration else "download.no")),
    ]
