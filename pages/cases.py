"""Which cases residents have brought, which are late and who has them; and how one of them went, step by step."""

import streamlit as st

from components.cases import ageing, boards, choices, figures, file, flow, listing
from components.parts import decision_list, slip_list
from components.reading import read
from components.scope import current, town
from data_access import cases, meetings, registration, supervision
from data_access.settings import settings

scope, configured = current(), settings()
on, code, reader = scope.on, scope.parameter("case") or "", (configured, scope.rights)
item = read(cases.one(code, on, *reader)) if code else None
if item is not None:
    topics, day = configured.topics_of(town().demonstration), town().day_of_records(on)
    with st.container(key="case"):
        file.show(item, read(cases.posts(code, on, *reader, topics)), scope)
        slip_list.of_case(read(supervision.listed(day, *reader, "case", code)), code, scope)
        decision_list.of_case(read(meetings.decided(on, day, *reader, "case", code)), code, scope)
    st.stop()

scope = scope.without("case")
days, window, holders = choices.days(scope), choices.window(scope), read(cases.by_department(on))
areas = choices.areas(read(registration.committees()), holders)
area = choices.in_force(scope, areas)
within = choices.in_words(area, areas)
counts = read(cases.figures(on, days=days, **area))
options = choices.options(everything := read(cases.listed(on, *reader)))
chosen = choices.in_force(scope, options)
figures.unless_any(read(cases.any_of(on)))
with st.container(key="cases"):
    if code:
        file.missing(scope)
    figures.sentence(counts, holders, window, within)
    figures.draw(counts, scope)
    choices.draw(area, areas, scope)
    with st.container(key="case-now"):
        ageing.draw(read(cases.ageing(on, configured, **area)), scope, within)
        flow.draw(read(cases.flow(on, committee=area["committee"], department=area["department"])), within)
        boards.categories(read(cases.by_category(on, configured, days, **area)), scope, within)
    with st.container(key="case-boards"):
        boards.draw(boards.ranked(holders, "department"), "department", scope)
        boards.draw(boards.ranked(read(cases.by_committee(on)), "committee"), "committee", scope)
    listing.draw(listing.narrowed(everything, area | chosen), chosen, options, scope, within)
