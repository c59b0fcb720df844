"""Where the works are, which are late, what they look like; on a map that asks nobody outside."""

import streamlit as st

from components import works_card, works_controls, works_list, works_map
from components.reading import derived, read
from components.scope import current, town
from data_access import basemap, consultation, progress, registration, targets, works
from data_access.settings import settings

scope, known = current(), settings()
on = scope.on
all_works = derived(works.of_day, consultation.projects(on), works.positions(), works.opinions(on), on)
wanted = works.wanted(all_works, {key: scope.asked(key) for key in works.FILTERS})
chosen = works.chosen(all_works, wanted)
counts = {key: works.counts(chosen, key) for key in ("light", "kind")}
now, earlier = registration.by_committee(on), registration.on_days(progress.days(on))
standings = derived(progress.standings, now, earlier, on, known, targets.stored())
areas = derived(works.shapes, registration.outlines(on))
lesser = derived(works.lesser_shapes, works.neighbourhoods(on, scope.committee))
events, elsewhere = derived(works.event_sums, works.events(on), works.places())
names = works.names(standings)
drawing = derived(basemap.content, known.map, town().demonstration), basemap.tiles(known.map)

with st.container(key="works"):
    works_controls.sentence(all_works, chosen, wanted, scope)
    works_controls.filters(works.choices(all_works), names, wanted, scope)
    with st.container(key="works-room"):
        ground, side = st.container(key="map-works"), st.container(key="works-side")
        with side:
            works_card.draw(
                works.one(all_works, scope.project), read(works.photos(scope.project, on)), chosen, scope
            )
        with ground:
            works_controls.head(basemap.is_own(known.map), known.map.approval_number)
            works_map.place(works.drawable(chosen), areas, lesser, standings, events, drawing, scope)
            works_controls.time(scope)
            works_controls.legend(counts, standings, areas, elsewhere, scope)
        with side:
            works_list.draw(chosen, scope, works_controls.in_words(wanted, names))
            works_list.undrawn(works.undrawn(chosen), scope)
