"""Refreshes filmed: every picture that the screen paints while new data come has ink on every card."""

import base64
import io
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

WALL = (960, 540)
"""A wall a quarter as large as most: its stage is drawn to scale, and painting is what takes a machine its time."""
CARDS = """() => [...window.figures(window.shown())].map(([key, card]) => {
  const { x, y, width, height } = card.getBoundingClientRect(), stage = document.getElementById("stage").getBoundingClientRect();
  const zoom = stage.width / 1920;
  return [key, stage.x + x * zoom, stage.y + y * zoom, width * zoom, height * zoom];
})"""


@contextmanager
def filmed(page):
    """Every picture that the browser paints meanwhile, ten a second at least while something moves."""
    pictures = []
    session = page.context.new_cdp_session(page)

    def keep(painted):
        pictures.append(painted["data"])
        session.send("Page.screencastFrameAck", {"sessionId": painted["sessionId"]})

    session.on("Page.screencastFrame", keep)
    session.send("Page.startScreencast", {"format": "jpeg", "quality": 70})
    yield pictures
    session.send("Page.stopScreencast")
    session.detach()


def ink(picture: str, box: list[float]) -> float:
    """How much is drawn within a card: the share of its points that stand out from its ground."""
    grey = np.asarray(Image.open(io.BytesIO(base64.b64decode(picture))).convert("L"), dtype=int)
    left, top, width, height = map(round, box)
    card = grey[top + 6 : top + height - 6, left + 6 : left + width - 6]
    return float((abs(card - np.median(card)) > 40).mean())


def missing(pictures: list[str], cards: list) -> list[str]:
    """The cards that are not there in some picture, against the first."""
    first = {key: ink(pictures[0], box) for key, *box in cards}
    assert min(first.values()) > 0.002, first
    return [
        f"picture {number} without {key}"
        for number, picture in enumerate(pictures)
        for key, *box in cards
        if ink(picture, box) < first[key] / 2
    ]


@pytest.mark.parametrize(
    ("room", "own_served", "refreshes"),
    [(WALL, "small_demo", 2), pytest.param((1920, 1080), "demo", 20, marks=pytest.mark.soak)],
    indirect=["room", "own_served"],
)
def test_refreshes_leave_every_card_in_every_picture(room, own_served, refreshes):
    platform = own_served[1]
    page = room.screen("scenes=overview&dwell=3600")
    page.screenshot()  # waits until it is painted: a film may begin with what stood there before
    room.begin()
    figure = page.frame_locator("iframe.shown").locator(".st-key-fig-registered .figure")
    cards = page.evaluate(CARDS)
    with filmed(page) as pictures, ThreadPoolExecutor(1) as beside:
        for _ in range(refreshes):
            coming = beside.submit(platform.one_more)
            while not coming.done():
                page.wait_for_timeout(200)
            coming.result()
            expect(figure).to_have_text(platform.registered)
            page.wait_for_timeout(1000)
    film = room.films()[0]
    assert film["faults"] == {}
    assert len(film["registered"]) == refreshes + 1
    assert len(cards) == 15
    assert len(pictures) > refreshes
    assert missing(pictures, cards) == []
