"""Party members: who shows the identity, who takes part, which departments joined."""

from datetime import date

import pandas as pd
from sqlalchemy import Select, select

from data_access.store import TOWN, committee, department_day, party_day
from data_access.suppression import covered


def by_committee(on: date) -> Select:
    """One row a committee valid on the day: committee, name, identity_shown, active_30."""
    return (
        select(
            committee.c.code.label("committee"),
            committee.c.name,
            party_day.c.identity_shown,
            party_day.c.active_30,
        )
        .join_from(party_day, committee, committee.c.code == party_day.c.area_code)
        .where(party_day.c.day == on)
        .order_by(committee.c.code)
    )


def town(on: date) -> Select:
    """The town's distinct members on the day: identity_shown, active_30."""
    return select(party_day.c.identity_shown, party_day.c.active_30).where(
        party_day.c.day == on, party_day.c.area_code == TOWN
    )


def departments(on: date) -> Select:
    """Department members on the day by block: block (empty is all of them), joined."""
    return (
        select(department_day.c.block, department_day.c.joined)
        .where(department_day.c.day == on, department_day.c.department_code == "")
        .order_by(department_day.c.block)
    )


def covered_blocks(joined: pd.DataFrame, limit: int) -> pd.DataFrame:
    """`departments` with the small blocks' counts covered: joined is missing and joined_cover says how."""
    whole, blocks = joined[joined["block"] == ""], joined[joined["block"] != ""]
    return pd.concat([whole.assign(joined_cover=None), covered(blocks, ["joined"], limit=limit)])
