"""One committee: where it stands and why, what the next place costs, which doors are next; down to the building."""

import streamlit as st

from components.charts import trends
from components.committee import activities, area_tables, choice, portrait
from components.party import member_card
from components.reading import derived, read
from components.registration import why
from components.scope import current, town
from data_access import party, registration
from data_access.metrics import COVERAGE
from data_access.party import branches
from data_access.registration import areas, movement, outreach, progress, targets, tellings
from data_access.settings import settings
from data_access.works import board, consultation

scope, known = current(), settings()
on, code, limit = scope.on, scope.committee, known.minimums.small_group
since, (first, _) = progress.since(on, scope.compare), progress.lately(on)
now, earlier = registration.by_committee(on), registration.on_days(progress.days(on, scope.compare))
standings = derived(progress.standings, now, earlier, on, known, targets.stored(), scope.compare)
row = movement.row_of(standings, code)

if row is None:
    with st.container(key="committees"):
        if code:
            choice.missing(read(areas.committees()), scope, town().first_day)
        choice.draw(read(now), scope)
    st.stop()

kept = COVERAGE.kept(standings)
days = areas.of_committee(code, first, on)
told_areas = derived(tellings.told, areas.history(code), areas.totals(code), limit)
parts, houses = (derived(of, told_areas, on) for of in (areas.neighbourhoods, areas.buildings))
place = areas.place(parts, houses, scope.neighbourhood, scope.building)
drawn = read(areas.outlines(code, parts["as_of"].max() if len(parts) else on))

with st.container(key="committee" if place.area is None else "area"):
    portrait.trail(scope, row.name, *map(area_tables.name_of, place.trail))
    area_tables.unknown(place, scope)
    if place.area is None:
        moved = derived(movement.of_committee, now, earlier, since, code, known.minimums.base_households)
        above = derived(movement.next_above, standings, code)
        ways = derived(targets.ways, standings, outreach.household_flows(*progress.month(on)), on)
        uplifts = derived(outreach.uplift, outreach.events(on, first), outreach.flows_around(first, on), on)
        asked, plans, rated = consultation.opinions_by_project(on), board.plans(on), board.ratings(on)
        works = derived(board.works, consultation.projects(on), asked, plans, rated, on, town().today)
        portrait.sentence(row, moved, above)
        portrait.figures(
            row,
            moved,
            above,
            derived(movement.spans, days, on),
            movement.row_of(ways, code),
            standings,
            scope,
        )
        if kept:
            why.draw(row, moved)
            area_tables.neighbourhoods(parts, drawn, scope)
            area_tables.next_doors(areas.next_doors(houses), parts, scope)
        trends.registered(derived(progress.daily, days))
        activities.events(movement.rows_of(uplifts, code))
        members, of_branches = party.on_days([on]), branches.on_day(on, code)
        told = derived(party.told, members, of_branches, on, known.minimums)
        shown = derived(party.of_committee, told, code)
        activities.work(movement.rows_of(works, code), read(consultation.opinions(on, code)), shown, on)
        member_card.draw(
            movement.row_of(told, code),
            derived(party.boards, members, of_branches, on, on, known.minimums),
            read(of_branches),
            scope,
        )
    elif not kept:
        portrait.uncounted(" ".join(map(area_tables.name_of, place.trail)))
    else:
        portrait.of_area(" ".join(map(area_tables.name_of, place.trail)), place.area)
        portrait.area_figures(place.area)
        area_tables.neighbourhoods(parts, drawn, scope)
        area_tables.buildings(areas.within(houses, scope.neighbourhood), scope)
        trends.households(
            derived(areas.trend, told_areas, scope.neighbourhood, first, on),
            area_tables.name_of(place.trail[0]),
        )
