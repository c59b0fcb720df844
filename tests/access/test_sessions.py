"""A session stands for twelve hours, or until somebody ends it; what the browser holds is nowhere kept."""

from datetime import timedelta

from sqlalchemy import select

from data_access import records
from data_access.access import sessions
from data_access.records.chain import Actor
from tests.access.people import NOON, OFFICE, SECRETARY, audited

WANG = Actor("wang", "secretary", "10.0.0.2")
HOUR = timedelta(hours=1)


def standing(engine, token, at=NOON, idle=None):
    return sessions.standing(engine, sessions.id_of(token), at, idle)


def test_a_session_carries_its_rights_and_ends_by_itself_after_twelve_hours(kept):
    token = sessions.begin(kept, WANG, NOON, SECRETARY, "a browser")
    found = standing(kept, token)
    assert (found.account, found.rights, found.address, found.agent) == (
        "wang",
        SECRETARY,
        "10.0.0.2",
        "a browser",
    )
    assert standing(kept, token, NOON + 12 * HOUR - timedelta(seconds=1))
    assert standing(kept, token, NOON + 12 * HOUR) is None
    assert standing(kept, "forged") is None
    assert standing(kept, sessions.id_of(token)) is None


def test_records_hold_no_token(kept):
    token = sessions.begin(kept, WANG, NOON, OFFICE)
    with kept.connect() as connection:
        assert token not in str(connection.execute(select(records.session)).all())


def test_a_session_left_alone_ends_where_that_is_wished(kept):
    token = sessions.begin(kept, WANG, NOON, OFFICE)
    assert standing(kept, token, NOON + HOUR / 2, HOUR)
    assert standing(kept, token, NOON + HOUR, HOUR) is None
    sessions.used(kept, sessions.id_of(token), NOON + HOUR / 2)
    assert standing(kept, token, NOON + HOUR, HOUR)


def test_signing_in_anew_ends_what_the_browser_had(kept):
    first = sessions.begin(kept, WANG, NOON, OFFICE)
    second = sessions.begin(kept, WANG, NOON, OFFICE, before=sessions.id_of(first))
    assert (standing(kept, first), bool(standing(kept, second))) == (None, True)


def test_signing_out_ends_one_session_and_everywhere_all_of_the_account(kept):
    tokens = [sessions.begin(kept, WANG, NOON, OFFICE) for _ in range(3)]
    others = sessions.begin(kept, Actor("li", "office"), NOON, OFFICE)
    sessions.end(kept, WANG, NOON, sessions.id_of(tokens[0]))
    assert [bool(standing(kept, token)) for token in tokens] == [False, True, True]
    sessions.end_all(kept, WANG, NOON, "wang")
    assert [bool(standing(kept, token)) for token in (*tokens, others)] == [False, False, False, True]
    assert [act for _, act, _ in audited(kept)] == ["signed_in"] * 4 + ["signed_out", "signed_out_everywhere"]
    assert audited(kept)[-1][2] == {"sessions": 2}
