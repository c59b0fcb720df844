"""The committees to choose from, and what is said of one that is not there."""

from datetime import date

import pandas as pd
from markupsafe import Markup, escape

from components.parts import chooser
from components.parts.cards import notice
from components.parts.html import draw as put
from components.parts.html import inner, joined
from components.parts.tables import Cell, Column, number
from components.scope import Scope, town
from components.words import numerals
from components.words.place_names import short
from data_access.clock import DAY
from data_access.wording import text

_FOUNDED = 6


def _missing(committees: pd.DataFrame, scope: Scope) -> None:
    """Why the committee of the address cannot be shown: unknown, or not there on the day, with a link to a day when it
    is."""
    found = committees[committees["committee"] == scope.committee]
    if found.empty:
        put(notice(text("scope.committee", value=scope.committee)))
        return
    row = next(found.itertuples())
    words, day = _absent(row, scope)
    link = inner(scope.again("committee", on=day), text("committee.see_day", day=day)) if day else None
    put(notice(words, joined(" ", link) if link else None, _founded(committees, row, scope)))


def draw(history: pd.DataFrame, committees: pd.DataFrame, scope: Scope) -> None:
    """The list with its search, below why the committee of the address is not shown. `history`: areas.committees;
    `committees`: registration.by_committee."""
    if scope.committee:
        _missing(history, scope)
    words = [f"{row.name} {row.committee}" for row in committees.itertuples()]
    columns = [
        Column(text("common.committee"), "heading", name="committee"),
        Column(text("common.code"), "code", name="code"),
        Column(text("common.bound"), "num", name="bound"),
        Column(text("committee.base"), "num", name="base"),
    ]
    chooser.draw(
        "committees",
        committees,
        words,
        columns,
        lambda row: _row(row, scope),
        scope,
        page="committee",
        subject="registration",
    )


def _row(row, scope: Scope) -> list[Cell]:
    return [
        Cell(inner(scope.link("committee", committee=row.committee), short(row.name)), row.name),
        Cell(row.committee),
        Cell(numerals.count(row.households), row.households),
        number(numerals.count(row.occupied_households), row.occupied_households),
    ]


def _founded(committees: pd.DataFrame, row, scope: Scope) -> Markup | None:
    """The committees that began on the day on which another ended: after a split or a merger its residents are theirs."""
    if pd.isna(row.valid_to) or row.valid_to > scope.on:
        return None
    begun = committees[
        (committees["valid_from"] == row.valid_to) & (committees["committee"] != row.committee)
    ][:_FOUNDED]
    links = [
        inner(scope.link("committee", committee=one.committee), short(one.name)) for one in begun.itertuples()
    ]
    names = escape(text("sign.and")).join(links)
    return joined(" ", text("committee.founded"), names) if links else None


def _absent(row, scope: Scope) -> tuple[str, date | None]:
    ended = not pd.isna(row.valid_to) and row.valid_to <= scope.on
    key = "committee.ended" if ended else "committee.not_yet"
    day = row.valid_to - DAY if ended else row.valid_from
    words = text(key, name=row.name, on=scope.on, day=row.valid_to if ended else row.valid_from)
    visible = town().first_day <= day <= scope.latest and not (
        not pd.isna(row.valid_to) and day >= row.valid_to
    )
    return words, day if visible else None
