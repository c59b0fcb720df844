"""The small works from proposal to evaluation: where each stands, whose move it is, what became of the opinions."""

import streamlit as st

from components.consultation import figures, stage_flow, stuck_works, work_filters, works_shown
from components.reading import read
from components.scope import current, town
from data_access import registration, works
from data_access.works import board, consultation

scope = current()
on, today = scope.on, town().today
everything, by_project = read(works.on_board(on, today)), read(works.opinions_by_project(on))
options = work_filters.options(everything, read(registration.committees()), scope)
chosen = work_filters.in_force(scope, options)
filtered = work_filters.in_words(chosen, options)
visible, of_every_stage = (board.chosen(everything, **chosen | changed) for changed in ({}, {"stage": None}))
alike = board.chosen(everything, **chosen | {"stage": None, "light": None})
courses = consultation.of_projects(read(consultation.projects(on)), alike["project"])

with st.container(key="consultation"):
    opinions = board.opinion_totals(by_project, visible if filtered else None)
    figures.sentence(visible, opinions, on, bool(filtered))
    figures.draw(visible, opinions, on, scope)
    work_filters.draw(chosen, options, scope)
    works_shown.draw(visible, of_every_stage, read(board.unstaged(today)), scope, chosen, filtered)
    with st.container(key="beside"):
        stuck_works.draw(visible, scope, filtered)
        stage_flow.draw(read(works.weekly(courses, on)), read(works.stays(courses)), alike, filtered)
