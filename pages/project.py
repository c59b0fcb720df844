"""One small work, from the first opinion to the last photo: what residents asked, what became of it, what was built."""

import streamlit as st

from components import (
    project_choice,
    project_head,
    project_heard,
    project_ledger,
    project_notice,
    project_photos,
    project_place,
    project_plans,
    project_rail,
    project_vote,
)
from components.reading import derived, read
from components.scope import current, town
from data_access import consultation, ledger, plans, project, registration, voting

scope, asked = current(), st.query_params
on, today, code = scope.on, town().today, scope.project or ""
works, versions, counts = consultation.projects(on), plans.versions(code), ledger.counts(code, on)
about, standing = derived(project.found, project.about(code), works, counts, code, on)
counts = read(counts)

if about is None or (standing is None and project.begins_later(read(project.stages(code)), on, today)):
    with st.container(key="projects"):
        if scope.project:
            project_choice.missing(scope, later=about is not None)
        project_choice.draw(derived(consultation.as_of, works, on), scope)
    st.stop()

stage = standing.stage if standing is not None else None
stops = derived(project.rail, project.stages(code), stage, on, today)
known = derived(plans.published, versions, on)
entries = derived(ledger.entries, ledger.opinions(code, on), versions, on)
changed = derived(plans.revised, known)

if asked.get("notice") == "1":
    project_notice.draw(about, entries, counts, known, changed, stops, scope)
    st.stop()

with st.container(key="project"):
    vote, houses = read(voting.vote(code, on)), read(ledger.buildings(code, on))
    result, pair = voting.outcome(vote), plans.pair(known, asked.get("plans", ""))
    changes = derived(plans.diff, *pair) if pair else None
    others = derived(project.neighbours, works, code, about.kind, on)
    project_head.trail(about, scope)
    project_head.sentence(
        about, standing, project.took(stops, "started", "completed"), counts, known, changed, result
    )
    project_head.figures(counts, known, vote, ledger.heard(houses), read(project.ratings(code, on)))
    project_rail.draw(stops, standing)
    with st.container(key="project_main"):
        project_plans.draw(known, pair, changes, ledger.behind(entries, pair, changes), scope)
    with st.container(key="project_side"):
        project_vote.draw(result)
        project_heard.draw(houses, entries)
        project_photos.draw(derived(project.shown, project.photos(code), stops, on))
    project_ledger.draw(entries, known, scope, asked.get("q", "")[:100])
    project_place.neighbours(others, project.medians(others, code), code, scope)
    project_place.draw(about, read(registration.outlines(on)))
