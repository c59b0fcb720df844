"""The demonstration's bulletins: those of the seven days before its last one, as its office would have issued them, one of them
before the platform was complete."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

import pandas as pd
from sqlalchemy import Connection, Select

from data_access import bulletins
from data_access.bulletins import kept
from data_access.bulletins.content import Content, Section
from data_access.clock import DAY, SHANGHAI
from data_access.made import worked_out
from data_access.records.chain import Actor
from data_access.settings import Settings
from data_access.state import State
from data_access.wording import LANGUAGES, language

_KIND, _DAYS = "daily", 7
_EARLY = 3
"""So many days before the last one is the day whose bulletin was issued too early."""
_LACKED = {"registered": 4, "net_new": 4, "cases_received": 1}
"""What of its figures was not on the platform yet."""
_OFFICE = Actor(None, "office")


def keep(
    connection: Connection, rows: Callable[[Select], pd.DataFrame], town: State, settings: Settings
) -> None:
    """Keeps them, in the transaction in which a demonstration's records begin. `rows`: how queries of its store and of these
    records are read."""
    token = language.set(LANGUAGES[0])
    try:
        for back in range(_DAYS, 0, -1):
            day = town.last_day - timedelta(days=back)
            if day > town.first_day:
                morning = datetime.combine(day + DAY, time(8))
                then = replace(town, complete_at=morning.replace(hour=0, minute=5))
                earlier = (day - DAY,) if back == _EARLY - 1 else ()
                made = worked_out(bulletins.draft(_KIND, day, settings, then, earlier), rows)
                issued = _too_early(made) if back == _EARLY else made
                kept.keep(connection, _OFFICE, morning.replace(tzinfo=SHANGHAI), issued)
    finally:
        language.reset(token)


def _too_early(made: Content) -> Content:
    return replace(made, sections=tuple(map(_lacking, made.sections)))


def _lacking(section: Section) -> Section:
    less = {key: number - _LACKED.get(key, 0) for key, number in section.figures.items()}
    return replace(section, figures=less)
