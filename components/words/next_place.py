"""What a committee's next place costs, and how far it is ahead of the next below, in words."""

from collections.abc import Callable

import pandas as pd

from components.words import numerals
from components.words.place_names import short
from data_access.wording import text


def steps(row, fill: Callable[..., str] = text) -> list[str]:
    """What the next place costs; for the first, whether it shares its place and by how much it leads. `row`: of
    progress.standings, with a place; `fill`: what fills a wording's places."""
    if pd.isna(row.next_name):
        shared = [text("standing.shares_first")] if row.shared else []
        return [*shared, *lead(row, fill)] or [text("standing.first")]
    if not row.reachable:
        return [text("standing.beyond", name=short(row.next_name))]
    return [fill("standing.to_next", name=short(row.next_name), count=numerals.count(row.to_next))]


def lead(row, fill: Callable[..., str] = text) -> list[str]:
    """How far it is ahead of the next below; nothing where nobody is behind. `row`, `fill`: as of `steps`."""
    if pd.isna(row.behind_name):
        return []
    behind = {"place": row.behind_place, "name": short(row.behind_name)}
    if pd.isna(row.lead):
        return [fill("standing.safe", **behind)]
    return [fill("standing.leads", **behind, count=numerals.count(row.lead))]
