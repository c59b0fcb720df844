"""The small works from proposal to evaluation: where each stands, whose move it is, what became of the opinions."""

import streamlit as st

from components.consultation import figures, stage_flow, stuck_works, work_filters, works_shown
from components.reading import derived, read
from components.scope import current, town
from data_access import registration
from data_access.works import board, consultation, flow

scope = current()
on, said = scope.on, read(consultation.opinions_by_project(scope.on))
projects = read(consultation.projects(on))
works = derived(board.works, projects, said, board.plans(on), board.ratings(on), on, town().today)
known = work_filters.options(works, read(registration.names()), scope)
asked = work_filters.asked(scope, known)
filtered = work_filters.in_words(asked, known)
shown = board.chosen(works, **asked)
alike = board.chosen(works, **asked | {"stage": None, "light": None})
spans = derived(flow.spans, projects[projects["project"].isin(alike["project"])])

with st.container(key="consultation"):
    opinions = board.asked(said, shown if filtered else None)
    figures.sentence(shown, opinions, on, bool(filtered))
    figures.draw(shown, opinions, on, scope)
    work_filters.draw(asked, known, scope)
    works_shown.draw(
        shown,
        board.chosen(works, **asked | {"stage": None}),
        read(board.unstaged(town().today)),
        scope,
        asked,
        filtered,
    )
    with st.container(key="beside"):
        stuck_works.draw(shown, scope, filtered)
        stage_flow.draw(derived(flow.weekly, spans, on), derived(flow.stays, spans), alike, filtered)
