"""The small works from proposal to evaluation: where each stands, whose move it is, what became of the opinions."""

import streamlit as st

from components.consultation import figures, stage_flow, stuck_works, work_filters, works_shown
from components.reading import read
from components.scope import current, town
from data_access import registration, works
from data_access.works import board, consultation

scope = current()
on, today = scope.on, town().today
everything, said = read(works.on_board(on, today)), read(consultation.opinions_by_project(on))
known = work_filters.options(everything, read(registration.names()), scope)
asked = work_filters.asked(scope, known)
filtered = work_filters.in_words(asked, known)
shown, of_every_stage = (board.chosen(everything, **asked | changed) for changed in ({}, {"stage": None}))
alike = board.chosen(everything, **asked | {"stage": None, "light": None})
courses = consultation.of_projects(read(consultation.projects(on)), alike["project"])

with st.container(key="consultation"):
    opinions = board.opinion_totals(said, shown if filtered else None)
    figures.sentence(shown, opinions, on, bool(filtered))
    figures.draw(shown, opinions, on, scope)
    work_filters.draw(asked, known, scope)
    works_shown.draw(shown, of_every_stage, read(board.unstaged(today)), scope, asked, filtered)
    with st.container(key="beside"):
        stuck_works.draw(shown, scope, filtered)
        stage_flow.draw(read(works.weekly(courses, on)), read(works.stays(courses)), alike, filtered)
