"""What the page of meetings says first: which meeting is called or open, and what became of what was decided."""

import pandas as pd
from markupsafe import Markup

from components.parts import allowed, breadcrumb
from components.parts.cards import notice
from components.parts.html import draw, inner
from components.parts.sentences import clauses, filled, headline, listed
from components.scope import Scope
from components.words import meeting_words, numerals
from data_access.meetings import held
from data_access.wording import text

PAGE = "meeting"
ITS_OWN = {"meeting": None, "decision": None, "view": None, "case": None}
"""What of an address is of one meeting or decision alone."""


def sentence(meeting, meetings: pd.DataFrame, counts) -> None:
    """Which meeting is under way, else when the last was; how many decisions are not done, how many of them late, how many to be
    checked. `meeting`: a held.Meeting; `meetings`: meetings.listed; `counts`: meetings.counts."""
    headline(clauses(_meeting(meeting, meetings), *_left(counts)))


def of_meeting(meeting, decided: pd.DataFrame, scope: Scope) -> None:
    """The way to a meeting that is closed, and how many of its decisions are done. `decided`: those of it."""
    title = meeting_words.title(meeting)
    breadcrumb.trail([(scope.again(PAGE, **ITS_OWN), text("meeting.back")), ("", title)])
    if allowed.leaves_out("decisions"):
        headline(clauses(text("meeting.is_closed", meeting=title)))
        return
    done = int((decided["state"] == "closed").sum())
    late = int(decided["late"].sum())
    headline(
        clauses(
            listed(
                filled("meeting.decided_count", count=numerals.count(len(decided))),
                filled("meeting.done_of", count=numerals.count(done)),
            ),
            filled("meeting.late_of", count=numerals.count(late)) if late else None,
        ),
        whose=title,
    )


def unknown(code: str | None, meeting, scope: Scope) -> None:
    """That there is no such meeting or decision as the address names, or none for the reader. `code`: the meeting that it names;
    `meeting`: what that is."""
    if code and meeting is None or scope.parameter("decision"):
        draw(notice(text("meeting.unknown"), " ", inner(scope.again(PAGE, **ITS_OWN), text("meeting.back"))))


def _meeting(meeting, meetings: pd.DataFrame) -> Markup | str:
    if meeting is not None:
        return text(f"meeting.is_{meeting.state}", meeting=meeting_words.title(meeting))
    last = held.last_closed(meetings)
    if last is None:
        return text("meeting.none_yet")
    return listed(text("meeting.none_under_way"), text("meeting.last_was", day=last.day))


def _left(counts) -> list[Markup | str | None]:
    if not counts.open:
        return [text("meeting.none_left") if counts.done else None]
    late = filled("meeting.late_of", count=numerals.count(counts.late)) if counts.late else None
    checked = (
        filled("meeting.to_check_is", count=numerals.count(counts.reported)) if counts.reported else None
    )
    return [listed(filled("meeting.left_is", count=numerals.count(counts.open)), late), checked]
