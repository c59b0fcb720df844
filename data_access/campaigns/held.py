"""Which campaigns there are, where and when, and what their posts have brought by a day."""

from datetime import date
from typing import Protocol

import pandas as pd
from sqlalchemy import Select, and_, func, or_, select

from data_access.metrics.suppression import SMALL
from data_access.platform import CAMPAIGN_KINDS, PHOTO_PHASES
from data_access.rows import Maybe
from data_access.store import campaign, campaign_committee, campaign_day, campaign_photo, committee

RUNNING, OVER = "running", "over"
KINDS = CAMPAIGN_KINDS
"""The kinds of campaigns that the contract knows."""


class Campaign(Protocol):
    """A campaign and what its posts have brought by the day: `participants` wrote or commented them (missing where `cover`
    says that they are few), `praise` counts pairs of a person and a post. `committees`: 0 for the whole town; `state`: RUNNING
    or OVER."""

    campaign: str
    name: str
    kind: str
    starts_on: date
    ends_on: Maybe[date]
    committees: int
    posts: int
    participants: Maybe[float]
    cover: Maybe[str]
    praise: int
    state: str


def begun(on: date) -> Select:
    """The campaigns that had begun by the day: campaign, name, kind, starts_on, ends_on, committees (0: the whole town),
    posts, participants, praise."""
    step = campaign_day.c
    latest = (
        select(step.campaign_code, func.max(step.day).label("day"))
        .where(step.day <= on)
        .group_by(step.campaign_code)
        .subquery()
    )
    same = and_(step.campaign_code == latest.c.campaign_code, step.day == latest.c.day)
    sums = select(step.campaign_code, step.posts, step.participants, step.praise).join_from(
        campaign_day, latest, same
    )
    sum_ = sums.subquery()
    where = select(func.count()).where(campaign_committee.c.campaign_code == campaign.c.code)
    row = campaign.c
    return (
        select(
            row.code.label("campaign"),
            row.name,
            row.kind,
            row.starts_on,
            row.ends_on,
            where.scalar_subquery().label("committees"),
            *(func.coalesce(sum_.c[name], 0).label(name) for name in ("posts", "participants", "praise")),
        )
        .select_from(campaign.outerjoin(sum_, sum_.c.campaign_code == row.code))
        .where(row.starts_on <= on)
        .order_by(row.starts_on.desc(), row.code)
    )


def places(code: str) -> Select:
    """The committees of a campaign: committee, name (missing where there is none of the code)."""
    of_campaign = campaign_committee.outerjoin(
        committee, committee.c.code == campaign_committee.c.committee_code
    )
    return (
        select(campaign_committee.c.committee_code.label("committee"), committee.c.name)
        .select_from(of_campaign)
        .where(campaign_committee.c.campaign_code == code)
        .order_by(campaign_committee.c.committee_code)
    )


def others(code: str, first: date, last: date) -> Select:
    """The committees that another campaign of some of them touches within the days: committee."""
    row = campaign.c
    touching = campaign_committee.join(campaign, row.code == campaign_committee.c.campaign_code)
    return (
        select(campaign_committee.c.committee_code.label("committee"))
        .distinct()
        .select_from(touching)
        .where(row.code != code, row.starts_on <= last, or_(row.ends_on.is_(None), row.ends_on >= first))
    )


def photos(code: str | None, on: date) -> Select:
    """The photos of a campaign (None: of all) that were taken by the day, or nobody knows when: campaign, phase, taken_on,
    url."""
    row = campaign_photo.c
    taken = or_(row.taken_on <= on, row.taken_on.is_(None))
    chosen = select(row.campaign_code.label("campaign"), row.phase, row.taken_on, row.url).where(taken)
    return (chosen if code is None else chosen.where(row.campaign_code == code)).order_by(
        row.taken_on, row.id
    )


def listed(rows: pd.DataFrame, on: date, limit: int) -> pd.DataFrame:
    """`begun` as rows of `Campaign`: a few participants of some committees are covered."""
    few = (rows["committees"] > 0) & rows["participants"].between(1, limit - 1)
    state = [OVER if pd.notna(day) and day < on else RUNNING for day in rows["ends_on"]]
    return rows.assign(
        state=pd.Series(state, index=rows.index, dtype="object"),
        cover=pd.Series(None, index=rows.index, dtype="object").mask(few, SMALL),
        participants=rows["participants"].astype("Float64").mask(few),
    )


def by_phase(photos: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """A campaign's photos before, during and after it, as far as there are any."""
    found = [(phase, photos[photos["phase"] == phase]) for phase in PHOTO_PHASES]
    return [(phase, rows) for phase, rows in found if len(rows)]


def pairs(photos: pd.DataFrame) -> pd.DataFrame:
    """The first photo of each campaign's first phase and the last one of its last: campaign, phase, taken_on, url."""
    order = photos["phase"].map({phase: n for n, phase in enumerate(PHOTO_PHASES)})
    phased = photos.assign(order=order)[order.notna()].sort_values("order", kind="stable")
    ends = pd.concat([phased.groupby("campaign").head(1), phased.groupby("campaign").tail(1)])
    return ends[~ends.index.duplicated()].sort_values(["campaign", "order"], kind="stable", ignore_index=True)
