"""Which registered residents take part, where they live, and on which boards they talk."""

from datetime import date

import pandas as pd

from data_access import rows
from data_access.made import Made
from data_access.residents import taking_part
from data_access.residents.taking_part import Active, town
from data_access.settings import Settings

__all__ = ["town"]


def by_committee(on: date, settings: Settings) -> Made[pd.DataFrame]:
    """The committees by their share of active residents: taking_part.standings."""
    return Made(taking_part.standings, taking_part.on_day(on), settings.minimums)


def by_board(on: date, settings: Settings, committee: str | None = None) -> Made[pd.DataFrame]:
    """The boards of the town, or of a committee, those with the most active residents first: taking_part.boards."""
    counts = taking_part.acting(on), taking_part.talk(on, committee), by_committee(on, settings)
    return Made(taking_part.boards, *counts, committee, settings.minimums)


def of_town(on: date, settings: Settings) -> Made[tuple[pd.DataFrame, pd.DataFrame]]:
    """The town's committees and boards."""
    return Made(rows.together, by_committee(on, settings), by_board(on, settings))


def of_committee(code: str, on: date, settings: Settings) -> Made[tuple[Active | None, pd.DataFrame]]:
    """A committee's own row of by_committee (None where it has none), and its boards."""
    own = Made(rows.one, by_committee(on, settings), code)
    return Made(rows.together, own, by_board(on, settings, code))
