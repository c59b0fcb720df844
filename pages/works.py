"""Where the works are, which are late, what they look like; on a map that asks nobody outside."""

import streamlit as st

from components.reading import derived, read
from components.scope import current, town
from components.works import card, controls, listing, works_map
from data_access import basemap, registration
from data_access.registration import progress, targets
from data_access.settings import settings
from data_access.works import consultation, locations

scope, known = current(), settings()
on = scope.on
all_works = derived(
    locations.of_day, consultation.projects(on), locations.positions(), locations.opinions(on), on
)
wanted = locations.wanted(all_works, {key: scope.asked(key) for key in locations.FILTERS})
chosen = locations.chosen(all_works, wanted)
counts = {key: locations.counts(chosen, key) for key in ("light", "kind")}
now, earlier = registration.by_committee(on), registration.on_days(progress.days(on))
standings = derived(progress.standings, now, earlier, on, known, targets.stored())
areas = derived(locations.shapes, registration.outlines(on))
lesser = derived(locations.lesser_shapes, locations.neighbourhoods(on, scope.committee))
events, elsewhere = derived(locations.event_sums, locations.events(on), locations.places())
names = locations.names(standings)
drawing = derived(basemap.content, known.map, town().demonstration), basemap.tiles(known.map)

with st.container(key="works"):
    controls.sentence(all_works, chosen, wanted, scope)
    controls.filters(locations.choices(all_works), names, wanted, scope)
    with st.container(key="works-room"):
        ground, side = st.container(key="map-works"), st.container(key="works-side")
        with side:
            card.draw(
                locations.one(all_works, scope.project),
                read(locations.photos(scope.project, on)),
                chosen,
                scope,
            )
        with ground:
            controls.head(basemap.is_own(known.map), known.map.approval_number)
            works_map.place(locations.drawable(chosen), areas, lesser, standings, events, drawing, scope)
            controls.time(scope)
            controls.legend(counts, standings, areas, elsewhere, scope)
        with side:
            listing.draw(chosen, scope, controls.in_words(wanted, names))
            listing.undrawn(locations.undrawn(chosen), scope)
