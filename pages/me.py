"""What waits for the reader today: whom to call about opinions, posts and applications, or a department's cases and posts."""

from dataclasses import replace

import streamlit as st

from components.calls import applications, call_list, desks, inbox, opinion_list, post_list, summary, to_issue
from components.department import handled
from components.parts import lacking
from components.reading import read
from components.scope import current, town
from data_access import cases, concerns, meetings, registration, rows, supervision, waiting
from data_access.settings import settings

scope, configured, posts = current(), settings(), not lacking.leaves_out("unanswered")
on, day, topics = scope.on, town().day_of_records(scope.on), configured.topics_of(town().demonstration)
standings = read(registration.standings(on, configured))
names = dict(zip(standings["committee"], standings["name"], strict=True))
departments = read(concerns.by_department(on, topics))
desk = desks.of(scope, names, [*departments["department"]])
scope, code, reader = replace(scope, committee=desk.committee), desk.committee, (configured, scope.rights)
unit, its = desk.unit, desk.department
decided, slips = meetings.waiting(on, day, *reader, unit), supervision.waiting(day, *reader, unit)
with st.container(key="me"):
    if desk.idle:
        inbox.idle(scope)
    elif its:
        own, ages = rows.one(departments, its, "department"), cases.ageing(on, configured, department=its)
        inbox.sentence(own, read(cases.figures(on, department=its)), scope)
        inbox.orders(read(decided), read(slips), unit, scope)
        listed = cases.listed(on, *reader, department=its, days=0)
        handled.draw(read(listed), read(ages), its, scope)
        post_list.draw(concerns.waiting(on, *reader, topics, department=its), own.unanswered or 0, scope)
    else:
        sums = read(waiting.sums(on, configured, code, posts=posts))
        summary.sentence(sums, names, scope)
        summary.choice(sums, names, scope)
        to_issue.draw(desk, scope)
        inbox.orders(read(decided), read(slips), unit, scope)
        call_list.draw(calls := read(waiting.by_committee(on, configured, code, posts=posts)), scope)
        opinion_list.draw(read(waiting.opinions(on, code)), scope)
        post_list.draw(concerns.waiting(on, *reader, topics, committee=code), sums.posts, scope)
        with st.container(key="beside-calls"):
            applications.draw(calls, scope)
            applications.stalled(rows.of(standings, code) if code else standings, scope)
