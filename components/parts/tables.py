"""Tables of our own: sortable by their headings, searchable, readable on a phone, printable."""

from dataclasses import dataclass
from html import escape

from data_access.wording import text


@dataclass(frozen=True)
class Column:
    """A column: its heading, how it is set (`num` for numbers), whether its heading sorts, which way a first press on it
    does (`up` or `down`), and the address that does it where the server sorts."""

    heading: str
    kind: str = ""
    sorts: bool = True
    first: str = "up"
    address: str | None = None


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
    falling: bool | None = None,
    step: int | None = None,
    more: tuple[int, str] | None = None,
) -> str:
    """A table's HTML; the first cell of kind `heading` of a row names it.

    `words`: per row what a search looks through, or nothing to keep the row out of searches; rows without
    the words `searched` are hidden. The last `below` rows stay under the others and `foot` under all, however the
    table is sorted. `current`: the row that is the reader's own. `sorted_by`: the column it is sorted by at
    first, `falling`: the largest first (None: as the column's first press does). `step`: show so many rows, and more by
    a button; `more`: how many rows were not sent, and the address that has more of them.
    """
    falls = falling if falling is not None else sorted_by is not None and columns[sorted_by].first == "down"
    order = "descending" if falls else "ascending"
    heads = "".join(_head(column, order if n == sorted_by else None) for n, column in enumerate(columns))
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
    rest = _more(key, shown - step) if step is not None else _further(*more) if more else ""
    return (
        f'{_orders(key, columns)}<div class="wide"><table class="data" id="{escape(key)}"{paged}><thead><tr>{heads}</tr></thead>'
        f"{bodies or '<tbody></tbody>'}{foot_row}</table></div>{rest}"
    )


def search(
    key: str, label: str, hint: str, none: str, searched: str, words: list[str], served: bool = False
) -> str:
    """A field that filters a table of `key` as one types (`served`: by asking the server, once it is left), and how many
    rows are left; `none`: what is said when no row is; `words`: the table's own."""
    wanted = searched.lower().split()
    hits = sum(all(part in said for part in wanted) for said in words)
    some = text("definitions.found", count="{count}")
    shown = some.replace("{count}", str(hits)) if hits else none
    finds = 'data-scope="q"' if served else f'data-filters="{key}"'
    return (
        f'<p class="search"><label for="{key}-search">{escape(label)}</label><input type="search" id="{key}-search" '
        f'{finds} value="{escape(searched)}" placeholder="{escape(hint)}" maxlength="100" autocomplete="off">'
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


def _further(left: int, address: str) -> str:
    words = text("tables.more", count=left)
    return (
        f'<a class="more-rows" data-inner data-stays href="{escape(address)}">{escape(words)}</a>'
        if left
        else ""
    )


def _orders(key: str, columns: list[Column]) -> str:
    """What sorts where the headings have no room."""
    sorting = [column for column in columns if column.sorts]
    if not sorting:
        return ""
    choices = "".join(
        f'<option value="{escape(column.address or column.heading)}">{escape(column.heading)}</option>'
        for column in sorting
    )
    label, none = escape(text("tables.order")), escape(text("tables.as_it_is"))
    return (
        f'<p class="orders"><label for="{escape(key)}-order">{label}</label><select id="{escape(key)}-order" '
        f'data-orders="{escape(key)}"><option value="">{none}</option>{choices}</select></p>'
    )


def _head(column: Column, order: str | None) -> str:
    words, hint = escape(column.heading), escape(text("definitions.sort"))
    if column.address:
        address = escape(column.address)
        words = f'<a class="sorts" data-inner data-stays href="{address}" title="{hint}">{words}</a>'
    elif column.sorts:
        words = f'<button type="button" data-sorts="{column.first}" title="{hint}">{words}</button>'
    sorted_ = f' aria-sort="{order}"' if order else ""
    return f'<th scope="col" class="{column.kind}"{sorted_}>{words}</th>'


def _cell(column: Column, cell: Cell) -> str:
    value = "" if cell.value is None else f' data-value="{escape(str(cell.value))}"'
    label = f' data-label="{escape(column.heading)}"'
    tag = "th" if column.kind == "heading" else "td"
    scope = ' scope="row"' if tag == "th" else ""
    return f'<{tag}{scope} class="{column.kind}"{label}{value}>{cell.markup}</{tag}>'


def _searched(words: list[str] | None, number: int) -> str:
    return f' data-words="{escape(words[number])}"' if words else ""
