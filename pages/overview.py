"""The state of the town on one screen: where it stands, who moves, what is late."""

import streamlit as st

from components.charts import trends
from components.maps import schematic
from components.parts import figures
from components.reading import drawn, read
from components.registration import rankings
from components.scope import Scope, town
from components.town import late_works, loop, sentence
from data_access import cases, concerns, meetings, party, registration, residents, works
from data_access.bulletins import kept
from data_access.settings import settings
from data_access.works import consultation


def screen(scope: Scope) -> None:
    """All of it: the same for everybody who looks at the same day and place."""
    on, compare, configured = scope.on, scope.compare, settings()
    standings, whole = read(registration.standings(on, configured, compare)), read(registration.town([on]))
    improvement, late = read(registration.improvement(on, compare)), read(cases.overdue(on, configured))
    projects, opinions = read(works.standing(on)), read(consultation.opinions(on))
    with st.container(key="overview"):
        sentence.of_town(standings, improvement, compare, projects, opinions, whole, late)
        rankings.own(standings, scope)
        with st.container(key="figures"):
            figures.registered(whole, read(registration.growth(on, compare)), read(residents.town(on)))
            figures.coverage(standings, improvement, compare)
            figures.party_registered(whole)
            figures.departments(read(party.blocks(on, configured.minimums)))
            figures.party_active(read(party.town(on)))
            figures.works(projects)
            figures.answers(opinions, read(concerns.timely(on)), on)
            figures.committees(standings)
        rankings.extremes(standings)
        schematic.coverage(standings, read(registration.outlines(on)))
        trends.registered(read(registration.trend(on)))
        late_works.table(consultation.behind(projects), projects)
        if scope.look == "wall" and scope.committee is None:
            short = read(meetings.in_short(on, town().day_of_records(on), configured))
            loop.draw(short, read(kept.issued("daily", on)), scope)


drawn(screen)
