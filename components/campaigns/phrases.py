"""What is said of a campaign: when, where and of which kind it is, and its numbers; its photos."""

import pandas as pd
from markupsafe import Markup

from components.parts import attachments
from components.parts.html import figcaption, figure, img
from components.parts.sentences import quoted
from components.words import numerals
from data_access.campaigns import held
from data_access.campaigns.held import Campaign
from data_access.wording import beside, name, text


def title(row: Campaign) -> Markup:
    """What it is called, as the platform writes it."""
    return quoted(row.name)


def about(row: Campaign) -> str:
    """Whether it goes on, of which kind it is, when and where it was held."""
    return beside(name("campaign_state", row.state), kind(row), period(row), where(row))


def kind(row: Campaign) -> str:
    """Its kind in words; one that the contract does not know is another one."""
    return name("campaign_kind", row.kind if row.kind in held.KINDS else "other")


def period(row: Campaign) -> str:
    """The days on which it was held, or since when."""
    if pd.isna(row.ends_on):
        return text("campaigns.since", day=row.starts_on)
    return numerals.period(row.starts_on, row.ends_on)


def where(row: Campaign) -> str:
    """In how many committees, or the whole town."""
    return (
        text("campaigns.in", count=numerals.count(row.committees))
        if row.committees
        else text("common.whole_town")
    )


def participants(row: Campaign) -> str:
    """How many took part, or that they are few."""
    return text("sign.few") if row.cover == "small" else numerals.count(row.participants)


def photo(row, under_phase: bool = False) -> Markup | None:
    """A photo with its phase, unless it stands under that, and its day; None where it cannot be shown. `row`: of held.photos."""
    address, _ = attachments.found(row.url)
    if address is None:
        return None
    words = beside(name("campaign_span", row.phase), when(row))
    seen = figcaption(when(row) if under_phase else words)
    return figure(img(src=address, alt=words, width=480, height=320, loading="lazy"), seen)


def when(row) -> str:
    """The day on which a photo was taken."""
    return text("campaigns.undated") if pd.isna(row.taken_on) else numerals.day(row.taken_on)
