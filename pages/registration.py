"""Which committees have registered their residents, who moves, what the target still costs, what outreach brought."""

import streamlit as st

from components.parts import figures, outreach_list
from components.reading import drawn, read
from components.registration import growth, ranking_file, ranking_table, rankings
from components.residents import participation
from components.scope import Scope, current
from components.town import sentence
from data_access import registration, residents, waiting
from data_access.registration import outreach, progress
from data_access.settings import settings

scope, configured = current(), settings()
on, compare = scope.on, scope.compare
standings = read(registration.standings(on, configured, compare))
sums, flows = read(registration.sums(on, compare)), read(outreach.household_flows(*progress.month(on)))
(goal, way), today = read(registration.way_of_town(on, configured)), read(registration.town([on]))


def head(_scope: Scope) -> None:
    """What the page says first: the same for everybody who looks at the same day."""
    sentence.of_registration(standings, sums["improvement"], compare, goal, way, today)
    with st.container(key="figures"):
        figures.registered(today, read(registration.growth(on, compare)), read(residents.town(on)))
        figures.coverage(standings, sums["improvement"], compare)
        figures.target(goal, way, standings)
        figures.waiting(today)
        figures.stalled(standings)
    rankings.boards(standings)


with st.container(key="registration"):
    drawn(head)
    ways, calls = read(registration.ways(on, configured, compare)), read(waiting.by_committee(on, configured))
    ranking_table.draw(standings, ways, calls, flows, ranking_file.sums(sums, today, way, calls))
    uplifts = read(registration.uplifts(on))
    outreach_list.draw(uplifts, outreach.pooled(uplifts))
    participation.of_town(*read(residents.of_town(on, configured)), scope)
    with st.container(key="growth"):
        chosen, town = growth.chosen(standings), read(registration.by_day(*progress.lately(on)))
        committees = read(registration.of_committees(chosen, *progress.lately(on)))
        parts = read(registration.along(chosen, on, progress.ends(town)))
        growth.draw(chosen, town, committees, parts, standings, uplifts, flows)
