"""Every post without an official reply that may be listed: what it asks, where, for how long."""

import pandas as pd

from components.parts import long_table, table_card, tables
from components.parts.cards import empty, notes
from components.parts.html import inner, joined
from components.parts.sentences import quoted
from components.parts.tables import Cell, Column
from components.reading import later, read
from components.scope import Scope
from components.words import numerals
from components.words.place_names import committee_of
from data_access.concerns.listing import Concern, Queue
from data_access.metrics import ANSWERED_24H, UNANSWERED
from data_access.rows import or_none
from data_access.wording import name, term, text

STEP = 10
_FIELDS = {
    "days": "num days",
    "post": "heading body",
    "kind": "work",
    "committee": "committee",
    "posted_on": "num received",
}


def draw(queue: Queue, waiting: int, scope: Scope) -> None:
    """The table with its search; of very many the oldest, and more by the address. `queue`: concerns.waiting; `waiting`: how
    many wait, those that are not listed too."""
    part, long = long_table.requested("unanswered"), waiting > long_table.AT_ONCE
    posts = read(queue.first(part.rows + 1) if long and not part.searched else queue.whole())
    words, whole = [_words(row) for row in posts.itertuples()], later(queue.whole())
    listed = part.of(posts, words, {}) if long else posts
    sent = listed[: part.rows] if long else listed
    words_left_out = text(f"common.sensitive_{scope.rights.extent('sensitive')}")
    label, hint, none = (text(key) for key in ("common.search", "calls.posts_hint", "calls.no_posts_found"))
    table = joined(
        tables.search("unanswered-posts", label, hint, none, part.searched, words, long, counted=False),
        tables.table(
            [_column(key, not long) for key in _FIELDS],
            [_row(row, scope) for row in sent.itertuples()],
            key="unanswered-posts",
            words=None if long else words,
            searched=part.searched,
            sorted_by=0,
            step=None if long else STEP,
            more=(len(listed) - len(sent), scope.again("me", rows=part.rows + long_table.STEP)),
            counted=False,
            printed="part",
        ),
        notes(words_left_out),
    )
    table_card.draw(
        "unanswered",
        text("calls.unanswered_title"),
        table if words else empty(words_left_out if waiting else text("calls.no_posts")),
        metric=UNANSWERED,
        metrics=[UNANSWERED, ANSWERED_24H],
        frame=(lambda: frame(whole())) if words else None,
    )


def frame(posts: pd.DataFrame) -> pd.DataFrame:
    """The posts as they are taken away."""
    columns = {
        "post_id": posts["concern"],
        "days": posts["days"],
        "posted_on": [moment.to_pydatetime() for moment in posts["created_at"]],
        "post": posts["title"],
        "kind": [name("post_kind", kind) for kind in posts["kind"]],
        "board": posts["board_name"],
        "neighbourhood": posts["neighbourhood"],
        "committee": posts["name"],
        "code": posts["committee"],
    }
    return pd.DataFrame({term("calls", key): column for key, column in columns.items()})


def _column(key: str, sorts: bool) -> Column:
    return Column(term("calls", key), _FIELDS[key], sorts, "down" if key == "days" else "up", name=key)


def _row(row: Concern, scope: Scope) -> list[Cell]:
    where, kind = committee_of(row), name("post_kind", row.kind)
    return [
        Cell(text("numeral.days", number=numerals.count(row.days)), row.days),
        Cell(quoted(row.title), row.title),
        Cell(kind, kind),
        Cell(inner(scope.portrait(row.committee), where), where),
        Cell(numerals.day(row.created_at), row.created_at.isoformat()),
    ]


def _words(row: Concern) -> str:
    parts = (
        row.title,
        or_none(row.name),
        row.committee,
        name("post_kind", row.kind),
        or_none(row.neighbourhood),
    )
    return " ".join(filter(None, parts)).lower()
