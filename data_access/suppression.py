"""Small groups of persons stay covered: what is shown of a group never gives one away.

A count of 1 to 4 is shown as `<5`. Where the sum of a group of counts is published too, further counts are
covered until every small one could still be at least two different numbers, given all that is shown.
"""

import pandas as pd

SMALL = "small"
"""Cover of a count from 1 to the limit, exclusive: shown as `<5`."""
HIDDEN = "hidden"
"""Cover of a count that is hidden to protect a small one: shown as `—`, its size unsaid."""


def covers(counts: list[int], total_shown: bool = True, limit: int = 5) -> list[str | None]:
    """For each count of a group how it is covered: SMALL, HIDDEN, or None (shown).

    `total_shown` says whether the reader can know the group's sum. Counts of 0 are shown, unless nothing
    short of hiding the whole group protects a small one.
    """
    small = [place for place, count in enumerate(counts) if 0 < count < limit]
    covered: list[str | None] = [SMALL if place in small else None for place in range(len(counts))]
    if not small or not total_shown:
        return covered
    large = sorted((place for place, count in enumerate(counts) if count >= limit), key=counts.__getitem__)
    for more in range(len(large) + 1):
        hidden = large[:more]
        if _protected([counts[place] for place in small], [counts[place] for place in hidden], limit):
            return [HIDDEN if place in hidden else cover for place, cover in enumerate(covered)]
    return [HIDDEN] * len(counts)


def _protected(small: list[int], hidden: list[int], limit: int) -> bool:
    """Whether each small count could be two numbers or more, the sum of all covered ones being known.

    A reader knows that a small count lies in 1 … limit−1 and a hidden one is at least `limit`.
    """
    known = sum(small) + sum(hidden)
    others_least = len(small) - 1 + limit * len(hidden)
    highest = min(limit - 1, known - others_least)
    others_most = float("inf") if hidden else (limit - 1) * (len(small) - 1)
    lowest = max(1, known - others_most)
    return highest - lowest >= 1


def covered(
    frame: pd.DataFrame, columns: list[str], total_shown: bool = True, limit: int = 5
) -> pd.DataFrame:
    """The frame with the columns' covered counts taken out (missing), and `<column>_cover` saying how.

    A share made from this frame is missing where its part is covered.
    """
    frame = frame.copy()
    for column in columns:
        counts = [int(count) for count in frame[column]]
        cover = covers(counts, total_shown, limit)
        frame[f"{column}_cover"] = pd.Series(cover, index=frame.index, dtype="object")
        frame[column] = frame[column].astype("Float64").mask(pd.Series(cover, index=frame.index).notna())
    return frame
