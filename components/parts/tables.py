"""Tables of our own: sortable by their headings, searchable, readable on a phone, printable."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from components.parts.html import (
    Content,
    button,
    details,
    div,
    inner,
    input_,
    joined,
    label,
    option,
    p,
    select,
    span,
    summary,
    tbody,
    th,
    thead,
    tr,
)
from components.parts.html import table as whole
from components.words import numerals
from data_access.wording import text


@dataclass(frozen=True)
class Column:
    """A column: its heading, how it is set (`num` for numbers), whether its heading sorts, which way a first press on it
    does (`up` or `down`), the address that does it where the server sorts, and what the address calls it (without a name:
    by its number, from 1)."""

    heading: str
    kind: str = ""
    sorts: bool = True
    first: str = "up"
    address: str | None = None
    name: str = ""


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, words or HTML, and what it sorts by where that is not its text; an empty text: last."""

    content: str | Markup
    value: object = None


def number(content: str | Markup, value) -> Cell:
    """A cell that sorts by a number, one that is missing last."""
    return Cell(content, "" if numerals.missing(value) else value)


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
    counted: bool = True,
    printed: str = "whole",
) -> Markup:
    """A table's HTML; the first cell of kind `heading` of a row names it.

    `words`: per row what a search looks through, or nothing to keep the row out of searches; rows without
    the words `searched` are hidden. The last `below` rows stay under the others and `foot` under all, however the
    table is sorted. `current`: the row that is the reader's own. `sorted_by`: the column it is sorted by at
    first, `falling`: the largest first (None: as the column's first press does). `step`: show so many rows, and more by
    a button; `more`: how many rows were not sent, and the address that has more of them; `counted`: whether the reader may
    know how many rows there are, which where some are withheld would say how many. `printed`: whether paper has it `whole`
    or the `part` that the screen shows.
    """
    falls = falling if falling is not None else sorted_by is not None and columns[sorted_by].first == "down"
    order = "descending" if falls else "ascending"
    heads = "".join(_head(n, column, order if n == sorted_by else None) for n, column in enumerate(columns))
    parts = searched.lower().split()
    lines, matching = [], 0
    for number, row in enumerate(rows):
        missed = not all(part in words[number] for part in parts) if words else False
        hidden = missed or (step is not None and matching >= step)
        matching += not missed
        mine = ' aria-current="true"' if number == current else ""
        lines.append(
            f"<tr{' hidden' if hidden else ''}{_searched(words, number)}{mine}{' data-missed' if missed else ''}>"
            f"{''.join(map(_cell, columns, row))}</tr>"
        )
    split = len(rows) - below
    bodies = "".join(f"<tbody>{''.join(part)}</tbody>" for part in (lines[:split], lines[split:]) if part)
    foot_row = f"<tfoot><tr>{''.join(map(_cell, columns, foot))}</tr></tfoot>" if foot else ""
    paged = f' data-step="{step}"' if step is not None else ""
    in_part = ' data-printed="part"' if printed == "part" else ""
    rest = (
        _more(key, matching - step, counted)
        if step is not None
        else _further(*more, counted)
        if more
        else None
    )
    drawn = (
        f'<table class="data" id="{escape(key)}"{paged}{in_part}><thead><tr>{heads}</tr></thead>'
        f"{bodies or '<tbody></tbody>'}{foot_row}</table>"
    )
    return joined(_orders(key, columns), div(Markup(drawn), cls="wide"), rest)


def brief(heads: Iterable[tuple[str, str]], rows: Content, cls: str = "") -> Markup:
    """A short table that nobody sorts. `heads`: each heading with how its column is set; `rows`: the rows' HTML."""
    headings = [th(words, scope="col", cls=kind) for words, kind in heads]
    return whole(thead(tr(headings)), tbody(rows), cls=f"list {cls}".rstrip())


def behind(title: str, table: Markup) -> Markup:
    """The table of a picture, one press away, in a box that scrolls. `title`: the picture's."""
    label = text("sign.named", name=title, words=text("table.as_table"))
    box = div(table, cls="scrolls", tabindex=0, role="region", aria_label=label)
    return details(summary(text("table.as_table")), box, cls="more")


def search(
    key: str,
    named: str,
    hint: str,
    none: str,
    searched: str,
    words: list[str],
    served: bool = False,
    counted: bool = True,
) -> Markup:
    """A field that filters a table of `key` as one types (`served`: by asking the server, once it is left), and how many
    rows are left; `none`: what is said when no row is; `words` and `counted`: the table's own."""
    parts = searched.lower().split()
    hits = sum(all(part in row for part in parts) for row in words)
    some = text("table.found", count="{count}") if counted else ""
    field = input_(
        type="search",
        id=f"{key}-search",
        data_scope="q" if served else None,
        data_filters=None if served else key,
        value=searched,
        placeholder=hint,
        maxlength=100,
        autocomplete="off",
    )
    result = some.replace("{count}", str(hits)) if hits else none
    count = span(result, cls="label", role="status", data_counts=key, data_some=some, data_none=none)
    return p(label(named, for_=f"{key}-search"), field, count, cls="search")


def _more(key: str, left: int, counted: bool) -> Markup:
    words, unprinted = _left("{count}", counted)
    return button(
        words.replace("{count}", str(left)),
        type="button",
        cls="more-rows",
        data_more=key,
        data_some=words,
        data_unprinted=unprinted,
        data_left=unprinted.replace("{count}", str(left)),
        hidden=left <= 0,
    )


def _further(left: int, address: str, counted: bool) -> Markup | None:
    if not left:
        return None
    words, unprinted = _left(left, counted)
    return inner(address, words, cls="more-rows", data_stays=True, data_left=unprinted)


def _left(count: int | str, counted: bool) -> tuple[str, str]:
    """What says that rows are left, on the screen and on paper."""
    if not counted:
        return text("table.more_uncounted"), text("table.unprinted_uncounted")
    return text("table.more", count=count), text("table.unprinted", count=count)


def _orders(key: str, columns: list[Column]) -> Markup | None:
    """What sorts where the headings have no room."""
    sorting = [column for column in columns if column.sorts]
    if not sorting:
        return None
    choices = [option(column.heading, value=column.address or column.heading) for column in sorting]
    order = f"{key}-order"
    return p(
        label(text("table.order"), for_=order),
        select(option(text("table.as_it_is"), value=""), choices, id=order, data_orders=key),
        cls="orders",
    )


def _head(number: int, column: Column, order: str | None) -> str:
    words, hint = escape(column.heading), text("table.sort")
    if column.address:
        words = inner(column.address, words, cls="sorts", data_stays=True, title=hint)
    elif column.sorts:
        words = button(words, type="button", data_sorts=column.first, title=hint)
    sorted_ = f' aria-sort="{order}"' if order else ""
    name = escape(column.name or str(number + 1))
    return f'<th scope="col" class="{column.kind}" data-column="{name}"{sorted_}>{words}</th>'


def _cell(column: Column, cell: Cell) -> str:
    value = "" if cell.value is None else f' data-value="{escape(str(cell.value))}"'
    label = f' data-label="{escape(column.heading)}"'
    tag = "th" if column.kind == "heading" else "td"
    scope = ' scope="row"' if tag == "th" else ""
    return f'<{tag}{scope} class="{column.kind}"{label}{value}>{escape(cell.content)}</{tag}>'


def _searched(words: list[str] | None, number: int) -> str:
    return f' data-words="{escape(words[number])}"' if words else ""
