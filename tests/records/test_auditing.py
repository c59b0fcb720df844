"""What is done to the audit's rows by hand is found, and what is older than its term goes without a break."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, delete, select, update

from data_access.clock import SHANGHAI
from data_access.records import audit, auditing, opening
from data_access.records.auditing import Break
from data_access.records.chain import Actor, Head
from data_access.records.writing import note
from data_access.settings import audit_key
from tests import commands

DAY = datetime(2017, 7, 16, 12, tzinfo=SHANGHAI)
WHO = Actor("wang", "secretary", "10.0.0.7")


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, tmp_path):
    """Records with five rows of the audit, a month apart; the last one of the day."""
    address = f"sqlite:///{tmp_path / 'records.db'}"
    url = address if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
    made = opening.opened(url, DAY)
    for months in (4, 3, 2, 1, 0):
        note(made, WHO, "exported", DAY - timedelta(days=31 * months), table="ranking")
    yield made
    made.dispose()


def by_hand(engine: Engine, statement) -> None:
    with engine.begin() as connection:
        connection.execute(statement)


def found(engine: Engine, earlier: Head | None = None) -> list[tuple[str, int]]:
    return [(one.kind, one.number) for one in auditing.breaks(engine, audit_key(), earlier)]


def test_an_audit_that_nobody_touched_is_whole(engine):
    assert found(engine, auditing.head(engine)) == []


def test_a_row_that_is_changed_or_taken_out_is_found_by_its_number(engine):
    by_hand(engine, update(audit).where(audit.c.number == 2).values(account="li"))
    assert found(engine) == [("changed", 2)]
    by_hand(engine, delete(audit).where(audit.c.number == 4))
    assert found(engine) == [("changed", 2), ("missing", 5)]
    by_hand(engine, delete(audit).where(audit.c.number <= 2))
    assert found(engine) == [("missing", 3), ("missing", 5)]


def test_rows_cut_off_at_the_end_are_found_by_the_head_that_was_written_down(engine):
    earlier = auditing.head(engine)
    by_hand(engine, delete(audit).where(audit.c.number >= 4))
    assert found(engine) == []
    assert found(engine, earlier) == [("cut", 5)]
    note(engine, WHO, "exported", DAY)
    note(engine, WHO, "exported", DAY)
    assert found(engine, earlier) == [("changed", 5)]


def test_another_key_fits_no_row(engine):
    assert auditing.breaks(engine, b"another key of thirty-two signs!") == [Break("all", 1)]


def test_the_oldest_rows_go_behind_one_that_says_so(engine):
    assert auditing.end_old(engine, audit_key(), DAY, 6) == 0
    assert auditing.end_old(engine, audit_key(), DAY, 2) == 3
    with engine.connect() as connection:
        kept = connection.execute(select(audit.c.number, audit.c.act).order_by(audit.c.number)).all()
    assert [tuple(row) for row in kept] == [(4, "exported"), (5, "exported"), (6, "audit_ended")]
    assert found(engine) == []
    assert auditing.end_old(engine, audit_key(), DAY + timedelta(days=25), 1) == 1
    assert found(engine) == []
    by_hand(engine, delete(audit).where(audit.c.number == 5))
    assert found(engine) == [("missing", 6)]


def test_the_rows_of_a_day_go_together_and_what_says_so_begets_no_other(engine):
    for hours in (1, 2):
        note(engine, WHO, "exported", DAY + timedelta(hours=hours))
    later = DAY.replace(year=2018)
    assert auditing.end_old(engine, audit_key(), later, 12) == 4
    gone = [auditing.end_old(engine, audit_key(), later + timedelta(hours=hour), 12) for hour in range(24)]
    assert [count for count in gone if count] == [3]
    assert auditing.end_old(engine, audit_key(), later.replace(year=2020), 12) == 0
    with engine.connect() as connection:
        kept = connection.execute(select(audit.c.number, audit.c.act).order_by(audit.c.number)).all()
    assert [tuple(row) for row in kept] == [(8, "audit_ended"), (9, "audit_ended")]
    assert found(engine) == []


@pytest.mark.parametrize("details", ["{}", "no JSON", "[]", "null", '{"number": Infinity, "hash": 1}'])
def test_an_end_that_is_tampered_with_is_a_changed_row(engine, details):
    auditing.end_old(engine, audit_key(), DAY, 2)
    by_hand(engine, update(audit).where(audit.c.number == 6).values(details=details))
    assert ("changed", 6) in found(engine)


def test_the_command_says_which_row_it_is(tmp_path):
    url = f"sqlite:///{tmp_path / 'records.db'}"
    made = opening.opened(url, DAY)
    for _ in range(3):
        note(made, WHO, "exported", DAY)
    earlier = auditing.head(made)
    whole, last = _ended(url, ["audit", "verify"], ["audit", "head"])
    assert (whole.returncode, last.stdout.strip()) == (0, str(earlier))
    by_hand(made, update(audit).where(audit.c.number == 2).values(act="wrote"))
    by_hand(made, delete(audit).where(audit.c.number == 3))
    made.dispose()
    changed, wrong = _ended(
        url, ["audit", "verify", "--head", str(earlier)], ["audit", "verify", "--head", "x"]
    )
    assert (changed.returncode, wrong.returncode) == (1, 2)
    assert "row 2 has been changed; rows from 3 on have been cut off" in changed.stderr


def _ended(url: str, *arguments: list[str]) -> list[commands.Ended]:
    return commands.in_turn(arguments, RECORDS_DATABASE_URL=url, LANG="en", AUDIT_KEY=audit_key().decode())
