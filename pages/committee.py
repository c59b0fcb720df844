"""One committee: where it stands and why, what the next place costs, which doors are next; down to the building."""

import streamlit as st

from components.charts import trends
from components.committee import activities, area_tables, choice, duties, hot_topics, pledges, portrait, trail
from components.party import member_card
from components.reading import read
from components.registration import why
from components.residents import participation
from components.scope import current, town
from data_access import cases, follow_up, party, registration, residents, topics, waiting, works
from data_access.settings import settings

scope, configured = current(), settings()
on, code, few = scope.on, scope.committee or "", configured.minimums.small_group
reader = configured, scope.rights, configured.topics_of(town().demonstration)
if (own := read(registration.committee(code, on, configured, scope.compare))) is None:
    with st.container(key="committees"):
        choice.draw(read(registration.committees()), read(registration.by_committee(on)), scope)
    st.stop()
inside = read(registration.inside(code, on, few, scope.neighbourhood, scope.building))
with st.container(key="committee" if inside.place.area is None else "area"):
    if not (names := trail.draw(own.row.name, inside.place, scope)):
        projects = read(works.of_committee(code, on, town().today))
        portrait.sentence(own)
        duties.draw(own, *read(waiting.of_committee(code, on, *reader)), projects, inside, scope)
        duties.to_be_done(follow_up.of("committee", code, on, town(), configured, scope.rights), scope)
        portrait.figures(own, scope)
        pledges.draw(*read(waiting.promises(code, on)), projects, scope)
        participation.of_committee(*read(residents.of_committee(code, on, configured)))
        if own.kept:
            why.draw(own.moved)
            area_tables.of_committee(inside, read(registration.outlines_inside(code, inside.day)), scope)
        trends.registered(read(registration.committee_days(code, on)))
        activities.events(read(registration.uplifts_of(code, on)))
        activities.brought(read(cases.listed(on, configured, scope.rights, committee=code, days=0)), scope)
        activities.work(projects, read(works.opinions(on, code)))
        hot_topics.line(read(topics.heat(on, configured, code)), scope)
        member_card.draw(*read(party.portrait(code, on, configured.minimums)), scope)
    else:
        portrait.of_area(" ".join(names), inside.place.area, own.kept)
    if names and own.kept:
        area_tables.of_area(inside, read(registration.outlines_inside(code, inside.day)), scope)
        trends.households(read(registration.area_trend(code, scope.neighbourhood or "", on, few)), names[0])
