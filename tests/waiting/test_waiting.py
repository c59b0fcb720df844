"""What waits, told twice: by the queries, and by the platform's own rows, one by one."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pandas as pd
import pytest

from data_access import made, recorded, waiting
from data_access.concerns.answers import Answered
from data_access.database import snapshot, store_engine
from data_access.made import Made
from data_access.settings import Settings, records_url
from data_access.waiting import calls

ON = date(2017, 7, 16)
DAYS = [date(2017, 6, 1), date(2017, 7, 5), ON]
WAITING = """
    select o.id, p.committee_code, cast(julianday(:on) - julianday(date(o.received_at)) as integer)
    from opinion o left join project p on p.id = o.project_id
    where o.received_at < :end
    and not (o.verdict in ('adopted', 'partly', 'declined') and coalesce(o.answered_at < :end, 0))
"""


def worked_out(url: str, recipe: Made) -> pd.DataFrame:
    """What a recipe makes of a store, and of the records beside it."""
    engine = store_engine(url)
    with snapshot(engine) as connection, recorded.beside(connection, records_url()) as rows:
        found = made.worked_out(recipe, rows)
    engine.dispose()
    return found


def rows_of(file, on: date) -> list[tuple]:
    """The platform's opinions that wait: id, committee, days."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        end = f"{on + timedelta(days=1)} 00:00:00"
        return connection.execute(WAITING, {"on": str(on), "end": end}).fetchall()


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_opinions_that_wait_are_those_of_the_platforms_rows(demo_file, demo_store, on):
    found = worked_out(f"sqlite:///{demo_store}", waiting.opinions(on))
    told = set(zip(found["opinion"], found["committee"], found["days"], strict=True))
    assert told == set(rows_of(demo_file, on))
    assert found["received_at"].is_monotonic_increasing


def test_a_hundred_and_forty_one_opinions_wait_and_thirty_eight_applications_too_long(demo_store):
    found = worked_out(f"sqlite:///{demo_store}", waiting.by_committee(ON, Settings()))
    assert found["opinions"].sum() == 141
    assert (found["applications"].sum(), found["applications_long"].sum()) == (156, 38)


def test_a_committees_row_is_counted_from_its_own_opinions(demo_file, demo_store):
    own = worked_out(f"sqlite:///{demo_store}", waiting.by_committee(ON, Settings(), "310113101003"))
    days = [days for _, code, days in rows_of(demo_file, ON) if code == "310113101003"]
    assert (own["opinions"].tolist(), own["oldest"].tolist()) == ([len(days)], [max(days)])
    listed = worked_out(f"sqlite:///{demo_store}", waiting.opinions(ON, "310113101003"))
    assert listed["days"].tolist() == sorted(days, reverse=True)


def test_most_matters_come_first_then_who_kept_someone_waiting_longest():
    """A: 2 opinions; B: 1 opinion and 1 late work; C stands still; D, ended: 1 opinion; a suspended work is not late. Of
    posts, E: 1 that waits too long and 1 that does not; A: 1 that does not."""
    standings = pd.DataFrame(
        {
            "committee": ["A", "B", "C"],
            "name": ["甲", "乙", "丙"],
            "waiting": [3, 0, 2],
            "waiting_long": [0, 0, 0],
            "watched": [True, True, True],
            "stalled": [False, False, True],
        }
    )
    opinions = pd.DataFrame(
        {"committee": ["A", "A", "B", "D"], "name": ["甲", "甲", "乙", "丁"], "days": [3, 9, 12, 40]}
    )
    works = pd.DataFrame(
        {
            "committee": ["B", "C"],
            "name": ["乙", "丙"],
            "light": ["amber", "suspended"],
        }
    )
    posts = pd.DataFrame(
        {
            "committee": ["A", "B", "E"],
            "name": ["甲", "乙", "戊"],
            "unanswered": [1, 0, 2],
            "unanswered_24h": [0, 0, 1],
            "oldest_days": [0, pd.NA, 50],
        }
    )
    found = calls.by_committee(standings, opinions, works, posts)
    assert found["committee"].tolist() == ["B", "A", "E", "D", "C"]
    assert found["matters"].tolist() == [2, 2, 1, 1, 1]
    assert found["longest"].tolist()[:4] == [12, 9, 50, 40]
    assert found["posts"].tolist() == [0, 1, 2, 0, 0]
    assert found["applications"].tolist() == [0, 3, 0, 0, 2]
    town = pd.DataFrame({"waiting": [4], "waiting_long": [1]})  # one has applied to A and to C
    answered = Answered(9, 5, 6, 3.5, 3, 1, 50)
    assert calls.sums(found, opinions, town, answered, None) == calls.Sums(5, 4, 40, 3, 1, 50, 4, 1, 1, 1)
    unwatched = calls.by_committee(standings.assign(watched=False), opinions, works, waiting.NO_POSTS)
    sums = calls.sums(unwatched, opinions, town, None, None)
    assert (sums.stalled, sums.posts, sums.posts_oldest) == (None, 0, None)
