"""What is to be done about a thing (后续落实): what meetings have decided and the slips that were issued, for its own page."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Select

from data_access import assignments, meetings, supervision
from data_access.access.rights import Rights
from data_access.made import Made
from data_access.settings import Settings
from data_access.state import State


@dataclass(frozen=True)
class FollowUp:
    """What is read of it. `kept`: assignments.kept_about, to be read first, since about most things nothing is; `decisions`, `slips`:
    meetings.decided and supervision.listed, those about it."""

    kept: Select
    decisions: Made[pd.DataFrame]
    slips: Made[pd.DataFrame]


def of(about: str, thing: str, on: date, town: State, settings: Settings, rights: Rights) -> FollowUp:
    """What is to be done about a thing: a case, a topic, a project, or a committee and whatever else that has to do."""
    day, asked_for = town.day_of_records(on), (settings, rights, about, thing)
    decisions, slips = meetings.decided(on, day, *asked_for), supervision.listed(day, *asked_for)
    return FollowUp(assignments.kept_about(about, thing), decisions, slips)
