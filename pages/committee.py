"""One committee: where it stands and why, what the next place costs, which doors are next; down to the building."""

import streamlit as st

from components.charts import trends
from components.committee import activities, area_tables, choice, portrait
from components.party import member_card
from components.reading import read
from components.registration import why
from components.scope import current, town
from data_access import party, registration, works
from data_access.metrics import COVERAGE
from data_access.party import branches, members
from data_access.registration import areas, movement
from data_access.settings import settings
from data_access.works import consultation

scope, known = current(), settings()
on, code, limit = scope.on, scope.committee or "", known.minimums.small_group
standings = read(registration.standings(on, known, scope.compare))
row, kept = movement.row_of(standings, code), COVERAGE.kept(standings)

if row is None:
    with st.container(key="committees"):
        if code:
            choice.missing(read(areas.committees()), scope, town().first_day)
        choice.draw(read(registration.by_committee(on)), scope)
    st.stop()

parts, houses = (read(of(code, on, limit)) for of in (registration.neighbourhoods, registration.buildings))
drawn = read(areas.outlines(code, parts["as_of"].max() if len(parts) else on))
place = areas.place(parts, houses, scope.neighbourhood, scope.building)
names = [area_tables.name_of(area) for area in place.trail]


def whole() -> None:
    """The committee itself."""
    moved = read(registration.moved(code, on, known, scope.compare))
    above = movement.next_above(standings, code)
    way = movement.row_of(read(registration.ways(on, known, scope.compare)), code)
    told, of_branches = read(party.suppressed(on, known.minimums)), read(branches.on_day(on, code))
    shown = members.of_committee(told, code)
    portrait.sentence(row, moved, above)
    portrait.figures(row, moved, above, read(registration.spans(code, on)), way, standings, scope)
    if kept:
        why.draw(row, moved)
        area_tables.neighbourhoods(parts, drawn, scope)
        area_tables.next_doors(areas.next_doors(houses), parts, scope)
    trends.registered(read(registration.committee_days(code, on)))
    activities.events(movement.rows_of(read(registration.uplifts(on)), code))
    projects = movement.rows_of(read(works.on_board(on, town().today)), code)
    activities.work(projects, read(consultation.opinions(on, code)), shown, on)
    boards = read(party.boards(on, on, known.minimums))
    member_card.draw(movement.row_of(told, code), boards, of_branches, scope)


def area() -> None:
    """One of its neighbourhoods or buildings, as far as it may be told."""
    portrait.of_area(" ".join(names), place.area)
    portrait.area_figures(place.area)
    area_tables.neighbourhoods(parts, drawn, scope)
    area_tables.buildings(areas.within(houses, scope.neighbourhood or ""), scope)
    trends.households(read(registration.area_trend(code, scope.neighbourhood or "", on, limit)), names[0])


with st.container(key="committee" if place.area is None else "area"):
    portrait.trail(scope, row.name, *names)
    area_tables.unknown(place, scope)
    if place.area is None:
        whole()
    elif kept:
        area()
    else:
        portrait.uncounted(" ".join(names))
