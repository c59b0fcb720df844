"""The decisions and the meetings one by one: by how far they have come, searched, taken away."""

import pandas as pd

from components.meeting.figures import ITS_OWN, PAGE
from components.parts import decision_list, staged, table_card, tables
from components.parts.cards import empty
from components.parts.html import inner
from components.parts.sentences import quoted
from components.parts.staged import Staged
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.words import meeting_words, numerals
from data_access.meetings.states import DONE, OPEN, WITHDRAWN
from data_access.metrics import DECISIONS_OPEN
from data_access.rows import or_none
from data_access.wording import name, term, text


def decisions(decided: pd.DataFrame, scope: Scope) -> None:
    """The table of decisions with its choice and search. `decided`: meetings.decided."""
    title = "own_decisions" if scope.rights.own("decisions") else "decisions"
    none = text("meeting.none_decided")
    staged.draw(_DECISIONS, text(f"meeting.{title}"), none, decided, scope, metric=DECISIONS_OPEN)


def frame(decided: pd.DataFrame) -> pd.DataFrame:
    """The decisions as they are taken away."""
    rows = [*decided.itertuples()]
    columns = {
        "meeting": decided["meeting"],
        "number": decided["number"],
        "what": decided["what"],
        "unit": [meeting_words.unit(row) for row in rows],
        "code": decided["unit"],
        "due_on": decided["due_on"],
        "state": [meeting_words.state(row) for row in rows],
        "late": decided["late"],
        "done_on": decided["done_on"],
        "about": [name("decision_about", about) if (about := or_none(row.about)) else None for row in rows],
        "thing": decided["thing"],
    }
    return pd.DataFrame({term("meeting", key): column for key, column in columns.items()})


def of_meeting(meeting, decided: pd.DataFrame, scope: Scope) -> None:
    """What a meeting decided, in short. `meeting`: a held.Meeting; `decided`: those of it that the reader sees."""
    if len(decided):
        title = text("meeting.became" if meeting.state == "closed" else "meeting.of_this")
        table_card.draw("of_meeting", title, decision_list.brief(decided, scope), metric=DECISIONS_OPEN)


def meetings(held: pd.DataFrame, scope: Scope) -> None:
    """The table of meetings, each leading to its minutes. `held`: meetings.listed."""
    columns = [
        Column(term("meeting", "meeting"), "heading", name="meeting"),
        Column(term("meeting", "state"), "state", name="state"),
        Column(text("meeting.minutes_of"), "act", sorts=False),
    ]
    rows = [_meeting(row, scope) for row in held.itertuples()]
    table_card.draw(
        "meetings",
        text("meeting.meetings"),
        tables.table(columns, rows, key="meeting-list", step=staged.STEP, counted=False)
        if rows
        else empty(text("meeting.none_held")),
        frame=(lambda: _taken(held)) if rows else None,
    )


def _taken(held: pd.DataFrame) -> pd.DataFrame:
    rows = [*held.itertuples()]
    columns = {
        "meeting": held["meeting"],
        "opened_on": [row.opened_at.date() if or_none(row.opened_at) else None for row in rows],
        "state": [name("meeting_state", row.state) for row in rows],
    }
    return pd.DataFrame({term("meeting", key): column for key, column in columns.items()})


def _meeting(row, scope: Scope) -> list[Cell]:
    address = scope.again(PAGE, **ITS_OWN | {"meeting": row.meeting, "q": None, "stage": None})
    way = inner(address, text("meeting.read")) if row.state == "closed" else numerals.MISSING
    title = meeting_words.title(row)
    return [Cell(inner(address, title), row.meeting), Cell(name("meeting_state", row.state)), Cell(way)]


def _words(row) -> str:
    title = or_none(row.title) or ""
    return " ".join((row.decision, row.what, meeting_words.unit(row), title))


def _row(row, scope: Scope) -> list[Cell]:
    address = scope.again(PAGE, **ITS_OWN | {"decision": row.decision})
    until = or_none(row.done_on) or row.due_on
    return [
        Cell(decision_list.state(row), f"{'0' if row.late else '1'}{row.state}"),
        Cell(inner(address, quoted(row.what)), row.what),
        Cell(meeting_words.unit(row)),
        Cell(meeting_words.timing(row), until.isoformat()),
        Cell(numerals.day(row.meeting_day), row.decision),
    ]


_FIELDS = {
    "state": "state",
    "what": "heading",
    "unit": "whose",
    "timing": "timing",
    "meeting": "held",
}
_STAGES = {"open": OPEN, "reported": ("reported",), "ended": (DONE, WITHDRAWN)}
_DECISIONS = Staged(PAGE, "decisions", "decision-list", _STAGES, _FIELDS, _row, _words, frame)
