"""The meeting room lives through refreshes and killed servers: for a minute, and for an hour by `make soak`."""

import os
import time
from statistics import median

import pytest

from tests.browser.meeting_room import Platform, Room
from tests.browser.serving import Served

DWELL = 2
SIZE = (1280, 720)
MINUTES = float(os.environ.get("SOAK_MINUTES", "60"))
BACK = 30
"""Seconds within which a screen is up to date again; a machine with much else to do gets more."""


def lived(room: Room, served: Served, platform: Platform, seconds: float, *, refreshed: float, killed: float):
    """Lets so many seconds pass with a refresh and a kill every so often; what was held, every half minute."""
    held, begun = [], time.monotonic()
    room.begin()
    platform.live(refreshed)
    kill, weigh = begun + killed, begun + 30
    while (now := time.monotonic()) < begun + seconds:
        room.wait(2)
        if now > kill:
            served.kill()
            room.wait(10)
            served.start()
            kill += killed
        if now > weigh:
            held.append(room.weigh())
            print(held[-1], flush=True)
            weigh += 30
    platform.rest()
    return held


def caught_up(room: Room, platform: Platform, patience: float) -> None:
    """Waits until every screen has shown the last figure, or patience ends; `faults` then tells."""
    for _ in range(int(patience)):
        room.wait(1)
        if all(
            film["registered"][-1:] == [platform.registered] for film in room.films()[: len(room.screens)]
        ):
            break


def turning(room: Room) -> bool:
    """Waits until every screen has shown another scene, and says whether all did within `BACK` a screen."""
    seen = [film["turns"] for film in room.films()]
    for _ in range(BACK * len(room.screens)):
        room.wait(1)
        now = [film["turns"] for film in room.films()]
        if all(now[n] > seen[n] for n in range(len(room.screens))):
            return True
    return False


def faults(room: Room, platform: Platform, standstill: float | None = None):
    """All that was wrong in the films; a screen that stood still for longer than so many seconds too."""
    for number, film in enumerate(room.films()):
        yield from (f"{number}: {what} {times}" for what, times in film["faults"].items())
        if number >= len(room.screens):
            continue
        if standstill and film["stood"] > standstill * 1000:
            yield f"{number}: stood still for {film['stood']} ms"
        if sorted(film["registered"]) != film["registered"]:
            yield f"{number}: went back, {film['registered']}"
        if film["registered"][-1:] != [platform.registered]:
            yield f"{number}: {film['registered'][-1:]} at the end, not {platform.registered}"
    yield from room.complaints


def opened(room: Room, scenes: str) -> None:
    for _ in range(3):
        room.screen(f"dwell={DWELL}{scenes}")
    room.desk("/")
    room.desk("/registration")


@pytest.mark.parametrize("room", [SIZE], indirect=True)
def test_a_minute_of_refreshes_and_a_kill_leaves_no_gap(room, own_served):
    served, platform = own_served
    opened(room, "&scenes=overview,registration")
    held = lived(room, served, platform, 60, refreshed=10, killed=15)
    caught_up(room, platform, 4 * BACK)
    assert turning(room)
    assert list(faults(room, platform)) == []
    assert platform.refreshes >= 2
    warm, late = held[0], room.weigh()
    assert max(late.documents) <= max(warm.documents) + 4
    assert max(late.scripts) < 1.5 * max(warm.scripts)


@pytest.mark.soak
@pytest.mark.parametrize("room", [SIZE], indirect=True)
def test_an_hour_of_refreshes_and_kills_leaves_no_gap_and_no_waste(room, own_served):
    served, platform = own_served
    opened(room, "")
    held = lived(room, served, platform, MINUTES * 60, refreshed=10, killed=300)
    caught_up(room, platform, BACK)
    print(platform.refreshes, "refreshes", room.films())
    assert list(faults(room, platform, standstill=15)) == []
    warm, late = held[len(held) // 4 : len(held) // 2], held[len(held) * 3 // 4 :]
    for number in range(len(room.screens)):
        growth = median(now.scripts[number] for now in late) / median(now.scripts[number] for now in warm)
        assert growth < 1.1
    servers = [max(now.server for now in part) for part in (warm, late)]  # each life of it warms up anew
    assert servers[1] < 1.1 * servers[0]
