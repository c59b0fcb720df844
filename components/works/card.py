"""One work in short: its photo, where it stands, what residents said, the way to its page."""

from html import escape

import pandas as pd
import streamlit as st

from components.parts import attachments
from components.scope import Scope
from components.words import numerals, project_words
from components.works import listing, map_layers
from data_access.wording import name, text


def draw(work: pd.DataFrame, photos: pd.DataFrame, chosen: pd.DataFrame, scope: Scope) -> None:
    """The card of the work in the address. `work`: its row of works.placed, or none; `photos`: works.photos; `chosen`:
    works.chosen, which may not hold it."""
    container = st.container(key="works-card")  # there without a work too: what follows keeps its place
    if not scope.project:
        return
    close = f'<a class="works-close" data-inner href="{escape(scope.again("works", project=None, centre=None))}">{escape(text("works.close"))}</a>'
    with container:
        for row in work.itertuples():
            st.html(
                f'<article class="card works-card">{close}{_photo(row, photos)}{_told(row, row.project in set(chosen["project"]), scope)}</article>'
            )
            return
        said = escape(text("works.unknown", value=scope.project))
        st.html(f'<article class="card works-card">{close}<p class="note" role="status">{said}</p></article>')


def _photo(row, photos: pd.DataFrame) -> str:
    for photo in photos.itertuples():
        (source, _), phase = attachments.found(photo.url), name("photo_phase", photo.phase)
        if source:
            alt = text("works.photo", title=row.title, phase=phase)
            when = (
                text("works.photo_undated", phase=phase)
                if pd.isna(photo.taken_on)
                else text("works.photo_on", phase=phase, day=photo.taken_on)
            )
            return (
                f'<figure><img src="{escape(source)}" alt="{escape(alt)}"><figcaption class="label">{escape(when)}'
                "</figcaption></figure>"
            )
    return (
        f'<figure class="works-no-photo"><span class="label">{escape(text("works.no_photo"))}</span></figure>'
    )


def _told(row, is_chosen: bool, scope: Scope) -> str:
    late = map_layers.late(row)
    facts = [_stage(row), _next(row), _said(row)]
    if pd.notna(row.affected_households):
        facts.append(text("works.households", count=numerals.count(row.affected_households)))
    if isinstance(row.position_defect, str):
        facts.append(
            text("frame.named", name=text("works.reason"), words=listing.reason(row.position_defect))
        )
    if not is_chosen:
        facts.append(text("works.not_chosen"))
    listed = "".join(f"<li>{escape(fact)}</li>" for fact in facts)
    about = (
        f"{project_words.kind(row.kind)} · {project_words.programme(row.programme)} · {map_layers.place(row)}"
    )
    return (
        f'<div class="works-told"><h2>{escape(row.title)}</h2><p class="label">{escape(about)}</p>'
        f'<p class="works-state">{listing.light(row.light)} <span>{escape(late)}</span></p>'
        f'<ul class="works-facts">{listed}</ul>{_way(row, scope)}</div>'
    )


def _stage(row) -> str:
    since = text("works.since", day=row.entered_on, count=numerals.count(row.days_in_stage))
    return f"{project_words.stage(row.stage)}{text('overview.comma')}{since}"


def _next(row) -> str:
    if not isinstance(row.next_stage, str):
        return text("works.no_next")
    return text("works.next", stage=project_words.stage(row.next_stage), day=row.next_planned)


def _said(row) -> str:
    if not row.received:
        return text("works.no_opinions")
    counts = {key: numerals.count(getattr(row, key)) for key in ("received", "answered", "adopted")}
    return text("works.answered", **counts)


def _way(row, scope: Scope) -> str:
    address = escape(scope.link("project", project=row.project))
    return f'<a class="works-open" data-inner href="{address}">{escape(text("works.open"))}</a>'
