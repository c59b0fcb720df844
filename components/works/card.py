"""One work in short: its photo, where it stands, what residents said, the way to its page."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import attachments
from components.parts.html import article, div, figcaption, figure, h2, img, inner, li, p, span, ul
from components.parts.html import draw as put
from components.scope import Scope
from components.words import numerals, project_words
from components.works import listing, map_layers
from data_access.wording import beside, name, text


def draw(work: pd.DataFrame, photos: pd.DataFrame, chosen: pd.DataFrame, scope: Scope) -> None:
    """The card of the work in the address. `work`: its row of works.placed, or none; `photos`: works.photos; `chosen`:
    works.chosen, which may not hold it."""
    container = st.container(key="works-card")  # there without a work too: what follows keeps its place
    if not scope.project:
        return
    close = inner(scope.again("works", project=None, centre=None), text("works.close"), cls="works-close")
    body = [p(text("works.unknown", value=scope.project), cls="note", role="status")]
    for row in work.itertuples():
        body = [_photo(row, photos), _facts(row, row.project in set(chosen["project"]), scope)]
    with container:
        put(article(close, *body, cls="card works-card"))


def _photo(row, photos: pd.DataFrame) -> Markup:
    for photo in photos.itertuples():
        (source, _), phase = attachments.found(photo.url), name("photo_phase", photo.phase)
        if source:
            when = text("works.photo_undated", phase=phase)
            if pd.notna(photo.taken_on):
                when = text("works.photo_on", phase=phase, day=photo.taken_on)
            alt = text("works.photo", title=row.title, phase=phase)
            return figure(img(src=source, alt=alt), figcaption(when, cls="label"))
    return figure(span(text("works.no_photo"), cls="label"), cls="works-no-photo")


def _facts(row, is_chosen: bool, scope: Scope) -> Markup:
    facts = [_stage(row), _next(row), _opinions(row)]
    if pd.notna(row.affected_households):
        facts.append(text("works.households", count=numerals.count(row.affected_households)))
    if isinstance(row.position_defect, str):
        why = listing.reason(row.position_defect)
        facts.append(text("sign.named", name=text("works.reason"), words=why))
    if not is_chosen:
        facts.append(text("works.not_chosen"))
    kind, programme = project_words.kind(row.kind), project_words.programme(row.programme)
    return div(
        h2(row.title),
        p(beside(kind, programme, map_layers.place(row)), cls="label"),
        p(listing.light(row.light), " ", span(map_layers.late(row)), cls="works-state"),
        ul(map(li, facts), cls="works-facts"),
        inner(scope.link("project", project=row.project), text("works.open"), cls="works-open"),
        cls="works-told",
    )


def _stage(row) -> str:
    since = text("works.stage_since", day=row.entered_on, count=numerals.count(row.days_in_stage))
    return f"{project_words.stage(row.stage)}{text('sign.comma')}{since}"


def _next(row) -> str:
    if not isinstance(row.next_stage, str):
        return text("works.no_next")
    return text("works.next", stage=project_words.stage(row.next_stage), day=row.next_planned)


def _opinions(row) -> str:
    if not row.received:
        return text("works.no_opinions")
    counts = {key: numerals.count(getattr(row, key)) for key in ("received", "answered", "adopted")}
    return text("works.answered", **counts)
