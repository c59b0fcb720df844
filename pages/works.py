"""Where the works are, which are late, what they look like; on a map that asks nobody outside."""

import streamlit as st

from components.reading import read
from components.scope import current, town
from components.works import card, controls, listing, works_map
from data_access import basemap, registration, rows, works
from data_access.settings import settings
from data_access.works import locations

scope, configured = current(), settings()
on = scope.on
placed, standings = read(works.on_map(on)), read(registration.standings(on, configured))
filters = locations.in_force(placed, {key: scope.parameter(key) for key in locations.FILTERS})
chosen, names = locations.chosen(placed, filters), locations.names(standings)
areas, lesser = read(works.shapes(registration.outlines(on))), read(works.lesser_shapes(on, scope.committee))
events, elsewhere = read(works.events(on))
drawing = read(basemap.drawing(configured.map, town().demonstration)), basemap.tiles(configured.map)

with st.container(key="works"):
    controls.sentence(placed, chosen, filters, scope)
    controls.filters(locations.choices(placed), names, filters, scope)
    with st.container(key="works-room"):
        ground, side = st.container(key="map-works"), st.container(key="works-side")
        with side:
            photos = read(locations.photos(scope.project, on))
            card.draw(rows.of(placed, scope.project, "project"), photos, chosen, scope)
        with ground:
            controls.head(basemap.is_own(configured.map), configured.map.approval_number)
            works_map.place(locations.drawable(chosen), areas, lesser, standings, events, drawing, scope)
            controls.time(scope)
            counts = {key: locations.counts(chosen, key) for key in ("light", "kind")}
            controls.legend(counts, standings, areas, elsewhere, scope)
        with side:
            listing.draw(chosen, scope, controls.in_words(filters, names))
            listing.undrawn(locations.undrawn(chosen), scope)
