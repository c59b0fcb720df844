"""Campaigns: what each has brought, and what it moved."""

from datetime import date

import pandas as pd

from data_access import rows
from data_access.campaigns import effect, held
from data_access.campaigns.held import Campaign
from data_access.made import Made
from data_access.settings import Settings

__all__ = ["listed", "moved", "one"]


def listed(on: date, settings: Settings) -> Made[pd.DataFrame]:
    """The campaigns that have begun, the latest first: held.listed."""
    return Made(held.listed, held.begun(on), on, settings.minimums.small_group)


def one(code: str, on: date, settings: Settings) -> Made[tuple[Campaign | None, pd.DataFrame, pd.DataFrame]]:
    """A campaign's own row of these (None where it has none), its committees and its photos."""
    own = Made(rows.one, listed(on, settings), code, "campaign")
    return Made(rows.together, own, held.places(code), held.photos(code, on))


def photos(on: date) -> Made[pd.DataFrame]:
    """The first and the last photo of each campaign: held.pairs."""
    return Made(held.pairs, held.photos(None, on))


def moved(campaign: Campaign, on: date) -> Made[pd.DataFrame]:
    """What a campaign of some committees moved: effect.moved."""
    spans = effect.spans(campaign.starts_on, rows.or_none(campaign.ends_on), on)
    first, last = effect.reach(spans)
    counted = effect.talk(spans), effect.acts(spans)
    others = held.others(campaign.campaign, first, last)
    return Made(effect.moved, effect.stocks(spans), *counted, held.places(campaign.campaign), others, spans)
