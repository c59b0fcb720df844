"""Tables of our own: sortable by their headings, searchable, readable on a phone, printable."""

from dataclasses import dataclass
from html import escape

from data_access.wording import text

_ARIA = {"up": "ascending", "down": "descending"}


@dataclass(frozen=True)
class Column:
    """A column: its heading, how it is set (`num` for numbers), whether its heading sorts, and which way a first
    press on it does (`up` or `down`)."""

    heading: str
    kind: str = ""
    sorts: bool = True
    first: str = "up"


@dataclass(frozen=True)
class Cell:
    """What stands in a cell as HTML, and what it sorts by where that is not its text; an empty text: last."""

    markup: str
    value: object = None


def table(
    columns: list[Column],
    rows: list[list[Cell]],
    *,
    key: str,
    words: list[str] | None = None,
    searched: str = "",
    below: int = 0,
    foot: list[Cell] | None = None,
    current: int | None = None,
    sorted_by: int | None = None,
    step: int | None = None,
) -> str:
    """A table's HTML; the first cell of kind `heading` of a row names it.

    `words`: per row what a search looks through, or nothing to keep the row out of searches; rows without
    the words `searched` are hidden. The last `below` rows stay under the others and `foot` under all, however the
    table is sorted. `current`: the row that is the reader's own. `sorted_by`: the column it is sorted by at
    first. `step`: show so many rows, and more by a button.
    """
    heads = "".join(_head(column, number == sorted_by) for number, column in enumerate(columns))
    wanted = searched.lower().split()
    lines, shown = [], 0
    for number, row in enumerate(rows):
        missed = bool(words) and not all(part in words[number] for part in wanted)
        hidden = missed or (step is not None and shown >= step)
        shown += not missed
        mine = ' aria-current="true"' if number == current else ""
        lines.append(
            f"<tr{' hidden' if hidden else ''}{_searched(words, number)}{mine}{' data-missed' if missed else ''}>"
            f"{''.join(map(_cell, columns, row))}</tr>"
        )
    split = len(rows) - below
    bodies = "".join(f"<tbody>{''.join(part)}</tbody>" for part in (lines[:split], lines[split:]) if part)
    foot_row = f"<tfoot><tr>{''.join(map(_cell, columns, foot))}</tr></tfoot>" if foot else ""
    paged = f' data-step="{step}"' if step is not None else ""
    more = _more(key, shown - step) if step is not None else ""
    return (
        f'<div class="wide"><table class="data" id="{escape(key)}"{paged}><thead><tr>{heads}</tr></thead>'
        f"{bodies or '<tbody></tbody>'}{foot_row}</table></div>{more}"
    )


def search(key: str, label: str, hint: str, none: str, searched: str, words: list[str]) -> str:
    """A field that filters a table of `key` as one types, and how many rows are left; `none`: what is said when
    no row is; `words`: the table's own."""
    wanted = searched.lower().split()
    hits = sum(all(part in said for part in wanted) for said in words)
    some = text("definitions.found", count="{count}")
    shown = some.replace("{count}", str(hits)) if hits else none
    return (
        f'<p class="search"><label for="{key}-search">{escape(label)}</label><input type="search" id="{key}-search" '
        f'data-filters="{key}" value="{escape(searched)}" placeholder="{escape(hint)}" maxlength="100" autocomplete="off">'
        f'<span class="label" role="status" data-counts="{key}" data-some="{escape(some)}" data-none="{escape(none)}">'
        f"{escape(shown)}</span></p>"
    )


def _more(key: str, left: int) -> str:
    words = text("tables.more", count="{count}")
    hidden = " hidden" if left <= 0 else ""
    return (
        f'<button type="button" class="more-rows" data-more="{escape(key)}" data-some="{escape(words)}"{hidden}>'
        f"{escape(words.replace('{count}', str(left)))}</button>"
    )


def _head(column: Column, is_sorted: bool) -> str:
    words = escape(column.heading)
    if column.sorts:
        hint = escape(text("definitions.sort"))
        words = f'<button type="button" data-sorts="{column.first}" title="{hint}">{words}</button>'
    order = f' aria-sort="{_ARIA[column.first]}"' if is_sorted else ""
    return f'<th scope="col" class="{column.kind}"{order}>{words}</th>'


def _cell(column: Column, cell: Cell) -> str:
    value = "" if cell.value is None else f' data-value="{escape(str(cell.value))}"'
    label = f' data-label="{escape(column.heading)}"'
    tag = "th" if column.kind == "heading" else "td"
    scope = ' scope="row"' if tag == "th" else ""
    return f'<{tag}{scope} class="{column.kind}"{label}{value}>{cell.markup}</{tag}>'


def _searched(words: list[str] | None, number: int) -> str:
    return f' data-words="{escape(words[number])}"' if words else ""
