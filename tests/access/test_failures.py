"""Who fails waits longer and longer; others do not wait with them; the audit has sums."""

from datetime import timedelta

from data_access.access import failures
from tests.access.people import NOON, audited

SECOND = timedelta(seconds=1)


def fail(engine, times, name="wang", address="10.0.0.2", at=NOON, recognised=False):
    """So many tries that nothing holds up."""
    for _ in range(times):
        assert not failures.begin(engine, name, address, at, recognised)


def test_the_pause_doubles_from_the_fifth_try_up_to_a_quarter_of_an_hour(kept):
    waits = []
    at = NOON
    for _ in range(14):
        waits.append(wait := failures.begin(kept, "wang", "10.0.0.2", at, False))
        at += wait
        if wait:
            assert not failures.begin(kept, "wang", "10.0.0.2", at, False)
    seconds = [wait / SECOND for wait in waits]
    assert seconds == [0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900]


def test_others_and_other_addresses_go_on(kept):
    fail(kept, 4)
    assert failures.begin(kept, "wang", "10.0.0.2", NOON, False) > timedelta(0)
    assert failures.begin(kept, "li", "10.0.0.2", NOON, False) == timedelta(0)
    assert failures.begin(kept, "wang", "10.0.0.3", NOON, False) == timedelta(0)


def test_an_account_tried_from_everywhere_slows_down_but_for_browsers_that_it_has_seen(kept):
    for number in range(20):
        fail(kept, 1, address=f"10.0.1.{number}")
    assert failures.begin(kept, "wang", "10.0.0.9", NOON, False) == SECOND
    assert failures.begin(kept, "wang", "10.0.0.9", NOON, True) == timedelta(0)


def test_a_try_that_nobody_looked_at_is_not_counted(kept):
    for _ in range(30):
        fail(kept, 1)
        failures.withdrawn(kept, "wang", "10.0.0.2")


def test_a_success_forgets(kept):
    fail(kept, 4, address="10.0.0.3")
    fail(kept, 4)
    failures.succeeded(kept, "wang", "10.0.0.2")
    assert failures.begin(kept, "wang", "10.0.0.2", NOON, False) == timedelta(0)
    assert failures.begin(kept, "wang", "10.0.0.3", NOON, False) > timedelta(0)


def test_after_an_hour_all_is_forgotten(kept):
    fail(kept, 4)
    assert failures.begin(kept, "wang", "10.0.0.2", NOON + failures.FORGOTTEN, False) == timedelta(0)


def test_the_audit_has_failures_by_address_and_minute(kept):
    for account in ("wang", "wang", None):
        failures.note(kept, account, "10.0.0.2", NOON + 5 * SECOND)
    failures.note(kept, None, "10.0.0.3", NOON + 50 * SECOND)
    assert audited(kept) == []
    for _ in range(2):
        failures.sum_up(kept, NOON + timedelta(minutes=1))
    assert [details for _, _, details in audited(kept)] == [
        {"failures": 3, "accounts": ["wang"], "unknown": 1, "minute": "2017-07-16T12:00+08:00"},
        {"failures": 1, "accounts": [], "unknown": 1, "minute": "2017-07-16T12:00+08:00"},
    ]
