"""Accounts are made, changed and closed by those who may; each change ends what the account's holder had open."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from data_access.access import accounts, sessions
from data_access.access.rights import Rights
from data_access.problem import Problem
from data_access.records import record_head
from data_access.records.chain import Actor
from tests.access.people import ADMIN, CHIEF, NOON, OFFICE, PASSWORD, SECRETARY, audited

pytestmark = pytest.mark.usefixtures("quick_passwords")
LATER = NOON + timedelta(minutes=1)


def refusal(function, *arguments) -> str:
    with pytest.raises(Problem) as refused:
        function(*arguments)
    return refused.value.key


def test_an_account_keeps_its_units_and_no_password_that_can_be_read(kept):
    accounts.add(kept, CHIEF, NOON, " Zhang.San ", SECRETARY, PASSWORD)
    [account] = accounts.listed(kept)
    assert (account.name, account.rights, account.state) == ("zhang.san", SECRETARY, "fresh")
    assert (account.password or "").startswith("$argon2id$")
    assert accounts.found(kept, "ZHANG.SAN") == account
    assert PASSWORD not in str(audited(kept))
    assert audited(kept) == [
        (
            "chief",
            "account_added",
            {"account": "zhang.san", "role": "secretary", "units": [*SECRETARY.committees]},
        )
    ]


@pytest.mark.parametrize(
    ("name", "rights", "password", "key"),
    [
        ("", OFFICE, PASSWORD, "account_name"),
        ("two words", OFFICE, PASSWORD, "account_name"),
        ("x" * 61, OFFICE, PASSWORD, "account_name"),
        ("wang", Rights("mayor"), PASSWORD, "account_role"),
        ("wang", Rights("screen"), PASSWORD, "account_role"),
        ("wang", Rights("secretary"), PASSWORD, "account_without_committee"),
        ("wang", Rights("department"), PASSWORD, "account_without_department"),
        ("wang", Rights("office", ("310113101003",)), PASSWORD, "account_units"),
        ("wang", Rights("secretary", ("not a code",)), PASSWORD, "account_code"),
        ("wang", OFFICE, "123456789", "password_short"),
        ("wang", OFFICE, "x" * 201, "password_long"),
    ],
)
def test_what_cannot_be_an_account_is_refused_in_words(kept, name, rights, password, key):
    assert refusal(accounts.add, kept, CHIEF, NOON, name, rights, password) == key
    assert (accounts.listed(kept), audited(kept)) == ([], [])


def test_a_closed_name_is_not_used_again(kept):
    accounts.add(kept, CHIEF, NOON, "wang", OFFICE, PASSWORD)
    assert refusal(accounts.add, kept, CHIEF, NOON, "WANG", ADMIN, PASSWORD) == "account_taken"
    accounts.close(kept, CHIEF, NOON, "wang")
    assert accounts.listed(kept) == []
    assert refusal(accounts.add, kept, CHIEF, LATER, "wang", OFFICE, PASSWORD) == "account_taken"
    assert refusal(accounts.reset, kept, CHIEF, LATER, "wang", PASSWORD) == "account_unknown"


def test_one_administrator_always_stays(kept):
    accounts.add(kept, CHIEF, NOON, "one", ADMIN, PASSWORD)
    accounts.add(kept, CHIEF, NOON, "two", ADMIN, PASSWORD)
    accounts.disable(kept, CHIEF, NOON, "two")
    assert refusal(accounts.close, kept, CHIEF, NOON, "one") == "account_last_admin"
    assert refusal(accounts.disable, kept, CHIEF, NOON, "one") == "account_last_admin"
    assert refusal(accounts.change_rights, kept, CHIEF, NOON, "one", OFFICE) == "account_last_admin"
    accounts.enable(kept, CHIEF, NOON, "two")
    accounts.close(kept, CHIEF, NOON, "one")
    assert [account.name for account in accounts.listed(kept)] == ["two"]


CHANGES = [
    lambda engine, name: accounts.change_rights(engine, CHIEF, LATER, name, SECRETARY),
    lambda engine, name: accounts.reset(engine, CHIEF, LATER, name, "another password"),
    lambda engine, name: accounts.disable(engine, CHIEF, LATER, name),
    lambda engine, name: accounts.enable(engine, CHIEF, LATER, name),
    lambda engine, name: accounts.close(engine, CHIEF, LATER, name),
]


def test_what_everybody_tries_in_a_demonstration_nobody_changes(kept):
    for name in ("demo-office", "wang"):
        accounts.add(kept, CHIEF, NOON, name, OFFICE, PASSWORD)
    with kept.begin() as connection:
        connection.execute(update(record_head).values(demonstration=True))
    shared, own = accounts.listed(kept)
    for change in CHANGES:
        assert refusal(change, kept, "demo-office") == "account_shared"
        change(kept, "wang")
    assert accounts.listed(kept) == [shared]
    assert (shared.shared, own.shared) == (True, False)


def test_in_a_town_a_name_of_the_demonstrations_is_like_any(kept):
    accounts.add(kept, CHIEF, NOON, "demo-office", OFFICE, PASSWORD)
    for change in CHANGES:
        change(kept, "demo-office")
    assert accounts.listed(kept) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda engine: accounts.change_rights(engine, CHIEF, LATER, "wang", SECRETARY),
        lambda engine: accounts.reset(engine, CHIEF, LATER, "wang", "another password"),
        lambda engine: accounts.disable(engine, CHIEF, LATER, "wang"),
        lambda engine: accounts.close(engine, CHIEF, LATER, "wang"),
    ],
    ids=["role", "reset", "disable", "close"],
)
def test_a_change_ends_the_accounts_sessions_and_no_others(kept, change):
    for name in ("wang", "li"):
        accounts.add(kept, CHIEF, NOON, name, OFFICE, PASSWORD)
    tokens = [sessions.begin(kept, Actor(name, "office"), NOON, OFFICE) for name in ("wang", "li")]
    change(kept)
    mine, others = (sessions.standing(kept, sessions.id_of(token), LATER) for token in tokens)
    assert mine is None
    assert others is not None


def test_an_own_password_needs_the_old_one_and_ends_the_other_sessions(kept):
    accounts.add(kept, CHIEF, NOON, "wang", OFFICE, PASSWORD)
    wang = Actor("wang", "office", "10.0.0.2")
    elsewhere = sessions.begin(kept, wang, NOON, OFFICE)
    assert refusal(accounts.set_own, kept, wang, LATER, "wrong password", "new password") == "password_wrong"
    assert refusal(accounts.set_own, kept, wang, LATER, PASSWORD, PASSWORD) == "password_same"
    assert refusal(accounts.set_own, kept, wang, LATER, PASSWORD, "short") == "password_short"
    token = accounts.set_own(kept, wang, LATER, PASSWORD, "new password")
    assert sessions.standing(kept, sessions.id_of(elsewhere), LATER) is None
    assert [one.id for one in sessions.of_account(kept, "wang", LATER)] == [sessions.id_of(token)]
    assert [account.state for account in accounts.listed(kept)] == ["active"]


def test_who_was_signed_in_for_twelve_hours_writes_no_more_and_pages_hear_of_each_change(kept):
    session = sessions.id_of(sessions.begin(kept, CHIEF, NOON, ADMIN))
    chief, ends = replace(CHIEF, session=session), NOON + sessions.LASTS
    accounts.add(kept, chief, ends - timedelta(seconds=1), "wang", OFFICE, PASSWORD)
    assert refusal(accounts.close, kept, chief, ends, "wang") == "not_signed_in"
    sessions.end(kept, CHIEF, LATER, session)
    assert refusal(accounts.close, kept, chief, LATER, "wang") == "not_signed_in"
    assert [account.name for account in accounts.listed(kept)] == ["wang"]
    with kept.connect() as connection:
        assert connection.scalar(select(record_head.c.version)) == 2  # of opening them, and of the account


def test_of_two_who_change_an_account_the_second_is_told_what_the_first_wrote(kept):
    accounts.add(kept, CHIEF, NOON, "boss", ADMIN, PASSWORD)
    accounts.add(kept, CHIEF, NOON, "wang", OFFICE, PASSWORD)
    seen = accounts.listed(kept)[1].edition
    accounts.change_rights(kept, CHIEF, LATER, "wang", SECRETARY, seen)
    for second in (
        lambda: accounts.change_rights(kept, CHIEF, LATER, "wang", ADMIN, seen),
        lambda: accounts.disable(kept, CHIEF, LATER, "wang", seen),
    ):
        with pytest.raises(Problem) as overtaken:
            second()
        assert overtaken.value.key == "overtaken"
        assert "居委会书记、310113101003、310113101005、待设新密码" in str(overtaken.value)
    account = accounts.listed(kept)[1]
    assert (account.rights, account.state) == (SECRETARY, "fresh")
    accounts.disable(kept, CHIEF, LATER, "wang", account.edition)
    assert accounts.listed(kept)[1].state == "disabled"
