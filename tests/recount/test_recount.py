"""The recount reads values as they are meant, and its comparison sees a wrong figure in each table."""

import sqlite3
from datetime import date, datetime

import pytest

from tests.recount import values
from tests.recount.compare import described, differences
from tests.refresh import livelier
from tests.refresh.town import refreshed

TEN = datetime(2017, 6, 1, 10)
MOMENTS = {
    "2017-06-01 10:00:00": TEN,
    "2017-06-01T10:00": TEN,
    " 2017-06-01 10:00:00.000 ": TEN,
    "2017-06-01T02:00:00Z": TEN,
    "2017-06-01 02:00:00+00": TEN,
    "2017-06-01 09:00:00-01:00": datetime(2017, 6, 1, 18),
    "2017-06-01": datetime(2017, 6, 1),
    "0000-00-00 00:00:00": None,
    "0000-00-00": None,
    "1970-01-01 00:00:00": None,
    "1970-01-01 08:00:00": None,
    "1970-01-01T00:00:00Z": None,
    "9999-12-31 23:59:59": None,
    "9999-12-31T23:59:59Z": None,
    "infinity": None,
    "2017/06/01 10:00": None,
    "20170601": None,
    "": None,
    None: None,
}


@pytest.mark.parametrize(("written", "read"), MOMENTS.items(), ids=map(repr, MOMENTS))
def test_a_moment_is_read_whatever_its_spelling(written, read):
    assert values.moment(written) == read


def test_ids_flags_and_beginnings_are_read_whatever_their_spelling():
    assert [values.text(v) for v in (" r1 ", "", "  ", None, 7)] == ["r1", None, None, None, "7"]
    assert all(values.flag(v) for v in (1, True, "Y", "yes", "t", "True", "是"))
    assert not any(values.flag(v) for v in (0, False, "N", "no", "f", "false", "否"))
    with pytest.raises(ValueError, match="perhaps"):
        values.flag("perhaps")
    unset = ("", None, "0000-00-00", "1970-01-01")
    assert [values.beginning(v) for v in unset] == [date.min] * 4
    assert values.beginning("2017-06-01 00:00:00") == date(2017, 6, 1)


@pytest.fixture(scope="module")
def before(town):
    """What the comparison finds in the town as it was refreshed."""
    return set(differences(town / "platform.db", town / "store.db"))


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    livelier.made(f"sqlite:///{folder / 'platform.db'}", members=60, posts=40, interactions=300, visits=60)
    refreshed(f"sqlite:///{folder / 'platform.db'}", f"sqlite:///{folder / 'store.db'}", "full", livelier.NOW)
    return folder


WRONG = {
    "registration_day": "registered = registered + 1",
    "household_day": "base = base + 1",
    "area_step": "households = households + 1",
    "party_day": "praise_30 = praise_30 + 1",
    "branch_day": "last_act = '2001-01-01'",
    "act_day": "acts = acts + 1",
    "act_hour": "hour = hour + 24",
    "visit_step": "households = households + 1",
    "doorstep_day": "bound = bound + 1",
    "department_day": "replies_30 = replies_30 + 1",
    "resident_day": "active_7 = active_7 + 1",
    "talk_day": "acts = acts + 1",
    "answer_day": "minutes_30 = minutes_30 + 1",
}


@pytest.mark.parametrize("table", WRONG)
def test_a_wrong_figure_is_seen(town, before, tmp_path, table):
    with sqlite3.connect(town / "store.db") as store, sqlite3.connect(tmp_path / "store.db") as copy:
        store.backup(copy)
        copy.execute(f"update {table} set {WRONG[table]} where day = (select max(day) from {table})")
    store.close()
    copy.close()
    after = differences(town / "platform.db", tmp_path / "store.db")
    assert {d.table for d in set(after) ^ before} == {table}
    assert table in described(after)
