"""How a table is fitted into the width of a page: the same on paper and in Word."""

from dataclasses import dataclass
from unicodedata import east_asian_width

from data_access.documents.document import Table

PAGE = 156 / 25.4 * 72
"""The width of the type area, in points."""
_LATIN = 0.55
_BOLD = 1.15
"""How much wider the bold letters of a heading are."""
_SIZES = {6: (12.0, 6.0), 8: (10.5, 4.0), 99: (9.0, 3.0)}
"""By the most columns: the size of the letters, and what stands between them and their cell's sides."""


@dataclass(frozen=True)
class Fit:
    """The size of a table's letters, what is left beside them, and its columns' widths, all in points."""

    size: float
    beside: float
    widths: tuple[float, ...]


def width(words: str) -> float:
    """About how wide words are, in Chinese characters."""
    return sum(1 if east_asian_width(sign) in "WF" else _LATIN for sign in words)


def fitted(table: Table) -> Fit:
    """Figures get the width that they need, their headings in one line or else in two; words share the rest."""
    size, beside = next(look for most, look in _SIZES.items() if len(table.columns) <= most)
    for lines in (1, 2):
        needed = [need * size + 2 * beside + size / 4 for need in _needed(table, lines)]
        words = [need for need, column in zip(needed, table.columns, strict=True) if not column.figures]
        space = PAGE - sum(needed) + sum(words)
        if words and space >= min(sum(words), PAGE / (2 * lines)):
            own = iter(_shared(words, space))
            widths = (
                need if column.figures else next(own)
                for need, column in zip(needed, table.columns, strict=True)
            )
            return Fit(size, beside, tuple(widths))
    return Fit(size, beside, tuple(need * PAGE / sum(needed) for need in needed))


def _shared(needed: list[float], space: float) -> list[float]:
    """What each gets of the space: more by as much where there is more, else what it needs up to an equal share of what is
    left, so that the longest alone are broken."""
    if sum(needed) <= space:
        return [need * space / sum(needed) for need in needed]
    widths = [0.0] * len(needed)
    for waiting, at in zip(
        range(len(needed), 0, -1), sorted(range(len(needed)), key=needed.__getitem__), strict=True
    ):
        widths[at] = min(needed[at], space / waiting)
        space -= widths[at]
    return widths


def _needed(table: Table, lines: int) -> list[float]:
    """How wide each column's longest cell is, and its heading in so many lines where it has figures below."""
    cells = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    heads = [width(column.heading) * _BOLD / (lines if column.figures else 1) for column in table.columns]
    return [max(2.0, head, *map(width, own)) for head, own in zip(heads, cells, strict=True)]
