"""A screen reads once somebody who may has typed the code that it shows; no other code, and no code twice, does anything."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from data_access import records
from data_access.access import codes, devices, sessions
from data_access.problem import Problem
from data_access.records.chain import COMMAND_LINE, Actor
from tests.access.people import ADMIN, CHIEF, NOON, audited

SECOND = timedelta(seconds=1)


def refusal(engine, code, at=NOON, name="会议室", actor=CHIEF):
    """Why a code pairs nothing."""
    with pytest.raises(Problem) as refused:
        devices.pair(engine, actor, at, code, name)
    return refused.value.key


def test_the_wall_whose_code_was_typed_gets_a_token_of_its_own_and_no_other_wall(kept):
    code, seconds = devices.offer(kept, "our wall", "10.0.0.7", NOON)
    other, _ = devices.offer(kept, "another wall", "10.0.0.8", NOON)
    assert (len(code), seconds) == (6, 60)
    assert set(code + other) <= set(codes.ALPHABET)
    devices.pair(kept, CHIEF, NOON + SECOND, f" {code[:3].lower()}-{code[3:]} ", " 三楼 会议室 ")
    assert devices.collect(kept, "another wall", NOON + 2 * SECOND) is None
    token = devices.collect(kept, "our wall", NOON + 2 * SECOND)
    assert token
    found = devices.standing(kept, sessions.id_of(token))
    assert found
    assert (found.name, found.paired_by) == ("三楼 会议室", "chief")
    assert audited(kept) == [("chief", "device_paired", {"device": found.id, "screen": "三楼 会议室"})]
    with kept.connect() as connection:
        rows = str([connection.execute(select(one)).all() for one in (records.device, records.pairing)])
    plain = hashlib.sha256(code.encode()).hexdigest()
    assert not [secret for secret in (token, code, other, plain, "our wall") if secret in rows]


def test_a_code_is_another_each_minute_and_counts_for_one_more(kept):
    first, _ = devices.offer(kept, "wall", "10.0.0.7", NOON + 59 * SECOND)
    assert devices.offer(kept, "wall", "10.0.0.7", NOON + 59 * SECOND) == (first, 1)
    second, _ = devices.offer(kept, "wall", "10.0.0.7", NOON + 60 * SECOND)
    assert first != second
    assert refusal(kept, first, NOON + 120 * SECOND) == "pairing_unknown"
    devices.pair(kept, CHIEF, NOON + 119 * SECOND, first, "会议室")
    assert refusal(kept, first, NOON + 119 * SECOND, "大厅") == "pairing_unknown"
    assert devices.collect(kept, "wall", NOON + 120 * SECOND) is None


def test_after_five_tries_within_a_minute_one_waits_and_others_do_not(kept):
    code, _ = devices.offer(kept, "wall", "10.0.0.7", NOON)
    assert [refusal(kept, guess) for guess in ("", "AAAAAA", code[:5], code + "A", "ＡＡＡＡＡＡ")] == (
        ["pairing_unknown"] * 5
    )
    assert refusal(kept, code, NOON + 59 * SECOND) == "pairing_paused"
    assert [row[:2] for row in audited(kept)] == [("chief", "pairing_refused")] * 5
    assert refusal(kept, "AAAAAA", NOON, actor=COMMAND_LINE) == "pairing_unknown"
    devices.pair(kept, Actor("li", "office"), NOON + SECOND, code, "会议室")
    again, _ = devices.offer(kept, "wall", "10.0.0.7", NOON + 60 * SECOND)
    devices.pair(kept, CHIEF, NOON + 60 * SECOND, again, "大厅")


def test_who_has_signed_out_meanwhile_pairs_nothing(kept):
    code, _ = devices.offer(kept, "wall", "10.0.0.7", NOON)
    session = sessions.id_of(sessions.begin(kept, CHIEF, NOON, ADMIN))
    sessions.end(kept, CHIEF, NOON, session)
    assert refusal(kept, code, actor=replace(CHIEF, session=session)) == "not_signed_in"
    assert devices.listed(kept) == []


def test_two_screens_have_two_names(kept):
    code, _ = devices.offer(kept, "wall", "10.0.0.7", NOON)
    assert [refusal(kept, code, name=name) for name in ("", "  ", "x" * 61, "a\0")] == ["device_name"] * 4
    devices.pair(kept, CHIEF, NOON, code, "会议室")
    other, _ = devices.offer(kept, "another", "10.0.0.7", NOON)
    assert refusal(kept, other) == "device_taken"
    assert [one.name for one in devices.listed(kept)] == ["会议室"]


def test_a_revoked_screen_reads_no_more_and_its_name_is_free(kept):
    code, _ = devices.offer(kept, "wall", "10.0.0.7", NOON)
    devices.pair(kept, CHIEF, NOON, code, "会议室")
    token = devices.collect(kept, "wall", NOON)
    assert token
    [paired] = devices.listed(kept)
    assert devices.revoke(kept, CHIEF, NOON, paired.id, paired.edition) == "会议室"
    assert devices.standing(kept, sessions.id_of(token)) is None
    assert devices.collect(kept, "wall", NOON) is None
    assert audited(kept)[-1] == ("chief", "device_revoked", {"device": paired.id, "screen": "会议室"})
    with pytest.raises(Problem, match="没有会议屏"):
        devices.revoke(kept, CHIEF, NOON, paired.id)
    code, _ = devices.offer(kept, "another", "10.0.0.7", NOON)
    devices.pair(kept, CHIEF, NOON, code, "会议室")


def test_walls_that_nobody_pairs_fill_no_records(kept):
    for number in range(2 * devices.MOST["address"]):
        devices.offer(kept, f"wall {number}", "10.0.0.7", NOON)
    with pytest.raises(Problem, match="太多"):
        devices.offer(kept, "one too many", "10.0.0.7", NOON)
    devices.offer(kept, "elsewhere", "10.0.0.8", NOON)
    devices.offer(kept, "one too many", "10.0.0.7", NOON + 120 * SECOND)
    with kept.connect() as connection:
        assert len(connection.execute(select(records.pairing)).all()) == 1
