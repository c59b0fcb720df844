"""The decisions and the meetings one by one: by how far they have come, searched, taken away."""

import pandas as pd
from markupsafe import Markup

from components.meeting.figures import ITS_OWN, PAGE
from components.parts import decision_list, table_card, tables
from components.parts.cards import empty, notes, notice
from components.parts.html import div, inner, joined, nav
from components.parts.html import draw as put
from components.parts.sentences import quoted
from components.parts.tables import Cell, Column
from components.scope import Scope, readable
from components.words import meeting_words, numerals
from data_access.meetings.states import DONE, OPEN, WITHDRAWN
from data_access.metrics import DECISIONS_OPEN
from data_access.rows import or_none
from data_access.wording import name, term, text

STEP = 20
STAGES = {"open": OPEN, "reported": ("reported",), "ended": (DONE, WITHDRAWN)}
_FIELDS = {
    "state": "state",
    "what": "heading",
    "unit": "whose",
    "timing": "timing",
    "meeting": "held",
}


def decisions(decided: pd.DataFrame, scope: Scope) -> None:
    """The table of decisions with its choice and search. `decided`: meetings.decided."""
    stage = scope.parameter("stage")
    if stage and stage not in STAGES:
        put(notice(text("scope.filter", value=readable(stage))))
        stage = None
    found = decided[decided["state"].isin(STAGES[stage])] if stage else decided
    title = "own_decisions" if scope.rights.own("decisions") else "decisions"
    table_card.draw(
        "decisions",
        text(f"meeting.{title}"),
        _stages(stage, scope),
        _table(found, scope) if len(found) else empty(text("meeting.none_decided")),
        notes(text(f"meeting.unlisted_{scope.rights.extent('sensitive')}")),
        metric=DECISIONS_OPEN,
        frame=(lambda: frame(found)) if len(found) else None,
        filtered=text(f"meeting.stage_{stage}") if stage else "",
    )


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


def of_meeting(title: str, decided: pd.DataFrame, scope: Scope) -> None:
    """What one meeting decided, in short. `decided`: those of it that the reader sees."""
    if len(decided):
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
        tables.table(columns, rows, key="meeting-list", step=STEP, counted=False)
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


def _stages(stage: str | None, scope: Scope) -> Markup:
    links = [
        inner(
            scope.again(PAGE, stage=one) + "#decisions",
            text(f"meeting.stage_{one}") if one else text("common.all"),
            aria_current="true" if one == stage else None,
            data_stays=True,
        )
        for one in (None, *STAGES)
    ]
    return div(nav(links, cls="picks-view", aria_label=term("meeting", "state")), cls="picks")


def _table(decided: pd.DataFrame, scope: Scope) -> Markup:
    words = [_words(row) for row in decided.itertuples()]
    label, hint, none = (text(key) for key in ("common.search", "meeting.hint", "meeting.none_found"))
    searched = scope.parameter("q") or ""
    return joined(
        tables.search("decision-list", label, hint, none, searched, words, counted=False),
        tables.table(
            [Column(term("meeting", field), kind, name=field) for field, kind in _FIELDS.items()],
            [_row(row, scope) for row in decided.itertuples()],
            key="decision-list",
            words=words,
            searched=searched,
            step=STEP,
            counted=False,
        ),
    )


def _words(row) -> str:
    title = or_none(row.title) or ""
    return " ".join((row.decision, row.what, meeting_words.unit(row), title)).lower()


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
