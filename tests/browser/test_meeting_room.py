"""The meeting room lives through refreshes and killed servers: for a moment, and for an hour by `make soak`."""

import os
import time
from statistics import median

import pytest

from components import menu
from tests.browser.meeting_room import Platform, Room
from tests.browser.phones import Hands, listened_to
from tests.browser.serving import Served

DWELL = 2
SCENES = [page.key for page in menu.PAGES if page.on_wall]
SIZE = (1280, 720)
MINUTES = float(os.environ.get("SOAK_MINUTES", "60"))
KILLED = min(300, MINUTES * 20)
"""Seconds after which the server is killed again."""
BACK = 30
"""Seconds within which a screen is up to date again; a machine with much else to do gets more."""
STANDSTILL = 15
"""Seconds within which a screen turns, and does what a phone says."""
AT_ONCE = 0.5
"""Seconds within which it says that it obeys."""


def lived(
    room: Room,
    served: Served,
    platform: Platform,
    seconds: float,
    *,
    refreshed: float,
    killed: float,
    least: int = 0,
    hands: Hands | None = None,
):
    """Lets so many seconds pass, and at least so many refreshes, with a kill every so often, while hands press, also when the
    server is away; what was held, every half minute."""
    held, begun = [], time.monotonic()
    hands = hands or Hands(room.screens[0], [])
    room.begin()
    platform.live(refreshed)
    kill, weigh = begun + killed, begun + 30
    end = begun + seconds
    while (now := time.monotonic()) < end or (platform.refreshes < least and now < end + 4 * seconds):
        room.wait(2)
        hands.press(STANDSTILL)
        if now > kill:
            served.kill()
            room.wait(10)
            hands.press(BACK, served.start)
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


def faults(room: Room, platform: Platform, standstill: float, clock: str = "stood"):
    """All that was wrong in the films; by the clock `stood`, in milliseconds, or `still`, in tenths of a second of the
    page's own time, of which there are fewer on a machine that has no time for the page."""
    tick = 1000 if clock == "stood" else 10
    for number, film in enumerate(room.films()):
        yield from (f"{number}: {what} {times}" for what, times in film["faults"].items())
        if number >= len(room.screens):
            continue
        if film[clock] > standstill * tick:
            yield f"{number}: {clock} for {film[clock]}, {film['still'] / 10} s of its own; busy for {film['busy']}"
        if sorted(film["registered"]) != film["registered"]:
            yield f"{number}: went back, {film['registered']}"
        if film["registered"][-1:] != [platform.registered]:
            yield f"{number}: {film['registered'][-1:]} at the end, not {platform.registered}"
    yield from room.complaints


@pytest.mark.parametrize("room", [SIZE], indirect=True)
def test_refreshes_and_a_kill_leave_no_gap(room, own_served):
    served, platform = own_served
    room.screen(f"dwell={DWELL}&scenes=overview,consultation")
    room.desk("/")
    lived(
        room, served, platform, 8, refreshed=3, killed=60, least=1
    )  # until every scene has been opened anew
    before = room.weigh()
    lived(room, served, platform, 24, refreshed=5, killed=20, least=3)
    caught_up(room, platform, 4 * BACK)
    assert list(faults(room, platform, 30, "still")) == []
    assert platform.refreshes >= 3
    assert max(room.weigh().documents) <= max(before.documents) + 4


@pytest.mark.soak
@pytest.mark.parametrize("own_served", ["demo"], indirect=True)
@pytest.mark.parametrize("room", [SIZE], indirect=True)
def test_an_hour_of_refreshes_and_kills_leaves_no_gap_and_no_waste(room, own_served):
    served, platform = own_served
    for _ in range(3):
        room.screen(f"dwell={DWELL}&scenes={','.join(SCENES)}")
    room.desk("/")
    room.desk("/registration")
    wall = listened_to(room.screens[0])
    hands = Hands(wall, [room.phone(wall) for _ in range(2)])
    hands.leave()
    held = lived(room, served, platform, MINUTES * 60, refreshed=10, killed=KILLED, hands=hands)
    hands.leave()
    caught_up(room, platform, BACK + len(SCENES) * DWELL)
    print(platform.refreshes, "refreshes", hands.deeds, hands.spoken, room.films())
    assert list(faults(room, platform, STANDSTILL)) == []
    assert hands.slow == []
    assert median(hands.spoken) < AT_ONCE
    warm, late = held[len(held) // 4 : len(held) // 2], held[len(held) * 3 // 4 :]
    for number in range(len(room.screens)):
        growth = median(now.scripts[number] for now in late) / median(now.scripts[number] for now in warm)
        assert growth < 1.1
        assert max(now.documents[number] for now in late) <= max(now.documents[number] for now in warm) + 4
    servers = [max(now.server for now in part) for part in (warm, late)]  # each life of it warms up anew
    assert servers[1] < 1.1 * servers[0]
