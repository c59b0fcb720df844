"""What residents talk about: how many take part under each topic, what rises, where; queries and what follows from them."""

from datetime import date

import pandas as pd
from sqlalchemy import Select

from data_access.made import Made
from data_access.settings import Settings
from data_access.state import State
from data_access.store import TOWN
from data_access.topics import counts, heated, phrases, rising
from data_access.vocabulary import signature

__all__ = ["counts", "heated", "phrases", "rising"]


def names(settings: Settings) -> dict[str, str]:
    """The town's name of each topic by its key, without that of what belongs to none."""
    return {topic.key: topic.name for topic in settings.topics}


def are_current(town: State, settings: Settings) -> bool:
    """Whether the store was counted by the topics of the settings; the next refresh does so where it was not."""
    return town.topics == signature(settings.topics)


def heat(on: date, settings: Settings, committee: str | None = None) -> Made[pd.DataFrame]:
    """Every topic with who takes part in it, the most first: rows of `heated.Heat`, of the town or of a committee."""
    history = counts.lately(committee, rising.reach(on), on), counts.of_days(_weeks(on), committee or TOWN)
    if committee is None:
        return Made(heated.of_town, *history, on, settings)
    cells = Made(heated.covered, *_cells(on, _weeks(on)[-2:]), settings)
    return Made(heated.of_committee, *history, cells, on, settings, committee)


def sparks(on: date, settings: Settings, committee: str | None = None) -> Made[pd.DataFrame]:
    """Participants under each topic at the ends of the last 12 weeks: topic, day, participants (missing where covered)."""
    if committee is None:
        return Made(heated.lines_of_town, counts.of_days(_weeks(on), TOWN), settings, tuple(_weeks(on)))
    return Made(heated.lines, Made(heated.covered, *_cells(on, _weeks(on)), settings), committee)


def by_committee(on: date, settings: Settings) -> Made[pd.DataFrame]:
    """Every topic that is talked about in every committee of the day: rows of `heated.Cell`."""
    return Made(heated.cells, Made(heated.covered, *_cells(on, [on]), settings), settings)


def curve(
    topic: str, on: date, settings: Settings, committee: str | None = None, days: int = 84
) -> Made[pd.DataFrame]:
    """A topic on each of the last days: day, participants (missing where covered), posts; both of the 7 days up to it."""
    listed = [on - n * heated.DAY for n in reversed(range(days))]
    if committee is None:
        return Made(heated.curve_of_town, counts.of_days(listed, TOWN, topic), topic, tuple(listed))
    of_topic = counts.in_committees(listed, topic), counts.of_days(listed, TOWN, topic)
    cells = Made(heated.covered, *of_topic, counts.committees(), settings)
    return Made(heated.curve, cells, committee, topic, tuple(listed))


def suggestions(on: date, settings: Settings) -> Made[pd.DataFrame]:
    """The commonest words of the last 30 days' public posts of no topic that ask for something, for a topic of their own:
    word, posts."""
    return Made(phrases.commonest, phrases.titles(on, settings), phrases.place_names(), settings)


def _weeks(on: date) -> list[date]:
    """The ends of the last 12 weeks."""
    return [on - n * heated.WEEK for n in reversed(range(heated.WEEKS))]


def _cells(on: date, days: list[date]) -> tuple[Select, Select, Select]:
    """What heated.covered takes of some of the last weeks' ends, the town's counts as every other figure reads them."""
    return counts.in_committees(days), counts.of_days(_weeks(on), TOWN), counts.committees()
