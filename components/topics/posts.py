"""The posts that ask for an answer, as far as everybody may read them: which were answered, after how long and by whom."""

import pandas as pd
from markupsafe import Markup

from components.parts import long_table, table_card, tables
from components.parts.cards import empty, notes
from components.parts.html import inner, joined, small, span
from components.parts.sentences import quoted
from components.parts.tables import Cell, Column
from components.reading import later, read
from components.scope import Scope
from components.topics import choices
from components.topics.choices import Choice
from components.words import numerals, topic_words
from components.words.place_names import committee_of
from data_access import metrics
from data_access.concerns.listing import Listing
from data_access.rows import or_none
from data_access.wording import term, text

STEP = 15
_FIELDS = {
    "created_on": "created",
    "title": "heading title",
    "committee": "committee",
    "board": "board",
    "kind": "kind",
    "answer": "answer",
}


def draw(posts: Listing, choice: Choice, days: int, scope: Scope) -> None:
    """The table with its search; of very many the first, and more by the address. `posts`: concerns.listed of so many `days`."""
    part, long = long_table.requested("posts"), read(posts.is_longer(long_table.AT_ONCE))
    first = part.rows if scope.parameter("rows") else STEP
    rows = read(posts.part(part.searched, first + 1) if long else posts.whole())
    sent = rows[:first] if long else rows
    words = [_words(row) for row in rows.itertuples()]
    label, hint, none = (text(key) for key in ("common.search", "topics.search_hint", "topics.none_found"))
    body = joined(
        tables.search("posts", label, hint, none, part.searched, words, long, counted=False),
        tables.table(
            [
                Column(term("topics", key), kind, not long, _way(key), name=key)
                for key, kind in _FIELDS.items()
            ],
            [_row(row, scope) for row in sent.itertuples()],
            key="posts",
            words=None if long else words,
            searched=part.searched,
            step=None if long else STEP,
            more=(
                len(rows) - len(sent),
                scope.again(choices.PAGE, rows=part.rows + (first > STEP) * long_table.STEP),
            ),
            counted=False,
            printed="part",
        ),
    )
    whole, some = later(posts.whole()), long or len(rows) > 0
    table_card.draw(
        "posts",
        text("topics.posts"),
        body if some else empty(text("topics.none_listed")),
        notes(text(f"topics.unlisted_{scope.rights.extent('sensitive')}", days=days)),
        metric=metrics.UNANSWERED,
        frame=(lambda: frame(whole())) if some else None,
        filtered=choice.in_words,
    )


def frame(posts: pd.DataFrame) -> pd.DataFrame:
    """The posts as they are taken away."""
    rows = [*posts.itertuples()]
    columns = {
        "number": posts["concern"],
        "created_on": [row.created_at.to_pydatetime() for row in rows],
        "title": posts["title"],
        "committee": posts["name"],
        "code": posts["committee"],
        "board": [_board(row) for row in rows],
        "kind": [topic_words.kind(code) for code in posts["kind"]],
        "first_reply_at": [None if pd.isna(row.first_reply_at) else row.first_reply_at for row in rows],
        "reply_hours": posts["reply_hours"],
        "replied_by": [_who(row) for row in rows],
    }
    return pd.DataFrame({term("topics", key): column for key, column in columns.items()})


def _way(key: str) -> str:
    return "down" if key == "created_on" else "up"


def _row(row, scope: Scope) -> list[Cell]:
    where = committee_of(row)
    waits = pd.isna(row.first_reply_at)
    return [
        Cell(numerals.day(row.created_at), row.created_at.isoformat()),
        Cell(quoted(row.title), row.title),
        Cell(inner(scope.portrait(row.committee), where), where),
        Cell(_board(row)),
        Cell(topic_words.kind(row.kind)),
        Cell(_waiting(row) if waits else _answer(row), 1e9 + row.days if waits else row.reply_hours),
    ]


def _board(row) -> str:
    return or_none(row.board_name) or row.board


def _waiting(row) -> Markup:
    days = text("topics.waits_days", count=numerals.count(row.days))
    light = "red" if row.days > 1 else "amber"
    return joined(span(text("topics.no_answer"), cls="status", data_light=light), small(days))


def _answer(row) -> Markup:
    hours = text("topics.after_hours", count=numerals.decimal(row.reply_hours))
    who = _who(row)
    return joined(span(hours), small(who) if who else None)


def _who(row) -> str:
    """Whose the first answer was; empty where no answer of that moment is kept."""
    if or_none(row.reply_role) == "department":
        return or_none(row.department_name) or or_none(row.reply_department) or text("topics.a_department")
    return text("topics.by_committee") if or_none(row.reply_role) else ""


def _words(row) -> str:
    parts = row.title, or_none(row.name), row.committee, or_none(row.department_name)
    return " ".join(filter(None, parts)).lower()
