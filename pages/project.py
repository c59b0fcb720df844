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
from data_access import follow_up, registration, works
from data_access.settings import settings

scope, query = current(), st.query_params
on, code = scope.on, scope.project or ""
story = read(works.of_project(code, on, town().today))
if story is None or story.begins_later:
    with st.container(key="projects"):
        choice.missing(scope, later=story is not None)
        choice.draw(read(works.standing(on)), scope)
elif query.get("notice") == "1":
    notice.draw(story, scope)
else:
    with st.container(key="project"):
        head.draw(story, scope)
        rail.draw(story)
        head.to_be_done(follow_up.of("project", code, on, town(), settings(), scope.rights), scope)
        with st.container(key="project_main"):
            plans = read(works.compared(code, on, story.pair(query.get("plans", ""))))
            plan_versions.draw(story.plans, plans, scope)
        with st.container(key="project_side"):
            vote_card.draw(story, on)
            heard.draw(story.buildings, story.entries)
            photos.draw(story.photos)
        ledger_table.draw(story.parts, story.plans, scope, query.get("q", "")[:100])
        place.neighbours(*read(works.neighbours(code, story.about.kind, on)), scope)
        place.draw(story.about, read(registration.outlines(on)))
