"""A bulletin in words: section by section, and as the one text that is posted, which a group's robot takes too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from data_access.bulletins.content import KINDS, Content, Correction, Named, Number, Section
from data_access.clock import DAY
from data_access.metrics import percent, share
from data_access.wording import name, text

MOST = 2048
"""A text has fewer bytes than this, as robots of groups ask."""
_SIGNED = ("net_new", "coverage_points")


class _Clause(NamedTuple):
    """What a wording says of figures; `rated`: the first is a part of the second, and there is one; `positive`: said only
    where the first is something."""

    wording: str
    needs: tuple[str, ...]
    rated: bool = False
    positive: bool = False


_HEADS = {
    "registration": (
        _Clause("registered", ("registered",)),
        _Clause("net_new", ("net_new",)),
        _Clause("coverage", ("households", "occupied_households"), rated=True),
        _Clause("coverage_points", ("coverage_points",)),
    ),
    "activity": (
        _Clause("active", ("active_residents", "active_of"), rated=True),
        _Clause("party_active", ("party_active", "identity_shown"), rated=True),
    ),
    "answers": (
        _Clause("answered", ("answered_24h", "concerns", "answer_days"), rated=True),
        _Clause("unanswered", ("unanswered", "unanswered_24h")),
    ),
    "cases": (
        _Clause("cases_moved", ("cases_received", "cases_closed")),
        _Clause("cases_stand", ("cases_open", "cases_overdue")),
    ),
    "works": (_Clause("works_behind", ("works_behind", "works"), rated=True),),
    "supervision": (_Clause("slips", ("slips_open", "slips_red", "slips_to_check")),),
    "decisions": (
        _Clause("decisions", ("decisions_open", "decisions_late")),
        _Clause("decisions_done", ("decisions_done",)),
    ),
    "praise": (
        _Clause("works_done", ("works_done",), positive=True),
        _Clause("closed_well", ("closed_in_time",), positive=True),
        _Clause("growing", ("growing",), positive=True),
    ),
}
_FALLBACK = {"praise": _Clause("thanked", ("registered",), positive=True)}
"""Said where nothing else of a section is."""
_DETAILS = {
    "registration": (_Clause("stalled", ("stalled",), positive=True),),
    "cases": (_Clause("on_time", ("closed_in_time", "closings_due"), rated=True),),
    "works": (_Clause("works_lights", ("works_red", "works_amber", "works_suspended")),),
    "supervision": (_Clause("slips_in_time", ("answered_in_time", "answers_due"), rated=True),),
}
_LISTS = {
    "registration": ("leading", "gained"),
    "works": ("latest",),
    "decisions": ("late_units",),
    "praise": ("done",),
}
"""By section: what of it is named."""


@dataclass(frozen=True)
class Passage:
    """A section in words: its heading figures, which are never left out, and its details, the weightiest first."""

    key: str
    head: str
    details: tuple[str, ...] = ()


def title(content: Content) -> str:
    """What the bulletin is called: the town, its kind, its days."""
    first, last = long_day(content.since + DAY), long_day(content.on)
    days = last if content.kind == KINDS[0] else text("bulletin.days", first=first, last=last)
    what = text(f"bulletin.title_{content.kind}", days=days)
    if content.source.town is None:
        return what
    return text("bulletin.of_town", town=content.source.town, title=what)


def sources(content: Content) -> str:
    """Up to when the figures count, how old the data are, and whether they are made up."""
    at = content.source.complete_at
    words = text("bulletin.data", on=long_day(content.on), day=long_day(at), at=at)
    return text("bulletin.made_up", words=words) if content.source.demonstration else words


def passages(content: Content) -> list[Passage]:
    """The sections that say something, in their order; before them what is corrected of earlier bulletins."""
    found = [_corrections(content.corrections)] if content.corrections else []
    own = (_passage(section, content.kind) for section in content.sections)
    return [*found, *(passage for passage in own if passage.head)]


def whole(content: Content) -> str:
    """The text as it is posted, of fewer bytes than MOST: what is too long loses details from its end, and says where they
    are; the heading figures stay whatever is named."""
    kept = passages(content)
    words = _posted(content, kept, complete=True)
    while len(words.encode()) >= MOST and any(passage.details for passage in kept):
        last = max(place for place, passage in enumerate(kept) if passage.details)
        shorter = Passage(kept[last].key, kept[last].head, kept[last].details[:-1])
        kept = [*kept[:last], shorter, *kept[last + 1 :]]
        words = _posted(content, kept, complete=False)
    return words


def corrected(one: Correction) -> str:
    """A correction in words: of which bulletin, which figure, what it was and is."""
    which = text(f"bulletin.title_{one.kind}", days=long_day(one.day))
    stated, counted = (_number(one.figure, number) for number in (one.stated, one.counted))
    figure = name("bulletin_figure", one.figure)
    return text("bulletin.corrected", which=which, figure=figure, stated=stated, counted=counted)


def long_day(day: date) -> str:
    """A day with its year, as what is handed on has it."""
    return text("language.day_of_year", day=day)


def _posted(content: Content, kept: list[Passage], *, complete: bool) -> str:
    lines = [title(content), sources(content)]
    for passage in kept:
        lines.append(text("bulletin.posted", name=name("bulletin_section", passage.key), words=passage.head))
        lines += [text("bulletin.detail", words=words) for words in passage.details]
    return "\n".join(lines if complete else [*lines, text("bulletin.more")])


def _corrections(found: tuple[Correction, ...]) -> Passage:
    return Passage(
        "corrections", text("bulletin.corrections", count=len(found)), tuple(map(corrected, found))
    )


def _passage(section: Section, kind: str) -> Passage:
    heads = [*_clauses(_HEADS[section.key], section.figures, kind)]
    if not heads and section.key in _FALLBACK:
        heads = [*_clauses((_FALLBACK[section.key],), section.figures, kind)]
    details = (*_clauses(_DETAILS.get(section.key, ()), section.figures, kind), *_lists(section))
    stop = text("sign.stop") if heads else ""
    return Passage(section.key, text("sign.comma").join(heads) + stop, details)


def _clauses(clauses: tuple[_Clause, ...], figures: Mapping[str, Number], kind: str) -> Iterator[str]:
    for clause in clauses:
        if not all(key in figures for key in clause.needs):
            continue
        part, *whole = (figures[key] for key in clause.needs)
        rate = share(part, whole[0]) if clause.rated else None
        if (rate is not None or not clause.rated) and (part > 0 or not clause.positive):
            yield _clause(clause, figures, rate, kind)


def _clause(clause: _Clause, figures: Mapping[str, Number], rate: float | None, kind: str) -> str:
    values = {key: _number(key, figures[key]) for key in clause.needs}
    if rate is not None:
        values["rate"] = _rate(rate)
    values |= {word: text(f"bulletin.{word}_{kind}") for word in ("span", "since")}
    return text(f"bulletin_line.{clause.wording}", **values)


def _lists(section: Section) -> Iterator[str]:
    for key in _LISTS.get(section.key, ()):
        if rows := section.listed.get(key):
            words = text("sign.listed").join(_named(key, row) for row in rows)
            yield text(f"bulletin_line.{key}", names=words)


def _named(key: str, row: Named) -> str:
    rate = share(row.number, row.of)
    number = f"{row.number:,}" if rate is None else _rate(rate)
    return text(f"bulletin_named.{key}", name=row.name, number=number)


def _rate(rate: float) -> str:
    return f"{percent(rate)}%"


def _number(key: str, number: Number) -> str:
    """A figure as it is written: differences with their sign."""
    if key not in _SIGNED:
        return f"{number:,}"
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return f"{sign}{abs(number):,}"
