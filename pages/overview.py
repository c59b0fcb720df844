"""The state of the town on one screen: where it stands, who moves, what is late."""

import streamlit as st

from components.charts import trends
from components.maps import schematic
from components.parts import figures
from components.reading import drawn, read
from components.registration import rankings
from components.scope import Scope
from components.town import late_works, sentence
from data_access import cases, concerns, party, registration, residents, works
from data_access.settings import settings
from data_access.works import consultation


def screen(scope: Scope) -> None:
    """All of it: the same for everybody who looks at the same day and place."""
    on, compare, configured = scope.on, scope.compare, settings()
    standings, town = read(registration.standings(on, configured, compare)), read(registration.town([on]))
    improvement = read(registration.improvement(on, compare))
    projects, opinions = read(works.standing(on)), read(consultation.opinions(on))
    late = read(cases.overdue(on, configured))

    with st.container(key="overview"):
        sentence.of_town(standings, improvement, compare, projects, opinions, town, late)
        rankings.own(standings, scope)
        with st.container(key="figures"):
            figures.registered(town, read(registration.growth(on, compare)), read(residents.town(on)))
            figures.coverage(standings, improvement, compare)
            figures.party_registered(town)
            figures.departments(read(party.blocks(on, configured.minimums)))
            figures.party_active(read(party.town(on)))
            figures.works(projects)
            figures.answers(opinions, read(concerns.timely(on)), on)
            figures.committees(standings)
        rankings.extremes(standings)
        schematic.coverage(standings, read(registration.outlines(on)))
        trends.registered(read(registration.trend(on)))
        late_works.table(consultation.behind(projects), projects)


drawn(screen)
