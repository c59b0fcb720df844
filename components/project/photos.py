"""Before, during, after: the photos in a row with their dates; one over the other under a slider where there is a script."""

from html import escape

import pandas as pd
import streamlit as st

from components.parts import attachments
from components.project.phrases import card, day
from components.words import numerals
from data_access.wording import name, text


def draw(photos: pd.DataFrame) -> None:
    """The photos, the earliest phase first. `photos`: project.shown."""
    found = [(row, *attachments.found(row.url)) for row in photos.itertuples()]
    there = [(row, address) for row, address, _ in found if address]
    body = _slider(there) if there else f'<p class="empty">{escape(text("project.no_photos"))}</p>'
    lost = [_lost(row, reason) for row, address, reason in found if not address]
    body += f'<ul class="project-lost">{"".join(lost)}</ul>' if lost else ""
    with st.container(key="project_photos"):
        st.html(card(text("project.photos"), body))


def _slider(photos: list[tuple]) -> str:
    last = len(photos) - 1
    pictures = "".join(_picture(row, address, place) for place, (row, address) in enumerate(photos))
    stops = "".join(
        f'<li><button type="button" data-photo="{place}">{escape(_caption(row))}</button></li>'
        for place, (row, _) in enumerate(photos)
    )
    label = escape(text("project.slide"))
    names = escape("|".join(_caption(row) for row, _ in photos))
    control = (
        f'<input type="range" min="0" max="{last}" step="0.05" value="0" aria-label="{label}" data-slides data-captions="{names}" '
        f'aria-valuetext="{escape(_caption(photos[0][0]))}">'
        if last
        else ""
    )
    return (
        f'<div class="project-slider" data-count="{len(photos)}"><div class="project-pictures">{pictures}</div>{control}'
        f'<ol class="project-dates">{stops if last else ""}</ol></div>'
    )


def _picture(row, address: str, place: int) -> str:
    words = escape(_caption(row))
    return (
        f'<figure style="--place: {place}"><img src="{escape(address)}" alt="{words}" width="480" height="320">'
        f"<figcaption>{words}</figcaption></figure>"
    )


def _caption(row) -> str:
    phase = name("photo_phase", row.phase)
    when = text("project.undated") if day(row.taken_on) == numerals.MISSING else day(row.taken_on)
    return f"{phase} {when}"


def _lost(row, reason: str) -> str:
    return (
        f"<li>{escape(text('frame.named', name=_caption(row), words=text(f'project.picture_{reason}')))}</li>"
    )
