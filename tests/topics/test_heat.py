"""Topics by who takes part, from a store that a reader can count on fingers."""

from datetime import date, timedelta

import pandas as pd
import pytest
from sqlalchemy import insert

from components.words.topic_names import topic_name
from data_access import store, topics
from data_access.database import read, snapshot, store_engine
from data_access.made import worked_out
from data_access.settings import Settings, Topic
from data_access.store import TOWN
from data_access.vocabulary import built_in
from data_access.wording import language, words
from tests import hand
from tests.hand import CODES, ON
from tests.topics import planted_bursts

C1, C2, C3 = (CODES[name] for name in ("C1", "C2", "C3"))
SETTINGS = Settings(
    topics=(
        Topic(key="parking", name="停车", words=("停车",)),
        Topic(key="noise", name="吵", words=("噪音",)),
        Topic(key="lifts", name="电梯", words=("电梯",)),
    )
)


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """Twelve weeks: parking always 40 persons of the town, of whom C1 30, C2 7 and C3 3, in the last three days three times as many
    in C1, and in the town with them; noise 4 persons of C2 alone; others 100, growing by 10 a week."""
    url = hand.made(tmp_path_factory.mktemp("topics") / "store.db")
    rows = []
    for back in range(90):
        day, burst = ON - timedelta(days=back), 80 * (back < 3)
        counts = {
            (TOWN, "parking"): 40 + burst,
            (C1, "parking"): 30 + burst,
            (C2, "parking"): 7,
            (C3, "parking"): 3,
            (TOWN, "noise"): 4,
            (C2, "noise"): 4,
            (TOWN, "other"): 200 - 10 * (back // 7),
        }
        rows += [
            {
                "day": day,
                "area_code": area,
                "topic": topic,
                "participants": n,
                "posts": n // 2,
                "participants_3": n,
            }
            for (area, topic), n in counts.items()
        ]
    engine = store_engine(url)
    with engine.begin() as connection:
        connection.execute(insert(store.topic_day), rows)
    engine.dispose()
    return url


def worked(url: str, recipe):
    """What a recipe makes of a store."""
    engine = store_engine(url)
    with snapshot(engine) as connection:
        found = worked_out(recipe, lambda select: read(connection, select))
    engine.dispose()
    return found


def test_topics_of_the_town_stand_by_who_takes_part_and_the_rest_last(url):
    found = worked(url, topics.heat(ON, SETTINGS))
    assert found[["topic", "participants", "participants_before", "posts"]].values.tolist() == [
        ["parking", 120, 40, 60],
        ["noise", 4, 4, 2],
        ["lifts", 0, 0, 0],
        ["other", 200, 190, 100],
    ]


def test_what_grew_beyond_all_others_rises_since_the_day_on_which_it_did(url):
    found = worked(url, topics.heat(ON, SETTINGS)).set_index("topic")
    assert found["rising"].to_dict() == {"parking": True, "noise": False, "lifts": False, "other": False}
    assert found.loc["parking", "since"] == ON - timedelta(days=2)
    assert 40 <= found.loc["parking", "expected"] <= 60
    before = worked(url, topics.heat(ON - timedelta(days=3), SETTINGS))
    assert not before["rising"].any()


def test_small_groups_of_a_committee_are_covered_and_a_second_one_with_them(url):
    cells = worked(url, topics.by_committee(ON, SETTINGS)).set_index(["topic", "committee"])
    assert cells.loc[("parking", C3), "participants_cover"] == "small"
    assert cells.loc["parking"]["participants"].isna().sum() == 2  # C3's three, and one that hides them
    assert (
        cells.loc["noise"]["participants"].isna().all()
    )  # four of the town's four: nothing is said of any committee
    assert cells.loc[("parking", C3), "posts"] == 1
    own = worked(url, topics.heat(ON, SETTINGS, C3)).set_index("topic")
    assert pd.isna(own.loc["parking", "participants"])
    assert pd.isna(own.loc["parking", "expected"])


@pytest.mark.parametrize("committee", [C1, C2, C3])
def test_what_is_covered_in_one_view_is_so_in_all(url, committee):
    cells = worked(url, topics.by_committee(ON, SETTINGS))
    hidden = set(cells.loc[(cells["committee"] == committee) & cells["participants"].isna(), "topic"])
    heat = worked(url, topics.heat(ON, SETTINGS, committee))
    assert set(heat.loc[heat["participants"].isna(), "topic"]) == hidden
    lines = worked(url, topics.sparks(ON, SETTINGS, committee))
    last = lines[lines["day"] == ON]
    assert set(last.loc[last["participants"].isna(), "topic"]) == hidden
    curve = worked(url, topics.curve("parking", ON, SETTINGS, committee))
    assert pd.isna(curve["participants"].iloc[-1]) == ("parking" in hidden)


def test_lines_hold_the_ends_of_twelve_weeks_and_the_curve_every_day(url):
    lines = worked(url, topics.sparks(ON, SETTINGS))
    parking = lines[lines["topic"] == "parking"]
    assert parking["participants"].tolist() == [40] * 11 + [120]
    assert parking["day"].iloc[0] == ON - timedelta(days=77)
    curve = worked(url, topics.curve("parking", ON, SETTINGS))
    assert (len(curve), curve["participants"].tolist()[-4:]) == (84, [40, 120, 120, 120])
    assert worked(url, topics.curve("lifts", ON, SETTINGS))["participants"].sum() == 0


def test_a_town_without_a_word_has_rows_of_nothing(tmp_path):
    url = hand.made(tmp_path / "store.db")
    for recipe in (topics.heat(ON, SETTINGS), topics.heat(ON, SETTINGS, C1)):
        found = worked(url, recipe)
        assert (len(found), found["participants"].sum(), found["rising"].any()) == (4, 0, False)
    assert worked(url, topics.by_committee(ON, SETTINGS)).empty
    assert worked(url, topics.sparks(ON, SETTINGS, C1)).empty


def test_a_built_in_topic_is_called_as_its_readers_speak_and_a_towns_own_as_the_town_does():
    assert {key: topic["name"] for key, topic in built_in().items()} | {"other": "其他"} == {
        key.removeprefix("topic."): name for key, name in words("zh").items() if key.startswith("topic.")
    }
    assert (topic_name("parking", "停车"), topic_name("parking", "停车难")) == ("停车", "停车难")
    language.set("en")
    assert (topic_name("parking", "停车"), topic_name("parking", "停车难")) == ("Parking", "停车难")
    assert topic_name("other", None) == "Other"


def test_days_of_a_store_are_dates(url):
    assert isinstance(worked(url, topics.heat(ON, SETTINGS))["since"].iloc[0], date)


def test_bursts_are_found_within_two_days_and_few_alarms_are_false():
    """Of a few towns, by chance 25 of 30 and 1.01; of two hundred planted_bursts tells."""
    in_time, wrong = planted_bursts.report(6)
    assert in_time >= 0.8
    assert wrong <= 1.1
