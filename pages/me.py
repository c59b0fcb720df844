"""Whom to call today: which committees have opinions, applications and works that wait, the most first."""

import streamlit as st

from components.calls import applications, call_list, opinion_list, summary
from components.reading import read
from components.scope import current
from data_access import registration, rows, waiting
from data_access.settings import settings

scope, configured = current(), settings()
on, committee = scope.on, scope.committee
calls, sums = (read(query(on, configured, committee)) for query in (waiting.by_committee, waiting.sums))
standings = read(registration.standings(on, configured))
names = dict(zip(standings["committee"], standings["name"], strict=True))

with st.container(key="me"):
    summary.sentence(sums, names, scope)
    summary.choice(sums, names, scope)
    call_list.draw(calls, scope)
    opinion_list.draw(read(waiting.opinions(on, committee)), scope)
    with st.container(key="beside-calls"):
        applications.draw(calls, scope)
        applications.stalled(rows.of(standings, committee) if committee else standings, scope)
