"""What a committee is reminded of, in a message to copy: what waits, for how long, and where to see it."""

from typing import Any

import pandas as pd
from markupsafe import Markup

from components.parts.copied import message
from components.parts.html import inner
from components.scope import Scope
from components.words import numerals
from components.words.place_names import committee_of
from data_access.rows import or_none
from data_access.waiting.calls import Call
from data_access.wording import text


def of_committee(row: Call, scope: Scope) -> Markup:
    """The message to one committee, with the button that copies it."""
    words = text(
        "reminder.greeting",
        name=or_none(row.name) or row.committee,
        matters=matters(row),
        day=numerals.day(scope.on),
    )
    link = inner(_sent(scope, "committee", committee=row.committee), text("reminder.page"))
    return message(f"reminder-{row.committee}", [words, text("reminder.see"), link])


def of_all(calls: pd.DataFrame, scope: Scope) -> Markup:
    """One message to all of them, a line each. `calls`: those of waiting.by_committee with something that waits."""
    lines = [text("reminder.all", day=numerals.day(scope.on))]
    lines += [text("sign.named", name=committee_of(row), words=matters(row)) for row in calls.itertuples()]
    link = inner(_sent(scope, "me"), text("reminder.list"))
    return message("reminder-all", ["\n".join(lines), "\n", text("reminder.see"), link], whole=True)


def matters(row: Call) -> str:
    """What waits for a committee, in one line."""
    parts = []
    if row.opinions:
        parts.append(text("reminder.opinions", count=row.opinions, days=row.oldest))
    if row.posts_late:
        parts.append(text("reminder.posts", count=row.posts_late, days=row.posts_oldest))
    if row.applications_long:
        parts.append(text("reminder.applications", count=row.applications_long))
    if row.works_late:
        parts.append(text("reminder.works", count=row.works_late))
    if row.stalled:
        parts.append(text("reminder.stalled"))
    return text("sign.listed").join(parts)


def _sent(scope: Scope, page: str, **place: Any) -> str:
    """An address for somebody else: the same day and language, whatever this reader looks at it with."""
    return scope.link(page, compare=None, look=None, **place)
