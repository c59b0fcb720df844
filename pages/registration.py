"""Which committees have registered their residents, who moves, what the target still costs, what outreach brought."""

import streamlit as st

from components.parts import figures, outreach_list
from components.reading import derived, drawn, read
from components.registration import growth, ranking_table, rankings
from components.scope import Scope, current
from components.town import sentence
from data_access import registration
from data_access.registration import outreach, progress, targets
from data_access.settings import settings

scope = current()
on, compare, known = scope.on, scope.compare, settings()
days, (first, last) = progress.days(on, compare), progress.lately(on)
now, earlier = registration.by_committee(on), registration.on_days(days)
persons, flows = registration.town(days), outreach.household_flows(*progress.month(on))
standings = derived(progress.standings, now, earlier, on, known, targets.stored(), compare)
sums = derived(progress.sums, now, earlier, on, compare)
ways = derived(targets.ways, standings, flows, on)
goal, way = derived(targets.way_of_town, standings, flows, on, known, targets.stored())


def head(_scope: Scope) -> None:
    """What the page says first: the same for everybody who looks at the same day."""
    today, then = read(registration.town([on])), derived(progress.change, persons, on, compare)
    sentence.of_registration(standings, sums["improvement"], compare, goal, way)
    with st.container(key="figures"):
        figures.registered(today, derived(progress.net_new, persons, on), compare, then)
        figures.coverage(standings, sums["improvement"], compare)
        figures.target(goal, way, standings)
        figures.waiting(today)
        figures.stalled(standings)
    with st.container(key="boards"):
        rankings.boards(standings)


with st.container(key="registration"):
    drawn(head)
    ranking_table.draw(standings, ways, read(flows), sums, way)
    uplifts = derived(outreach.uplift, outreach.events(on, first), outreach.flows_around(first, on), on)
    outreach_list.draw(uplifts, outreach.pooled(uplifts))
    with st.container(key="growth"):
        chosen = growth.chosen(standings)
        town, committees = (
            read(registration.by_day(first, last)),
            read(registration.of_committees(chosen, first, last)),
        )
        ends = registration.on_days(progress.ends(town))
        growth.trend(town, committees, standings, uplifts, derived(progress.along, committees, ends))
        growth.daily(town, committees, standings)
        growth.heat(read(flows), standings, chosen)
