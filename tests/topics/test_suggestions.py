"""Which words are proposed for a topic of their own, from a store that a reader can count on fingers."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert

from data_access import store, topics
from data_access.database import store_engine
from data_access.settings import Sensitive, Settings
from data_access.store import OTHER
from tests import hand
from tests.hand import CODES, ON
from tests.waiting.test_waiting import worked_out

SETTINGS = Settings(sensitive=Sensitive(words=("集访",)))
TITLES = (
    # title, topic, days before the day, marked as sensitive
    ("遮阳棚坏了", OTHER, 0, False),
    ("建议修一下遮阳棚", OTHER, 3, False),
    ("C1 门口的遮阳棚很脏", OTHER, 29, False),
    ("遮阳棚倒了", "noise", 1, False),
    ("遮阳棚要倒", OTHER, 30, False),
    ("遮阳棚集访", OTHER, 2, False),
    ("遮阳棚材料", OTHER, 2, True),
    ("旗杆歪了", OTHER, 2, False),
    ("旗杆旧了", OTHER, 2, False),
)


@pytest.fixture
def url(tmp_path) -> str:
    """A store with a post each of TITLES."""
    address = hand.made(tmp_path / "store.db")
    noon = datetime(ON.year, ON.month, ON.day, 12)
    posts = [
        {"id": f"q{n}", "committee_code": CODES["C1"], "board_code": "x", "kind": "problem", "title": title,
         "is_sensitive": marked, "created_at": noon - timedelta(days=before)}
        for n, (title, _, before, marked) in enumerate(TITLES)
    ]  # fmt: skip
    pairs = [{"concern_id": f"q{n}", "topic": topic} for n, (_, topic, *_) in enumerate(TITLES)]
    engine = store_engine(address, create=True)
    with engine.begin() as connection:
        connection.execute(insert(store.concern), posts)
        connection.execute(insert(store.concern_topic), pairs)
    engine.dispose()
    return address


def test_a_word_of_three_public_posts_of_no_topic_is_proposed_once_at_its_longest(url):
    found = worked_out(url, topics.suggestions(ON, SETTINGS))
    assert found.values.tolist() == [["遮阳棚", 3]]
    no_words = worked_out(url, topics.suggestions(ON, Settings()))
    assert no_words.values.tolist() == [["遮阳棚", 4]]
