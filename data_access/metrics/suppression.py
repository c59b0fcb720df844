"""Small groups of persons stay covered: what is shown of a group never gives one away.

A count of 1 to 4 is shown as `<5`, and where 1 to 4 are left of a known base, that is what is shown. Where the sum of
a group of counts is published too, a further count is covered, or all of them, until every small one could still
be at least two different numbers, given all that is shown and how it was chosen: which further count is covered
follows from the bases, which are public, and never from the counts.
"""

from collections.abc import Collection, Sequence

import pandas as pd

SMALL = "small"
"""Cover of a count from 1 to the limit, exclusive: shown as `<5`."""
NEARLY = "nearly"
"""Cover of a count of which 1 to the limit, exclusive, are left to the whole: shown as that."""
HIDDEN = "hidden"
"""Cover of a count that is hidden to protect a small one: shown as `—`, its size unsaid."""


def covers(
    counts: Sequence[int],
    total_shown: bool = True,
    limit: int = 5,
    bases: Sequence[int | None] | None = None,
    total: int | None = None,
    kept: Collection[int] = (),
) -> list[str | None]:
    """For each count of a group how it is covered: SMALL, NEARLY, HIDDEN, or None (shown).

    `total_shown` says whether the reader can know the group's sum, and `total` what is published as such. Who belongs
    to two areas is counted in both and once in the total: less than the sum, it tells less than the sum would, which is
    what the cover is made for. `bases` are the wholes of which the counts are parts, where readers know them. `kept` are
    the places that are hidden, and to be protected, whatever they count. Counts of 0 are shown, unless nothing short of
    hiding the whole group protects a small one.
    """
    wholes = list(bases) if bases is not None else [None] * len(counts)
    cells = list(zip(counts, wholes, strict=True))
    covered = [
        _cover(count, base, limit) or (HIDDEN if n in kept else None) for n, (count, base) in enumerate(cells)
    ]
    exposed = [place for place, cover in enumerate(covered) if cover]
    if not exposed or not total_shown:
        return covered
    if len(exposed) == 1 and (
        large := [p for p, (n, base) in enumerate(cells) if n and n != base and not covered[p]]
    ):
        covered[min(large, key=lambda place: (_use(wholes[place], limit), place))] = HIDDEN
    sums = {sum(counts), max(sum(counts), total or 0)}
    if all(_protected(cells, covered, exposed, whole, limit) for whole in sums):
        return covered
    return [HIDDEN] * len(counts)


def _cover(count: int, base: int | None, limit: int) -> str | None:
    if base is not None and 0 < count < base < 2 * limit:  # small or nearly all: which of them would tell
        return HIDDEN
    if 0 < count < limit:
        return SMALL
    return NEARLY if base is not None and 0 < base - count < limit else None


def _use(base: int | None, limit: int) -> tuple[int, int]:
    """How well a count serves to hide another: first where no base bounds it, then the least base that leaves room."""
    if base is None:
        return 0, 0
    return (1, base) if base >= 4 * limit else (2, -base)


def _protected(
    cells: list[tuple[int, int | None]], covered: list[str | None], exposed: list[int], total: int, limit: int
) -> bool:
    """Whether each exposed count could be two numbers or more, the group's sum being known."""
    if _telling([base for _, base in cells], total, limit):
        return False
    rest = total - sum(count for (count, _), cover in zip(cells, covered, strict=True) if not cover)
    ranges = {place: reach(*cells[place], cover, limit) for place, cover in enumerate(covered) if cover}
    least, most = (sum(ends) for ends in zip(*ranges.values(), strict=True))
    return all(
        min(high, rest - least + low) > max(low, rest - most + high)
        for low, high in (ranges[place] for place in exposed)
    )


def _telling(bases: list[int | None], total: int, limit: int) -> bool:
    """Whether the sum alone would tell of a group that is covered as a whole: where only all fours make it up, or, of two,
    only a small count beside nothing or beside all."""
    most = (limit - 1) * len(bases)
    known_bases = [base for base in bases if base is not None]
    if total == most or (len(known_bases) == len(bases) and sum(known_bases) - total == most):
        return True
    if len(bases) != 2:
        return False
    alone = [(total - rest, base) for base, other in (bases, bases[::-1]) for rest in {0, other or 0}]
    return any(_cover(count, base, limit) for count, base in alone)


def reach(count: int, base: int | None, cover: str, limit: int) -> tuple[float, float]:
    """From where to where a covered count may lie, for a reader who knows its sign and the whole of which it is a part."""
    if cover == SMALL:
        return 1, min(limit - 1, base if base is not None and base >= count else limit)
    if cover == NEARLY:
        assert base is not None  # nearly all of something
        return base - limit + 1, base - 1
    if base is not None and count < base < 2 * limit:
        return 1, base - 1
    return limit, float("inf") if base is None or count > base else base - limit


def stepped(count: int, base: int | None, limit: int) -> tuple[int, int, str | None]:
    """What is told of a count where only steps are: that it is at least, at most so many, and its cover.

    The steps are those of the limit, 0 apart; where a base is known, so many of it as are short of the limit, all of it,
    and more than it, are apart too.
    """
    low = count // limit * limit
    high = low + limit - 1
    if count < limit:
        cover = SMALL if count else None
        return (min(count, 1), high if count else 0, cover)
    if base and base >= limit:
        if count == base:
            return base, base, None
        if count > base:
            return max(low, base + 1), high, None
        if base - count < limit:
            return max(limit, base - limit + 1), base - 1, NEARLY
        high = min(high, base - limit)
    return low, high, None


def covered(
    frame: pd.DataFrame,
    columns: list[str],
    total_shown: bool = True,
    limit: int = 5,
    total: int | None = None,
) -> pd.DataFrame:
    """The frame with the columns' covered counts taken out (missing), and `<column>_cover` saying how; `total` as in
    `covers`.

    A share made from this frame is missing where its part is covered.
    """
    frame = frame.copy()
    for column in columns:
        counts = [int(count) for count in frame[column]]
        cover = covers(counts, total_shown, limit, total=total)
        frame[f"{column}_cover"] = pd.Series(cover, index=frame.index, dtype="object")
        frame[column] = frame[column].astype("Float64").mask(pd.Series(cover, index=frame.index).notna())
    return frame
