"""One department: who of it has joined, how soon it answers residents, which cases it has and which of them are late."""

import streamlit as st

from components.department import choice, handled, portrait, subjects
from components.parts import decision_list, slip_list
from components.reading import read
from components.scope import current, town
from data_access import cases, concerns, meetings, party, rows, supervision, topics
from data_access.settings import settings
from data_access.wording import text

scope, configured = current(), settings()
on, code = scope.on, scope.parameter("department") or ""
departments = read(concerns.by_department(on, configured.topics_of(town().demonstration)))
own = rows.one(departments, code, "department")

if own is None:
    with st.container(key="departments"):
        if code:
            choice.missing(code)
        choice.draw(departments, read(cases.by_department(on)), scope)
    st.stop()

counts = read(cases.figures(on, department=code))
members = read(party.by_department(on, configured.minimums))
with st.container(key="department"):
    portrait.sentence(own, counts, scope)
    portrait.figures(own, rows.one(members, code, "department"), counts, scope)
    listed, ages = (
        cases.listed(on, configured, scope.rights, department=code, days=0),
        cases.ageing(on, configured, department=code),
    )
    day, reader = town().day_of_records(on), (configured, scope.rights)
    decided = read(meetings.waiting(on, day, *reader, ("department", code)))
    decision_list.draw("unit_decisions", text("meeting.of_unit"), decided, scope)
    slips = read(supervision.waiting(day, *reader, ("department", code)))
    slip_list.draw("unit_slips", text("supervision.of_unit"), slips, scope)
    handled.draw(read(listed), read(ages), code, scope)
    heat, answered = topics.heat(on, configured), concerns.by_topic(on, configured)
    subjects.draw(read(heat), read(answered), read(concerns.replied(code, on)), code, scope)
