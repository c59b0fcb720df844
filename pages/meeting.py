"""What the next meeting speaks of, what meetings have decided and what became of that, and the minutes of each."""

import streamlit as st

from components.meeting import agenda_list, choices, figures, file, forms, listing, paper, scene
from components.reading import read
from components.scope import current, town
from data_access import meetings, rows
from data_access.meetings import agenda, decisions, held, minutes
from data_access.settings import settings

scope, configured = current(), settings()
on, day, reader = scope.on, town().day_of_records(scope.on), (configured, scope.rights)
listed, decided = read(meetings.listed(day)), read(meetings.decided(on, day, *reader))
item, code = rows.one(decided, scope.parameter("decision"), "decision"), scope.parameter("meeting")
if item is not None:
    with st.container(key="decision"):
        file.show(item, listed, read(meetings.history(item.id, day)), scope)
    st.stop()
meeting = held.of_address(listed, code) or held.under_way(listed)
of = meeting.meeting if meeting else None
own = decisions.valid(rows.of(decided, of, "meeting"))
if scope.look == "wall":
    scene.show(listed, decided, read(meetings.by_meeting(on, day, configured)), scope)
elif of and meeting.state == "closed":
    with st.container(key="held"):
        figures.of_meeting(meeting, own, scope)
        listing.of_meeting(meeting, own, scope)
        paper.show(meeting, read(meetings.readable(meeting.minutes, on, day, configured)), scope.lang)
    st.stop()
else:
    with st.container(key="meeting"):
        figures.unknown(code, held.of_address(listed, code), scope)
        figures.sentence(meeting, listed, read(meetings.counts(on, day, configured)))
        if scope.rights.opens("agenda"):
            before, keys = meetings.compared(minutes.last_day(listed), on), agenda.kept(town())
            draft = read(meetings.drafted(of, on, before, day, configured, keys))
            matters = meetings.matters(on, *reader, scope.parameter("case"))
            choice = choices.of(read(matters), configured) if forms.decides(meeting, scope) else None
            forms.show(meeting, draft, choice, scope)
            paper.draft(meeting, draft, scope)
            listing.of_meeting(meeting, own, scope)
            agenda_list.show(draft.agenda, decisions.to_follow_up(decided, of), scope)
        listing.decisions(decided, scope)
        listing.meetings(listed, scope)
