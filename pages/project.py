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
from components.reading import derived, read
from components.scope import current, town
from data_access import registration
from data_access.works import consultation, ledger, plans, project, voting

scope, asked = current(), st.query_params
on, today, code = scope.on, town().today, scope.project or ""
works, versions, counts = consultation.projects(on), plans.versions(code), ledger.counts(code, on)
about, standing = derived(project.found, project.about(code), works, counts, code, on)
counts = read(counts)

if about is None or (standing is None and project.begins_later(read(project.stages(code)), on, today)):
    with st.container(key="projects"):
        if scope.project:
            choice.missing(scope, later=about is not None)
        choice.draw(derived(consultation.as_of, works, on), scope)
    st.stop()

stage = standing.stage if standing is not None else None
stops = derived(project.rail, project.stages(code), stage, on, today)
known = derived(plans.published, versions, on)
entries = derived(ledger.entries, ledger.opinions(code, on), versions, on)
changed = derived(plans.revised, known)

if asked.get("notice") == "1":
    notice.draw(about, entries, counts, known, changed, stops, scope)
    st.stop()

with st.container(key="project"):
    vote, houses = read(voting.vote(code, on)), read(ledger.buildings(code, on))
    result, pair = voting.outcome(vote), plans.pair(known, asked.get("plans", ""))
    changes = derived(plans.diff, *pair) if pair else None
    others = derived(project.neighbours, works, code, about.kind, on)
    head.trail(about, scope)
    head.sentence(
        about, standing, project.took(stops, "started", "completed"), counts, known, changed, result
    )
    head.figures(counts, known, vote, ledger.heard(houses), read(project.ratings(code, on)))
    rail.draw(stops, standing)
    with st.container(key="project_main"):
        plan_versions.draw(known, pair, changes, ledger.behind(entries, pair, changes), scope)
    with st.container(key="project_side"):
        vote_card.draw(result)
        heard.draw(houses, entries)
        photos.draw(derived(project.shown, project.photos(code), stops, on))
    ledger_table.draw(entries, known, scope, asked.get("q", "")[:100])
    place.neighbours(others, project.medians(others, code), code, scope)
    place.draw(about, read(registration.outlines(on)))
