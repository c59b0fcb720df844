"""What a bulletin holds: its figures, section by section, what it names, and which earlier ones it corrects; as a value that can
be kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from data_access.clock import DAY

KINDS = ("daily", "weekly", "monthly")
_WEEK = timedelta(days=7)
Number = int | float


@dataclass(frozen=True)
class Named:
    """A committee or a work that a bulletin names, and its figure; `of`: what that is a part of."""

    name: str
    number: int
    of: int | None = None


@dataclass(frozen=True)
class Section:
    """What a section says: its figures by their keys, those that are known, and what it names, by the key of the list."""

    key: str
    figures: Mapping[str, Number] = field(default_factory=dict)
    listed: Mapping[str, tuple[Named, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Correction:
    """A figure of an earlier bulletin (of a kind and a day) as it was stated, and as the platform counts it now."""

    kind: str
    day: date
    figure: str
    stated: Number
    counted: Number


@dataclass(frozen=True)
class Source:
    """Of which town a bulletin is, how old its data are, and whether these are made up."""

    town: str | None
    complete_at: datetime
    demonstration: bool


@dataclass(frozen=True)
class Content:
    """A bulletin of the days after `since` up to and with `on`."""

    kind: str
    on: date
    source: Source
    sections: tuple[Section, ...]
    corrections: tuple[Correction, ...] = ()

    @property
    def since(self) -> date:
        """The day before the first."""
        return since(self.kind, self.on)

    @property
    def figures(self) -> dict[str, Number]:
        """Its figures by their keys."""
        return {key: number for section in self.sections for key, number in section.figures.items()}

    def kept(self) -> dict[str, Any]:
        """The same of plain values, for JSON."""
        plain = asdict(self)
        plain["on"] = self.on.isoformat()
        plain["source"]["complete_at"] = self.source.complete_at.isoformat()
        for row in plain["corrections"]:
            row["day"] = row["day"].isoformat()
        return plain


def of_kept(plain: Mapping[str, Any]) -> Content:
    """A bulletin from the plain values of `Content.kept`."""
    sections = tuple(
        Section(
            one["key"],
            one["figures"],
            {key: tuple(Named(**row) for row in rows) for key, rows in one["listed"].items()},
        )
        for one in plain["sections"]
    )
    source = plain["source"] | {"complete_at": datetime.fromisoformat(plain["source"]["complete_at"])}
    corrections = (row | {"day": date.fromisoformat(row["day"])} for row in plain["corrections"])
    return Content(
        plain["kind"],
        date.fromisoformat(plain["on"]),
        Source(**source),
        sections,
        tuple(Correction(**row) for row in corrections),
    )


def since(kind: str, on: date) -> date:
    """The day at whose end the days of a bulletin begin: the day before, a week before, the last day of the month before."""
    return {"daily": on - DAY, "weekly": on - _WEEK, "monthly": on.replace(day=1) - DAY}[kind]
