"""A phone says what a wall shows once it has typed the wall's code, for half a day; nothing else does, however it is sent."""

from datetime import date, timedelta

import pytest

from data_access.access import codes, devices, remotes, sessions
from data_access.access.remotes import Order
from data_access.problem import Problem
from data_access.records import opening
from data_access.records.chain import Actor
from tests.access.people import CHIEF, NOON, audited

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
WALL, ADDRESS, PHONE = "w" * 64, "10.0.0.7", "10.0.0.9"


def offered(engine, wall=WALL, at=NOON, device=None) -> str:
    """The code that a wall shows."""
    return remotes.offer(engine, wall, device, ADDRESS, at)[0]


def paired(engine, wall=WALL, at=NOON, device=None) -> str:
    """What a phone's word names that has typed a wall's code."""
    found = remotes.named(remotes.pair(engine, offered(engine, wall, at, device), PHONE, at), at)
    assert found
    return found


def refusal(engine, code, at=NOON, address=PHONE) -> str:
    """Why a code gives a phone nothing."""
    with pytest.raises(Problem) as refused:
        remotes.pair(engine, code, address, at)
    return refused.value.key


def tell(engine, remote_id, page, at=NOON, **how) -> int:
    return remotes.tell(engine, remote_id, Order(page, **how), at + 120 * SECOND, at)


def test_what_a_phone_says_stands_in_the_records_and_nobody_has_signed_in(kept, tmp_path):
    code, seconds = remotes.offer(kept, WALL, None, ADDRESS, NOON + 13 * SECOND)
    assert (len(code), seconds, set(code) <= set(codes.ALPHABET)) == (6, 47, True)
    phone = remotes.named(remotes.pair(kept, f"{code[:3].lower()} {code[3:]}", PHONE, NOON), NOON)
    assert phone
    versions = [tell(kept, phone, "works"), tell(kept, phone, "committee", code="c1", name="祁南", line=3)]
    assert [*versions, remotes.hold(kept, phone, date(2017, 7, 16), NOON)] == [1, 2, 3]
    other = opening.opened(f"sqlite:///{tmp_path / 'records.db'}", NOON)
    found = remotes.of_wall(other, WALL)
    other.dispose()
    assert found
    assert (found.order, found.day) == (Order("committee", "c1", "祁南", 3), date(2017, 7, 16))
    assert found.until == NOON + 120 * SECOND
    assert audited(kept) == [(None, "remote_paired", {})]
    remotes.tell(kept, phone, None, NOON, NOON + SECOND)
    again = remotes.of_wall(kept, WALL)
    assert again
    assert (again.version, again.order, again.until, again.day) == (4, None, NOON + SECOND, date(2017, 7, 16))


def test_of_two_phones_the_last_word_holds_and_no_other_wall_obeys(kept):
    one, other = paired(kept), paired(kept)
    elsewhere = paired(kept, "v" * 64)
    assert one == other != elsewhere
    tell(kept, one, "works")
    tell(kept, other, "party")
    orders = {remote.wall: remote.order for remote in remotes.standing(kept)}
    assert orders == {WALL: Order("party"), "v" * 64: None}


def test_a_code_is_another_each_minute_and_counts_for_one_more(kept):
    first = offered(kept, at=NOON + 59 * SECOND)
    second = offered(kept, at=NOON + 60 * SECOND)
    assert first != second
    remotes.pair(kept, first, PHONE, NOON + 119 * SECOND)
    assert refusal(kept, first, NOON + 120 * SECOND) == "remote_unknown"
    assert refusal(kept, second, NOON + 180 * SECOND) == "remote_unknown"
    assert refusal(kept, offered(kept, at=NOON + 300 * SECOND), NOON) == "remote_unknown"
    later = NOON + 600 * SECOND
    [wall] = remotes.standing(kept)
    unseen = codes.of("remote", wall.id, codes.minute_of(later)[0])
    assert refusal(kept, unseen, later) == "remote_unknown"
    assert offered(kept, at=later) == unseen


