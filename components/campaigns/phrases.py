"""What is said of a campaign: when, where and of which kind it is, and its numbers; its photos."""

import pandas as pd
from markupsafe import Markup

from components.parts import attachments
from components.parts.html import figcaption, figure, img
from components.parts.sentences import quoted
from components.words import numerals
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
    words = name("campaign_kind", row.kind)
    return name("campaign_kind", "other") if words == row.kind else words


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


def photo(row) -> Markup | None:
    """A photo with when it was taken; None where it cannot be shown. `row`: of held.photos."""
    address, _ = attachments.found(row.url)
    if address is None:
        return None
    words = caption(row)
    return figure(img(src=address, alt=words, width=480, height=320, loading="lazy"), figcaption(words))


def caption(row) -> str:
    """When a photo was taken."""
    when = text("campaigns.undated") if pd.isna(row.taken_on) else numerals.day(row.taken_on)
    return beside(name("campaign_span", row.phase), when)
