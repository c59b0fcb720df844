"""Posts that ask for an answer are kept with their first official reply, and no more of them."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from sqlalchemy import create_engine, delete, insert, select, update

from data_access import platform, store
from data_access.database import store_engine
from tests.refresh.town import NOW, contents, differences, made, member, rebuilt, refreshed

NINE = datetime(2017, 7, 1, 9)
LATER = NOW + timedelta(hours=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def asked(number: int, **values) -> dict:
    """Post `p<number>` of resident `r<number>`: a problem, written at nine."""
    row = {
        "id": f"p{number}",
        "committee_code": "c1",
        "neighbourhood_code": "n1",
        "board_code": "x",
        "author_id": f"r{number}",
        "title": "3号楼502室漏水",
        "kind": "problem",
        "created_at": NINE,
        "updated_at": NINE,
    }
    return row | values


def reply(number: int, after: timedelta, **values) -> dict:
    """Reply `i<number>` to `p<number>` by the staff member `s1`, so long after nine."""
    row = {
        "id": f"i{number}",
        "post_id": f"p{number}",
        "committee_code": "c1",
        "author_id": "s1",
        "author_role": "committee",
        "kind": "reply",
        "created_at": NINE + after,
        "updated_at": NINE + after,
    }
    return row | values


POSTS = [
    asked(1, first_official_reply_at=NINE + 2 * HOUR, kind="question", is_sensitive=True),
    asked(2, first_official_reply_at=NINE + 3 * HOUR),
    asked(3, first_official_reply_at=NINE - HOUR),
    asked(4, kind="talk"),
    asked(5, withdrawn_at=NINE + HOUR),
    asked(6),
    asked(7, author_id="r6", author_role="committee", kind="suggestion", title="座谈\x07会"),
    asked(8, first_official_reply_at=NINE + 5 * HOUR),
]
REPLIES = [
    reply(1, 2 * HOUR),
    reply(2, 3 * HOUR, author_id="r20", author_role="department"),
    reply(3, HOUR),
    reply(8, 2 * HOUR, id="early", author_role="department", author_id="r21"),
    reply(8, HOUR, id="withdrawn", withdrawn_at=NINE + 2 * HOUR),
    reply(8, HOUR, id="resident", author_role="resident"),
    reply(8, HOUR, id="like", kind="like"),
]
MEMBERS = [
    *(member(number) for number in (1, 2, 3, 4, 5, 8)),
    member(6, is_excluded=True),
    member(20, department_code="d1"),
    member(21, department_code="d1"),
    member(21, id="m22", department_code="d2"),
]


@pytest.fixture
def town(tmp_path) -> str:
    """A platform with posts of each sort, refreshed."""
    url = made(f"sqlite:///{tmp_path / 'platform.db'}", post=POSTS, interaction=REPLIES, membership=MEMBERS)
    refreshed(url, f"sqlite:///{tmp_path / 'store.db'}")
    return url


def concerns(tmp_path) -> dict:
    engine = store_engine(f"sqlite:///{tmp_path / 'store.db'}")
    with engine.connect() as connection:
        rows = {row.id: row for row in connection.execute(select(store.concern))}
    engine.dispose()
    return rows


def answer(row) -> tuple:
    return row.first_reply_at, row.reply_minutes, row.reply_role, row.reply_department


def test_what_asks_and_counts_is_kept_without_what_leads_to_a_person(town, tmp_path):
    rows = concerns(tmp_path)
    assert sorted(rows) == ["p1", "p2", "p3", "p7", "p8"]
    assert {row.title for row in rows.values()} == {"3号楼■室漏水", "座谈\ufffd会"}
    assert [code for code, row in rows.items() if row.is_sensitive] == ["p1"]
    assert {row.kind for row in rows.values()} == {"problem", "question", "suggestion"}
    flaws = [row for row in contents(f"sqlite:///{tmp_path / 'store.db'}")["defect"] if row[1] == "post"]
    assert ("control_text", "post", "p7", NINE.date(), 1) in flaws


def test_the_first_official_reply_is_whose_it_was_at_that_moment(town, tmp_path):
    rows = concerns(tmp_path)
    assert answer(rows["p1"]) == (NINE + 2 * HOUR, 120, "committee", None)
    assert answer(rows["p2"]) == (NINE + 3 * HOUR, 180, "department", "d1")
    assert answer(rows["p3"]) == (None, None, None, None)  # answered before it was asked
    assert answer(rows["p7"]) == (None, None, None, None)


def test_without_a_reply_of_that_moment_the_earliest_official_one_tells(town, tmp_path):
    of_two_departments = (NINE + 5 * HOUR, 300, "department", None)
    assert answer(concerns(tmp_path)["p8"]) == of_two_departments


def _changed(post: str, **values):
    row = platform.post.c
    return update(platform.post).where(row.id == post).values(updated_at=LATER, **values)


CHANGES = {
    "a post withdrawn": update(platform.post)
    .where(platform.post.c.id == "p1")
    .values(withdrawn_at=LATER, updated_at=LATER),
    "a talk that became a problem": update(platform.post)
    .where(platform.post.c.id == "p4")
    .values(kind="problem", updated_at=LATER),
    "a title mended": update(platform.post)
    .where(platform.post.c.id == "p7")
    .values(title="座谈会", updated_at=LATER),
    "a reply withdrawn": update(platform.interaction)
    .where(platform.interaction.c.id == "i1")
    .values(withdrawn_at=LATER, updated_at=LATER),
    "a reply come late": insert(platform.interaction).values(reply(8, 5 * HOUR, id="late", updated_at=LATER)),
    "an author no longer excluded": update(platform.membership)
    .where(platform.membership.c.id == "m6")
    .values(is_excluded=False, updated_at=LATER),
    "an author excluded": update(platform.membership)
    .where(platform.membership.c.id == "m2")
    .values(is_excluded=True, updated_at=LATER),
    "one department left": update(platform.membership)
    .where(platform.membership.c.id == "m22")
    .values(ended_at=NINE, updated_at=LATER),
    "a post of another committee": _changed("p2", committee_code="c2"),
    "a post of another day": _changed("p7", created_at=NINE - 3 * DAY),
    "an answer given late": _changed("p3", first_official_reply_at=NINE + 6 * DAY),
    "an answer moved to another day": _changed("p2", first_official_reply_at=NINE + 2 * DAY),
    "an answer taken back": _changed("p1", first_official_reply_at=None),
    "a post of another topic": _changed("p8", category="停车"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_is_seen_as_a_rebuilt_store_sees_it(town, tmp_path, change):
    there = f"sqlite:///{tmp_path / 'store.db'}"
    before = contents(there)
    _happens(town, change)
    refreshed(town, there, now=LATER)
    assert differences(contents(there), before).keys() & {"concern", "concern_topic"}
    assert differences(contents(there), rebuilt(town, tmp_path, LATER)) == {}


def test_who_answers_a_topic_from_now_on_is_counted_so_for_all_days(town, tmp_path):
    there, plumbers = f"sqlite:///{tmp_path / 'store.db'}", [{"key": "leaks", "department": "d1"}]
    refreshed(town, there, now=LATER)
    assert not [row for row in contents(there)["answer_day"] if row[1] == "owner"]
    refreshed(town, there, now=LATER, topics=plumbers)
    owned = {row[0]: row[3:6] for row in contents(there)["answer_day"] if row[1:3] == ("owner", "d1")}
    assert owned[NINE.date() + DAY] == (
        4,
        1,
        3,
    )  # p1, p2, p3 and p8, of which p2 alone has its answer from d1
    assert differences(contents(there), rebuilt(town, tmp_path, LATER, topics=plumbers)) == {}


def test_a_post_that_vanished_vanishes_with_the_next_comparison(town, tmp_path):
    _happens(town, delete(platform.post).where(platform.post.c.id == "p2"))
    refreshed(town, f"sqlite:///{tmp_path / 'store.db'}", "reconcile", LATER)
    assert sorted(concerns(tmp_path)) == ["p1", "p3", "p7", "p8"]


def _happens(url: str, change) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(change)
    engine.dispose()


@pytest.mark.parametrize(("written", "sensitive"), [(1, 1), (0, 0), (None, 0), ("", 0), ("机密", 1)])
def test_what_may_be_sensitive_counts_as_such(sqlite_url, tmp_path, written, sensitive):
    """A flag in a word that is none hides the title rather than showing it, on a post as on a case."""
    case: dict[str, object] = {
        "id": "f1",
        "committee_code": "c1",
        "category": "停车",
        "kind": "help",
        "source": "visit",
    }
    case |= {"level": "town", "is_sensitive": False, "received_at": NINE}
    made(sqlite_url, post=[asked(1, is_sensitive=False)], case_file=[case])
    engine = create_engine(sqlite_url)
    with engine.begin() as connection:
        for table in ("post", "case_file") if written is not None else ("post",):
            connection.exec_driver_sql(f"update {table} set is_sensitive = ?", (written,))
    engine.dispose()
    refreshed(sqlite_url, there := f"sqlite:///{tmp_path / 'store.db'}", "full")
    with closing(sqlite3.connect(tmp_path / "store.db")) as kept:
        posts, cases = (
            kept.execute(f"select is_sensitive from {table}").fetchone()[0]
            for table in ("concern", "case_file")
        )
    assert (posts, cases) == (sensitive, 1 if written == "" else sensitive)
    marked = {row[1] for row in contents(there)["defect"] if row[0] == "value_unreadable"}
    assert ("post" in marked) == (written == "机密")
