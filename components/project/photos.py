"""Before, during, after: the photos in a row with their dates; one over the other under a slider where there is a script."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import attachments
from components.parts.cards import card, empty
from components.parts.html import button, div, figcaption, figure, img, input_, li, ol, ul
from components.parts.html import draw as put
from components.project.phrases import day
from components.words import numerals
from data_access.wording import name, text


def draw(photos: pd.DataFrame) -> None:
    """The photos, the earliest phase first. `photos`: project.visible_photos."""
    found = [(row, *attachments.found(row.url)) for row in photos.itertuples()]
    sent = [(row, address) for row, address, _ in found if address]
    lost = [_lost(row, reason) for row, address, reason in found if not address]
    with st.container(key="project_photos"):
        body = _slider(sent) if sent else empty(text("project.no_photos"))
        put(card(text("project.photos"), body, ul(lost, cls="project-lost") if lost else None))


def _slider(photos: list[tuple]) -> Markup:
    last, captions = len(photos) - 1, [_caption(row) for row, _ in photos]
    pictures = [
        figure(
            img(src=address, alt=words, width=480, height=320),
            figcaption(words),
            style=f"--place: {place}",
        )
        for place, ((_, address), words) in enumerate(zip(photos, captions, strict=True))
    ]
    slides = input_(
        type="range",
        min=0,
        max=last,
        step=0.05,
        value=0,
        aria_label=text("project.slide"),
        data_slides=True,
        data_captions="|".join(captions),
        aria_valuetext=captions[0],
    )
    stops = [li(button(words, type="button", data_photo=place)) for place, words in enumerate(captions)]
    return div(
        div(pictures, cls="project-pictures"),
        slides if last else None,
        ol(stops if last else None, cls="project-dates"),
        cls="project-slider",
        data_count=len(photos),
    )


def _caption(row) -> str:
    phase = name("photo_phase", row.phase)
    when = text("project.undated") if day(row.taken_on) == numerals.MISSING else day(row.taken_on)
    return f"{phase} {when}"


def _lost(row, reason: str | None) -> Markup:
    return li(text("sign.named", name=_caption(row), words=text(f"project.picture_{reason}")))