def test_five_wrong_codes_within_a_minute_are_enough_of_one_address_and_sixty_of_all(kept):
    code = offered(kept)
    wrong = ("", "AAAAAA", code[:5], code + "A", "ＡＡＡＡＡＡ")
    assert [refusal(kept, guess) for guess in wrong] == ["remote_unknown"] * 5
    assert refusal(kept, code, NOON + 59 * SECOND) == "pairing_paused"
    assert remotes.pair(kept, code, "10.0.0.8", NOON + 59 * SECOND)
    assert [row[1] for row in audited(kept)] == ["remote_refused"] * 5 + ["remote_paired"]
    for number in range(55):
        refusal(kept, "AAAAAA", address=f"10.0.1.{number}")
    assert refusal(kept, code, NOON + 59 * SECOND, "10.0.2.1") == "pairing_paused"
    assert remotes.pair(kept, code, PHONE, NOON + 60 * SECOND)


def test_a_phone_is_out_after_half_a_day_when_the_wall_says_so_and_when_its_screen_is_revoked(kept):
    phone = paired(kept)
    assert tell(kept, phone, "works", NOON + 12 * HOUR - SECOND) == 1
    with pytest.raises(Problem, match="已结束"):
        tell(kept, phone, "works", NOON + 12 * HOUR)
    phone = paired(kept)
    remotes.end(kept, WALL, Actor(address=ADDRESS), NOON)
    with pytest.raises(Problem, match="已结束"):
        tell(kept, phone, "works")
    assert (audited(kept)[-1][1], paired(kept) == phone) == ("remote_ended", False)
    code, _ = devices.offer(kept, "a wall's token", ADDRESS, NOON)
    devices.pair(kept, CHIEF, NOON, code, "会议室")
    [screen] = devices.listed(kept)
    phone = paired(kept, screen.id, device=screen.id)
    shown = offered(kept, screen.id, device=screen.id)
    devices.revoke(kept, CHIEF, NOON, screen.id)
    for act in (lambda: tell(kept, phone, "works"), lambda: remotes.hold(kept, phone, None, NOON)):
        with pytest.raises(Problem, match="已结束"):
            act()
    assert refusal(kept, shown) == "remote_unknown"
    assert remotes.of_wall(kept, screen.id) is None


def test_only_what_was_sealed_here_names_a_wall_and_only_for_half_a_day(kept):
    token = remotes.pair(kept, offered(kept), PHONE, NOON)
    assert remotes.named(token, NOON + 12 * HOUR)
    strange = ("", ".", "x.y", token[:-1], token.upper(), f"00{token}", sessions.new_token())
    assert [remotes.named(word, NOON) for word in strange] == [None] * len(strange)
    assert remotes.named(token, NOON + 12 * HOUR + SECOND) is None


def test_a_wall_says_what_it_shows_only_where_a_phone_may_ask(kept):
    offered(kept)
    remotes.report(kept, WALL, {"title": "总览"}, NOON)
    found = remotes.of_wall(kept, WALL)
    assert found
    assert (found.display, found.is_paired(NOON)) == ({}, False)
    paired(kept)
    remotes.report(kept, WALL, {"title": "总览"}, NOON)
    found = remotes.of_wall(kept, WALL)
    assert found
    assert (found.display, found.is_paired(NOON)) == ({"title": "总览"}, True)


def test_walls_that_nobody_tells_anything_fill_no_records(kept):
    for number in range(devices.MOST["address"]):
        offered(kept, f"wall {number}")
    with pytest.raises(Problem, match="太多"):
        offered(kept, "one too many")
    phone = paired(kept, "wall 3")
    offered(kept, "one too many", NOON + 120 * SECOND)
    assert {remote.wall for remote in remotes.standing(kept)} == {"wall 3", "one too many"}
    assert tell(kept, phone, "works", NOON + 120 * SECOND) == 1
