"""The bulletin (通报) of a day, a week or a month: its figures from the pages' own queries, its text, and those that were issued."""

from collections.abc import Callable
from datetime import date

from data_access import cases, concerns, meetings, party, residents, supervision, works
from data_access import registration as registrations
from data_access.bulletins import kept, sections
from data_access.bulletins.content import Content, Correction, Section, Source, since
from data_access.made import Made
from data_access.rows import together
from data_access.settings import Settings
from data_access.state import State

_NEEDS = {
    "answers": ("post.first_official_reply_at",),
    "cases": ("case_file",),
    "works": ("project", "project_stage"),
    "supervision": ("case_file",),
}
"""By section: without what of the contract there is none."""
_RECORDED = ("supervision", "decisions")
"""The sections that there are where the records can be read."""


def in_force(settings: Settings, town: State) -> tuple[str, ...]:
    """The sections that the settings name and for which the town has data, in the settings' order."""
    return tuple(key for key in settings.bulletin.sections if _has_data(key, town))


def source(settings: Settings, town: State) -> Source:
    """Of which town a bulletin is, and how old its data are."""
    return Source(settings.name_of(town.demonstration), town.complete_at, town.demonstration)


def draft(
    kind: str, on: date, settings: Settings, town: State, earlier: tuple[date, ...] = ()
) -> Made[Content]:
    """A bulletin as it would be issued now. `earlier`: the days of those that it compares, kept.to_check."""
    counted = Made(together, *(figures(kind, day, settings, town) for day in earlier))
    corrections = Made(kept.corrections, kept.issued(kind, on), earlier, counted)
    found = figures(kind, on, settings, town)
    return Made(_content, kind, on, source(settings, town), found, corrections)


def figures(kind: str, on: date, settings: Settings, town: State) -> Made[tuple[Section, ...]]:
    """The sections as they are counted now."""
    keys = in_force(settings, town)
    others = (key for key in sections.WELL.values() if sections.PRAISE in keys and _has_data(key, town))
    read = tuple(dict.fromkeys([*others, *keys]))
    read = tuple(key for key in read if key != sections.PRAISE)
    return Made(sections.assembled, keys, read, *(_MADE[key](kind, on, settings) for key in read))


def _has_data(key: str, town: State) -> bool:
    return town.keeps(*_NEEDS.get(key, ())) and (town.recorded or key not in _RECORDED)


def _content(
    kind: str, on: date, source: Source, found: tuple[Section, ...], corrections: tuple[Correction, ...]
) -> Content:
    return Content(kind, on, source, found, corrections)


def _registration(kind: str, on: date, settings: Settings) -> Made[Section]:
    before = since(kind, on)
    queries = (
        registrations.town([before, on]),
        registrations.standings(on, settings, before),
        registrations.improvement(on, before),
    )
    return Made(sections.registration, *queries, on, before, settings)


def _activity(_kind: str, on: date, _settings: Settings) -> Made[Section]:
    return Made(sections.activity, residents.town(on), party.town(on))


def _answers(kind: str, on: date, _settings: Settings) -> Made[Section]:
    days = sections.ANSWER_DAYS[kind]
    return Made(sections.answers, concerns.town(on, days), days)


def _cases(kind: str, on: date, _settings: Settings) -> Made[Section]:
    return Made(sections.cases, cases.figures(on, days=(on - since(kind, on)).days))


def _works(kind: str, on: date, settings: Settings) -> Made[Section]:
    return Made(sections.works, works.standing(on), on, since(kind, on), settings)


def _supervision(_kind: str, on: date, settings: Settings) -> Made[Section]:
    return Made(sections.supervision, supervision.counts(on, settings))


def _decisions(kind: str, on: date, settings: Settings) -> Made[Section]:
    return Made(sections.decisions, meetings.all_decided(on, on, settings), since(kind, on), on)


_MADE: dict[str, Callable[[str, date, Settings], Made[Section]]] = {
    "registration": _registration,
    "activity": _activity,
    "answers": _answers,
    "cases": _cases,
    "works": _works,
    "supervision": _supervision,
    "decisions": _decisions,
}
