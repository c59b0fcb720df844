"""To whom a slip may be addressed, and what the rule proposes about a case."""

import pandas as pd

from components.supervision.forms import About, Units
from components.words.place_names import short
from data_access.cases.listing import Item
from data_access.rows import or_none


def units(committees: pd.DataFrame, departments: pd.DataFrame) -> Units:
    """The town's departments and committees. `committees`: registration.committees; `departments`: cases.names.departments."""
    named = {("department", row.code): or_none(row.name) or row.code for row in departments.itertuples()}
    valid = committees[committees["valid_to"].isna()]
    local = {("committee", row.committee): short(row.name) for row in valid.itertuples()}
    return named | local


def about(item: Item | None, proposals: pd.DataFrame | None) -> About | None:
    """What a slip about a case begins with: as the rule proposes it, else as a reminder to who handles it. `item`: cases.one."""
    if item is None:
        return None
    row = next(item.row.itertuples())
    held = or_none(row.department)
    unit = ("department", held) if held else ("committee", row.committee)
    hidden = or_none(row.sensitive) is not None
    found = About(row.title, row.case, hidden, unit=unit)
    own = None if proposals is None else proposals[proposals["case"] == row.case]
    if own is None or own.empty:
        return found
    rule = next(own.itertuples())
    return About(row.title, row.case, hidden, rule.colour, rule.reason, (rule.unit_kind, rule.unit))
