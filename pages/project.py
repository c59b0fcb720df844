"""One small work, from the first opinion to the last photo: what residents asked, what became of it, what was built."""

import streamlit as st

from components.project import (
    choice,
    head,
    heard,
    ledger_table,
    notice,
    photos,
    place,
    plan_versions,
    rail,
    vote_card,
)
from components.reading import read
from components.scope import current, town
from data_access import registration, works
from data_access.works import ledger, plans, project, voting

scope, asked = current(), st.query_params
on, today, code = scope.on, town().today, scope.project or ""
about, standing = read(works.found(code, on))

if about is None or (standing is None and project.begins_later(read(project.stages(code)), on, today)):
    with st.container(key="projects"):
        if scope.project:
            choice.missing(scope, later=about is not None)
        choice.draw(read(works.standing(on)), scope)
    st.stop()

stage = standing.stage if standing is not None else None
stops, counts = read(works.stops(code, stage, on, today)), read(ledger.counts(code, on))
known, entries = read(works.published(code, on)), read(works.entries(code, on))
changed = read(works.revised(code, on))

if asked.get("notice") == "1":
    notice.draw(about, entries, counts, known, changed, stops, scope)
    st.stop()

with st.container(key="project"):
    vote, houses = read(voting.vote(code, on)), read(ledger.buildings(code, on))
    result, pair = voting.outcome(vote), plans.pair(known, asked.get("plans", ""))
    changes = read(works.difference(pair)) if pair else None
    others, built = read(works.neighbours(code, about.kind, on)), project.took(stops, "started", "completed")
    head.trail(about, scope)
    head.sentence(about, standing, built, counts, known, changed, result)
    head.figures(counts, known, vote, ledger.heard(houses), read(project.ratings(code, on)))
    rail.draw(stops, standing)
    with st.container(key="project_main"):
        plan_versions.draw(known, pair, changes, ledger.behind(entries, pair, changes), scope)
    with st.container(key="project_side"):
        vote_card.draw(result)
        heard.draw(houses, entries)
        photos.draw(read(works.photos(code, stage, on, today)))
    ledger_table.draw(entries, known, scope, asked.get("q", "")[:100])
    place.neighbours(others, project.medians(others, code), code, scope)
    place.draw(about, read(registration.outlines(on)))
