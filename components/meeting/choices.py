"""What a decision may be about, and who may be responsible for it."""

from dataclasses import dataclass
from typing import Any

from components.words.place_names import short
from data_access.rows import or_none
from data_access.settings import Settings
from data_access.wording import name, text

Units = dict[tuple[str, str], str]
"""Those who may be responsible: what they are called, by their kind and code."""


@dataclass(frozen=True)
class Thing:
    """What a decision may be about."""

    about: str
    code: str
    title: str
    is_sensitive: bool = False


@dataclass(frozen=True)
class Choices:
    """Who may be responsible, what a decision may be about, and what of that the address puts to the meeting."""

    units: Units
    things: tuple[Thing, ...]
    chosen: Thing | None


def of(matters: tuple[Any, ...], settings: Settings) -> Choices:
    """What may be chosen: cases that are late, works under way, committees, topics. `matters`: meetings.matters, with the case that
    the address names."""
    late, works, committees, departments, case = matters
    committees = committees[committees["valid_to"].isna()]
    named = {("department", row.code): or_none(row.name) or row.code for row in departments.itertuples()}
    local = {("committee", row.committee): short(row.name) for row in committees.itertuples()}
    chosen = None if case is None else _case(next(case.row.itertuples()))
    things = (
        *(_case(row) for row in late.itertuples()),
        *(Thing("project", row.project, row.title) for row in works[works["actor"].notna()].itertuples()),
        *(Thing("committee", row.committee, row.name) for row in committees.itertuples()),
        *(Thing("topic", topic.key, topic.name) for topic in settings.topics),
    )
    if chosen is not None and chosen not in things:
        things = (chosen, *things)
    return Choices(named | local, things, chosen)


def written(thing: Thing | None) -> str:
    """What a choice is called."""
    if thing is None:
        return text("meeting.about_nothing")
    return text("sign.named", name=name("decision_about", thing.about), words=thing.title)


def _case(row) -> Thing:
    return Thing("case", row.case, row.title, or_none(row.sensitive) is not None)
