"""Whom to call today: which committees have opinions, posts, applications and works that wait, the most first."""

import streamlit as st

from components.calls import applications, call_list, opinion_list, post_list, summary
from components.parts import lacking
from components.reading import read
from components.scope import current
from data_access import concerns, registration, rows, waiting
from data_access.settings import settings

scope, configured = current(), settings()
on, committee, posts = scope.on, scope.committee, not lacking.leaves_out("unanswered")
queries = waiting.by_committee, waiting.sums
calls, sums = (read(query(on, configured, committee, posts=posts)) for query in queries)
standings = read(registration.standings(on, configured))
names = dict(zip(standings["committee"], standings["name"], strict=True))

with st.container(key="me"):
    summary.sentence(sums, names, scope)
    summary.choice(sums, names, scope)
    call_list.draw(calls, scope)
    opinion_list.draw(read(waiting.opinions(on, committee)), scope)
    post_list.draw(read(concerns.waiting(on, configured, committee)), sums.posts, scope)
    with st.container(key="beside-calls"):
        applications.draw(calls, scope)
        applications.stalled(rows.of(standings, committee) if committee else standings, scope)
