"""Tables of our own: sortable by their headings, readable on a phone, printable."""

from dataclasses import dataclass
from html import escape

from data_access.wording import text


@dataclass(frozen=True)
class Column:
    """A column: its heading, how it is set (`num` for numbers), whether its heading sorts."""

    heading: str
    kind: str = ""
    sorts: bool = True


@dataclass(frozen=True)
class Cell:
    """What stands in a cell as HTML, and what it sorts by where that is not its text."""

    markup: str
    value: object = None


def table(columns: list[Column], rows: list[list[Cell]], *, key: str, words: list[str] | None = None) -> str:
    """A table's HTML; the first cell of a row is its heading. `words`: per row what a search looks through, or
    nothing to keep the row out of searches."""
    heads = "".join(_head(column) for column in columns)
    body = "".join(
        f"<tr{_searched(words, number)}>{''.join(map(_cell, columns, row))}</tr>"
        for number, row in enumerate(rows)
    )
    return (
        f'<div class="wide"><table class="data" id="{escape(key)}"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _head(column: Column) -> str:
    words = escape(column.heading)
    if column.sorts:
        words = (
            f'<button type="button" data-sorts title="{escape(text("definitions.sort"))}">{words}</button>'
        )
    return f'<th scope="col" class="{column.kind}">{words}</th>'


def _cell(column: Column, cell: Cell) -> str:
    value = "" if cell.value is None else f' data-value="{escape(str(cell.value))}"'
    label = f' data-label="{escape(column.heading)}"'
    tag = "th" if column.kind == "heading" else "td"
    scope = ' scope="row"' if tag == "th" else ""
    return f'<{tag}{scope} class="{column.kind}"{label}{value}>{cell.markup}</{tag}>'


def _searched(words: list[str] | None, number: int) -> str:
    return f' data-words="{escape(words[number])}"' if words else ""
