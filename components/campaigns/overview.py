"""All campaigns, the latest first, each with what it brought and a photo of before and after."""

import pandas as pd
from markupsafe import Markup

from components.campaigns import phrases
from components.parts import table_card
from components.parts.cards import empty, notice
from components.parts.html import article, b, div, h3, inner, li, p, span, ul
from components.parts.html import draw as put
from components.parts.sentences import clauses, filled, headline
from components.scope import Scope, readable
from components.words import numerals
from data_access.metrics import CAMPAIGN_PARTICIPANTS, CAMPAIGN_POSTS, CAMPAIGN_PRAISE
from data_access.wording import name, text

_FACTS = ("posts", "participants", "praise")


def sentence(listed: pd.DataFrame, code: str) -> None:
    """How many there were and how many go on; and that there is none of the code of the address. `listed`: campaigns.listed."""
    if code:
        put(notice(text("campaigns.unknown", code=readable(code))))
    if listed.empty:
        headline(text("campaigns.none"))
        return
    running = listed[listed["state"] == "running"]
    now = (
        filled("campaigns.running", count=numerals.count(len(running)))
        if len(running)
        else text("campaigns.none_running")
    )
    most = next(listed.sort_values(["posts", "campaign"], ascending=[False, True]).itertuples())
    named = (
        filled("campaigns.most", name=phrases.title(most), posts=numerals.count(most.posts))
        if most.posts
        else ""
    )
    headline(clauses(filled("campaigns.held", count=numerals.count(len(listed))), now, named))


def draw(listed: pd.DataFrame, photos: pd.DataFrame, scope: Scope) -> None:
    """A piece for each. `photos`: campaigns.photos."""
    pieces = [_piece(row, photos[photos["campaign"] == row.campaign], scope) for row in listed.itertuples()]
    body = div(pieces, cls="campaign-list") if pieces else empty(text("campaigns.none"))
    metrics = [CAMPAIGN_POSTS, CAMPAIGN_PARTICIPANTS, CAMPAIGN_PRAISE]
    written = (lambda: frame(listed)) if pieces else None
    table_card.draw("campaigns", text("nav.campaigns"), body, frame=written, metrics=metrics)


def _piece(row, photos: pd.DataFrame, scope: Scope) -> Markup:
    way = inner(scope.link("campaigns", campaign=row.campaign), phrases.title(row))
    counts = numerals.count(row.posts), phrases.participants(row), numerals.count(row.praise)
    facts = [
        li(span(text(f"campaigns.{key}"), cls="label"), " ", b(count))
        for key, count in zip(_FACTS, counts, strict=True)
    ]
    pictures = [found for photo in photos.itertuples() if (found := phrases.photo(photo))]
    return article(
        div(h3(way), p(phrases.about(row), cls="note"), ul(facts, cls="facts"), cls="campaign-words"),
        div(pictures, cls="campaign-pair") if pictures else None,
    )


def frame(listed: pd.DataFrame) -> pd.DataFrame:
    """The campaigns as they are downloaded: covered as on screen."""
    rows = list(listed.itertuples())
    columns = {
        text("campaigns.name"): [row.name for row in rows],
        text("common.code"): [row.campaign for row in rows],
        text("campaigns.kind"): [phrases.kind(row) for row in rows],
        text("campaigns.state"): [name("campaign_state", row.state) for row in rows],
        text("campaigns.starts_on"): [row.starts_on for row in rows],
        text("campaigns.ends_on"): [None if pd.isna(row.ends_on) else row.ends_on for row in rows],
        text("campaigns.committees"): [row.committees or text("common.whole_town") for row in rows],
        text("campaigns.posts"): [row.posts for row in rows],
        text("campaigns.participants"): [
            None if pd.isna(row.participants) else int(row.participants) for row in rows
        ],
        text("campaigns.praise"): [row.praise for row in rows],
    }
    return pd.DataFrame(columns, dtype="object")
