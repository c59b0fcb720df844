"""To whom a slip may be addressed, and what one begins with about the thing that the address names."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from components.scope import Scope
from components.supervision.forms import About, Units
from components.words.place_names import short
from data_access.cases.listing import Item
from data_access.rows import or_none
from data_access.settings import Settings


def thing(scope: Scope) -> tuple[str, str] | None:
    """About which thing the address would have a slip issued: what kind it is, and its code."""
    codes = ((kind, scope.parameter(kind)) for kind in ("case", "topic", "project", "committee"))
    return next(((kind, code) for kind, code in codes if code), None)


def units(matters: tuple[Any, ...]) -> Units:
    """The town's departments and committees. `matters`: meetings.matters."""
    _, _, committees, departments, _ = matters
    named = {("department", row.code): or_none(row.name) or row.code for row in departments.itertuples()}
    valid = committees[committees["valid_to"].isna()]
    local = {("committee", row.committee): short(row.name) for row in valid.itertuples()}
    return named | local


def about(
    named: tuple[str, str] | None,
    matters: tuple[Any, ...],
    proposals: pd.DataFrame | None,
    settings: Settings,
    demonstration: bool,
) -> About | None:
    """What a slip about a thing begins with; None where there is no such thing for the reader. `named`: of `thing`; `matters`: as in
    `units`; `proposals`: supervision.proposed, None where the reader has none."""
    _, works, committees, _, case = matters
    if named and named[0] == "case":
        return None if case is None else _case(case, proposals)
    things = (*_topics(settings, demonstration), *_projects(works), *_committees(committees))
    return next((one for one in things if (one.kind, one.thing) == named), None)


def _case(item: Item, proposals: pd.DataFrame | None) -> About:
    """As the rule proposes it, else as a reminder to who handles it."""
    row = next(item.row.itertuples())
    held, hidden = or_none(row.department), or_none(row.sensitive) is not None
    unit = ("department", held) if held else ("committee", row.committee)
    own = None if proposals is None else proposals[proposals["case"] == row.case]
    if own is None or own.empty:
        return About("case", row.case, row.title, unit, hidden)
    rule = next(own.itertuples())
    return About("case", row.case, row.title, (rule.unit_kind, rule.unit), hidden, rule.colour, rule.reason)


def _topics(settings: Settings, demonstration: bool) -> Iterator[About]:
    """Of each the department that answers under it, where one does."""
    for topic in settings.topics_of(demonstration):
        unit = ("department", topic.department) if topic.department else None
        yield About("topic", topic.key, topic.name, unit)


def _projects(works: pd.DataFrame) -> Iterator[About]:
    for row in works.itertuples():
        yield About("project", row.project, row.title, ("committee", row.committee))


def _committees(committees: pd.DataFrame) -> Iterator[About]:
    for row in committees.itertuples():
        yield About("committee", row.committee, row.name, ("committee", row.committee))
