"""What the loop writes stands on PostgreSQL as in a file: slips, meetings, bulletins, the remotes of walls."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data_access import assignments, recorded, records, state, supervision
from data_access import meetings as held_meetings
from data_access.access import remotes
from data_access.access.remotes import Order
from data_access.access.rights import Rights
from data_access.bulletins import kept as bulletins_kept
from data_access.database import read, snapshot, store_engine
from data_access.made import worked_out
from data_access.meetings import decisions, held, holding, minutes
from data_access.problem import Problem
from data_access.records import opening
from data_access.records.chain import Actor
from data_access.records.writing import Times
from data_access.settings import Settings
from data_access.supervision import issuing, slips
from tests.bulletins.bulletin import bulletin
from tests.meetings import written as of_meetings
from tests.meetings.written import NOON, OFFICE, OWN, POLICE, TIMES, at
from tests.supervision import written as of_slips

DAY = date(2017, 7, 10)


@pytest.fixture
def kept(postgresql_url):
    """Fresh records on a server."""
    engine = opening.opened(postgresql_url, NOON)
    yield engine
    engine.dispose()


def refusal(work, *arguments) -> str:
    """Why something is not written."""
    with pytest.raises(Problem) as refused:
        work(*arguments)
    return refused.value.key


def test_a_slip_is_issued_answered_and_closed(kept):
    slip = of_slips.issued(kept)
    assert refusal(issuing.issue, kept, OFFICE, TIMES, of_slips.DRAFT, "罗督") == "slip_under_way"
    issuing.answer(kept, POLICE, TIMES, slip, 1, "已到现场。", (OWN,))
    assert refusal(issuing.move, kept, OFFICE, TIMES, slip, 1, "closed", "") == "overtaken"
    issuing.move(kept, OFFICE, TIMES, slip, 2, "closed", "")
    assert issuing.issue(kept, OFFICE, TIMES, of_slips.DRAFT, "罗督") == "2017-2"
    with snapshot(kept) as connection:
        steps = read(connection, assignments.history(records.slip_step.c.slip, slip))
        assert [*assignments.by_then(steps, DAY)["kind"]] == ["issued", "answered", "closed"]
        assert assignments.by_then(steps, date(2017, 7, 9)).empty
        assert [*read(connection, slips.issued())["number"]] == [2, 1]


def test_a_meeting_is_held_and_what_it_decides_is_followed_up(kept):
    meeting = of_meetings.opened(kept)
    decision = of_meetings.decided(kept, meeting)
    of_meetings.closed(kept, meeting)
    holding.report(kept, POLICE, at(11), decision, 1, "已办。", (OWN,))
    with snapshot(kept) as connection:
        found = held.standing(read(connection, held.called()), DAY)
        made = read(connection, decisions.made())
        steps = assignments.by_then(
            read(connection, assignments.history(records.decision_step.c.decision, decision)), DAY
        )
    assert [(row.meeting, row.state, minutes.kept(row.minutes)) for row in found.itertuples()] == [
        ("2017-07-10", "closed", of_meetings.EMPTY)
    ]
    assert [(row.day, row.of_day, row.what) for row in made.itertuples()] == [(DAY, 1, "三天内到现场办理。")]
    assert [*steps["kind"]] == ["made"]


def test_a_bulletin_is_issued_once(kept):
    content, times = bulletin(), Times(NOON, NOON)
    bulletins_kept.issue(kept, OFFICE, times, content)
    assert refusal(bulletins_kept.issue, kept, OFFICE, times, replace(content)) == "bulletin_issued"
    with snapshot(kept) as connection:
        rows = read(connection, bulletins_kept.issued("weekly", content.on))
    row = bulletins_kept.of_day(rows, content.on)
    assert row
    assert bulletins_kept.content(row) == content


def test_a_phone_says_what_a_wall_shows_until_the_wall_is_taken_from_it(kept):
    code, _ = remotes.offer(kept, "w" * 64, None, "10.0.0.7", NOON)
    assert refusal(remotes.pair, kept, "AAAAAA", "10.0.0.9", NOON) == "remote_unknown"
    phone = remotes.named(remotes.pair(kept, code, "10.0.0.9", NOON), NOON)
    assert phone
    later = NOON + timedelta(minutes=1)
    assert remotes.tell(kept, phone, Order("works", line=2), later, NOON) == 1
    assert remotes.hold(kept, phone, DAY, NOON) == 2
    remotes.report(kept, "w" * 64, {"page": "works"}, NOON)
    [found] = remotes.standing(kept)
    assert (found.order, found.until, found.day, found.display) == (
        Order("works", line=2), later, DAY, {"page": "works"},
    )  # fmt: skip
    remotes.end(kept, "w" * 64, Actor(), NOON)
    assert refusal(remotes.tell, kept, phone, None, NOON, NOON) == "remote_over"


def test_a_demonstrations_records_begin_as_in_a_file(postgresql_url, records_url, demo_store, monkeypatch):
    monkeypatch.delenv("PLATFORM_DATABASE_URL", raising=False)
    url, settings, office = f"sqlite:///{demo_store}", Settings(), Rights("office")
    day = state.current(url).last_day
    queries = (
        supervision.listed(day, settings, office),
        held_meetings.listed(day),
        held_meetings.decided(day, day, settings, office),
        bulletins_kept.issued("daily", day),
    )
    found = []
    for address in (postgresql_url, records_url):
        recorded.opened(address, url, NOON).dispose()
        store = store_engine(url)
        with snapshot(store) as connection, recorded.beside(connection, address) as rows:
            frames = [worked_out(query, rows) for query in queries]
        store.dispose()
        found.append([frame.drop(columns="id", errors="ignore").to_dict("records") for frame in frames])
    assert [*map(repr, found[0])] == [*map(repr, found[1])]
    assert [*map(len, found[0])] == [12, 2, 9, 7]
