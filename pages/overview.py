"""The state of the town on one screen: where it stands, who moves, what is late."""

import streamlit as st

from components.charts import trends
from components.maps import schematic
from components.parts import figures
from components.reading import derived, drawn, read
from components.registration import rankings
from components.scope import Scope
from components.town import late_works, sentence
from data_access import party, registration
from data_access.party import departments
from data_access.registration import progress, targets
from data_access.settings import settings
from data_access.works import consultation


def screen(scope: Scope) -> None:
    """All of it: the same for everybody who looks at the same day and place."""
    on = scope.on
    now, earlier = registration.by_committee(on), registration.on_days(progress.days(on))
    standings = derived(progress.standings, now, earlier, on, settings(), targets.stored())
    improvement = derived(progress.improvement, now, earlier, on)
    town = read(registration.town([on]))
    works = derived(consultation.as_of, consultation.projects(on), on)
    opinions = read(consultation.opinions(on))

    with st.container(key="overview"):
        sentence.of_town(standings, improvement, works, opinions)
        rankings.own(standings, scope)
        with st.container(key="figures"):
            figures.registered(town, derived(progress.net_new, registration.town(progress.days(on)), on))
            figures.coverage(standings, improvement)
            figures.party_registered(town)
            blocks = derived(party.covered_blocks, departments.on_day(on), settings().minimums.small_group)
            figures.departments(blocks)
            figures.party_active(read(party.town(on)))
            figures.works(works)
            figures.opinions(opinions, on)
            figures.committees(standings)
        rankings.extremes(standings)
        schematic.coverage(standings, read(registration.outlines(on)))
        trends.registered(derived(progress.daily, registration.by_day(*progress.lately(on))))
        late_works.table(consultation.behind(works), works)


drawn(screen)
