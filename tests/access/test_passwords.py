"""Passwords are compared at a bounded cost, and never by more than a few at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from data_access.access import passwords
from data_access.problem import Problem
from tests.access.people import PASSWORD


def test_a_password_matches_itself_however_it_is_composed():
    kept = passwords.hashed("pässwörter zählen")
    assert passwords.matches(kept, "pässwörter zählen")
    assert not passwords.matches(kept, "passworter zahlen")
    assert not passwords.matches(None, "nobody's password")


def test_an_unknown_name_costs_what_a_known_one_does_and_neither_much():
    kept = passwords.hashed(PASSWORD)
    passwords.matches(None, PASSWORD)
    costs = []
    for one in (kept, None):
        began = time.thread_time()
        passwords.matches(one, "a wrong password")
        costs.append(time.thread_time() - began)
    assert max(costs) < 0.15
    assert max(costs) < 2 * min(costs)


def test_few_at_once_some_wait_and_the_rest_are_sent_away(monkeypatch):
    going_on, begun = Event(), []

    class Slow:
        def hash(self, password):
            begun.append(password)
            assert going_on.wait(10)
            return password

    monkeypatch.setattr(passwords, "_HASHER", Slow())
    with ThreadPoolExecutor(20) as pool:
        tries = [pool.submit(passwords.hashed, PASSWORD) for _ in range(20)]
        deadline = time.monotonic() + 10
        while sum(one.done() for one in tries) < 10 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(begun) == passwords.AT_ONCE
        going_on.set()
    refused = [one.exception() for one in tries if one.exception()]
    assert len(refused) == 20 - passwords.AT_ONCE - passwords.MOST_WAITING
    assert {error.key for error in refused if isinstance(error, Problem)} == {"sign_in_busy"}
    with pytest.raises(Problem):
        passwords.hashed("short")
