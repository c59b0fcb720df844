"""Works on the map: who is drawn where, who is listed with a reason, and that every count is the same count."""

import json
import sqlite3
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import product

import pandas as pd
import pytest
import shapely
from sqlalchemy import insert

from data_access import store
from data_access.database import only_writer, read, snapshot, store_engine
from data_access.platform.coordinates import bd09, gcj02, located
from data_access.settings import LUODIAN
from data_access.works import consultation, locations
from tests.hand import CODES, ON, made
from tests.platform.test_coordinates import metres

HERE = (121.344, 31.412)
FIVE = {
    # kind, light's planned day of the completion, position as the refresh keeps it
    "a": ("tree", ON + timedelta(days=3), (*HERE, None)),
    "b": ("tree", ON - timedelta(days=2), (121.35, 31.40, None)),
    "c": ("wall", ON - timedelta(days=9), (None, None, "swapped")),
    "d": ("fountain", None, (121.36, 31.39, None)),
    "e": ("ramp", ON - timedelta(days=1), (None, None, None)),
}


@pytest.fixture
def five(tmp_path):
    """A store with five works of one committee: green, amber, red, unlit, amber; two of them without a place."""
    url = made(tmp_path / "store.db")
    moment, engine = datetime(2017, 7, 1), store_engine(url)
    with only_writer(engine) as connection:
        for code, (kind, planned, (x, y, defect)) in FIVE.items():
            said = {
                "id": code,
                "committee_code": CODES["C1"],
                "title": f"work {code}",
                "programme": "ten_small",
            }
            place = {"longitude": x, "latitude": y, "position_defect": defect}
            connection.execute(
                insert(store.project).values(**said, **place, kind=kind, summary="", updated_at=moment)
            )
            for stage, day, entered in (
                ("started", None, ON - timedelta(days=20)),
                ("completed", planned, None),
            ):
                connection.execute(
                    insert(store.project_stage).values(
                        project_id=code, stage=stage, planned_on=day, entered_on=entered, updated_at=moment
                    )
                )
        for number, (back, answered) in enumerate(((10, 5), (10, None), (1, 0))):
            connection.execute(
                insert(store.opinion).values(
                    id=f"o{number}",
                    project_id="a",
                    body="",
                    received_at=datetime.combine(ON - timedelta(days=back), datetime.min.time()),
                    verdict="pending" if answered is None else "adopted",
                    answered_at=None
                    if answered is None
                    else datetime.combine(ON - timedelta(days=answered), datetime.min.time()),
                    updated_at=moment,
                )
            )
    engine.dispose()
    return url


def placed(url: str, on: date = ON) -> pd.DataFrame:
    engine = store_engine(url)
    with snapshot(engine) as connection:
        standing = consultation.as_of(read(connection, consultation.projects(on)), on)
        frame = locations.placed(
            standing, read(connection, locations.positions()), read(connection, locations.opinions(on))
        )
    engine.dispose()
    return frame


def asked(url: str, select) -> pd.DataFrame:
    engine = store_engine(url)
    with snapshot(engine) as connection:
        rows = read(connection, select)
    engine.dispose()
    return rows


def test_the_most_pressing_come_first_and_every_work_has_a_light_and_a_known_kind(five):
    frame = placed(five)
    assert list(frame["project"]) == ["c", "b", "e", "a", "d"]
    assert list(frame["light"]) == ["red", "amber", "amber", "green", "none"]
    assert list(frame["kind"]) == ["wall", "tree", "ramp", "tree", "other"]


def test_works_without_a_place_are_listed_with_their_reason_and_not_drawn(five):
    frame = placed(five)
    assert set(locations.drawable(frame)["project"]) == {"a", "b", "d"}
    left = locations.undrawn(frame)
    assert dict(zip(left["project"], left["position_defect"], strict=True)) == {
        "c": "swapped",
        "e": "missing",
    }


def test_opinions_are_those_of_the_day(five):
    now, before = (placed(five, day).set_index("project").loc["a"] for day in (ON, ON - timedelta(days=3)))
    assert (now.received, now.answered, now.adopted, now.waiting) == (3, 2, 2, 1)
    assert (before.received, before.answered, before.waiting) == (2, 1, 1)


def test_a_day_before_all_has_no_works(five):
    frame = placed(five, ON - timedelta(days=21))
    assert frame.empty
    assert locations.choices(frame) == {key: [] for key in locations.FILTERS}


@pytest.mark.parametrize(
    "wanted", [{}, {"kind": "tree"}, {"light": "amber"}, {"kind": "tree", "light": "red"}]
)
def test_a_filter_keeps_the_works_that_have_every_value(five, wanted):
    frame = placed(five)
    expected = [
        row["project"] for row in frame.to_dict("records") if all(row[k] == v for k, v in wanted.items())
    ]
    assert list(locations.chosen(frame, wanted)["project"]) == expected


def test_what_is_asked_for_but_is_no_choice_is_left_out(five):
    frame = placed(five)
    asked_for = {
        "kind": "tree",
        "light": "blue",
        "stage": None,
        "programme": "ten_small",
        "committee": "310113101001",
    }
    assert locations.in_force(frame, asked_for) == {
        "kind": "tree",
        "programme": "ten_small",
        "committee": "310113101001",
    }


@pytest.fixture(scope="module")
def town(demo_store):
    return placed(f"sqlite:///{demo_store}", date(2017, 7, 16))


def test_every_count_of_the_town_is_the_same_counted_by_hand(town):
    """Query, list and legend counts on every single filter and every pair of kind and light."""
    rows = town.to_dict("records")
    singles = [{key: value} for key in locations.FILTERS for value in set(town[key])]
    pairs = [{"kind": kind, "light": light} for kind, light in product(set(town["kind"]), locations.LIGHTS)]
    for wanted in [{}, *singles, *pairs]:
        by_hand = [row for row in rows if all(row[key] == value for key, value in wanted.items())]
        chosen = locations.chosen(town, wanted)
        assert len(chosen) == len(by_hand), wanted
        for key in ("light", "kind"):
            assert locations.counts(chosen, key) == Counter(row[key] for row in by_hand), wanted
        assert len(locations.drawable(chosen)) + len(locations.undrawn(chosen)) == len(chosen)


def test_the_towns_works_are_those_of_the_store(town, demo_store):
    with sqlite3.connect(demo_store) as connection:
        ((begun,),) = connection.execute(
            "select count(distinct project_id) from project_stage where entered_on <= '2017-07-16'"
            " and project_id in (select id from project)"
        )
        defects = dict(
            connection.execute(
                "select position_defect, count(*) from project where id in "
                "(select project_id from project_stage where entered_on <= '2017-07-16') and position_defect is not null group by 1"
            )
        )
    connection.close()
    assert len(town) == begun
    assert locations.counts(locations.undrawn(town), "position_defect") == defects


@pytest.mark.parametrize("here", [HERE, (121.3853, 31.3965), (121.3384, 31.42)])
def test_one_place_written_in_three_systems_is_one_marker(here):
    written = {"wgs84": here, "gcj02": gcj02(*here), "bd09": bd09(*here)}
    for crs, position in written.items():
        longitude, latitude = (round(part, 6) for part in position)
        x, y, defect = located(longitude, latitude, crs, LUODIAN)
        assert defect is None
        assert x is not None
        assert y is not None
        assert metres((x, y), here) < 1


def squares(count: int) -> pd.DataFrame:
    """So many squares of some 50 m in rows of 50, each with a bulge of 1 m in the middle of its south side."""
    rows = []
    for number in range(count):
        x, y = 121.30 + number % 50 * 0.001, 31.35 + number // 50 * 0.001
        ring = [
            (x, y),
            (x + 0.00025, y - 0.00001),
            (x + 0.0005, y),
            (x + 0.0005, y + 0.0005),
            (x, y + 0.0005),
            (x, y),
        ]
        rows.append((str(number), shapely.to_geojson(shapely.Polygon(ring))))
    return pd.DataFrame(rows, columns=["committee", "boundary"])


def test_outlines_stay_as_given_until_they_are_very_many():
    few, many = locations.shapes(squares(600)), locations.shapes(squares(700))
    assert {len(json.loads(one)["coordinates"][0]) for one in few["geometry"]} == {6}
    assert {len(json.loads(one)["coordinates"][0]) for one in many["geometry"]} == {5}


def test_a_simplified_outline_moves_by_less_than_half_a_pixel():
    given, drawn = squares(700), locations.shapes(squares(700))
    pixel = max(drawn["east"].max() - drawn["west"].min(), drawn["north"].max() - drawn["south"].min()) / 1000
    moved = shapely.hausdorff_distance(
        shapely.from_geojson(given["boundary"].to_numpy()), shapely.from_geojson(drawn["geometry"].to_numpy())
    )
    assert moved.max() <= pixel / 2 + 1e-6


def test_neighbourhoods_are_outlined_only_as_long_as_they_are_few():
    assert len(locations.lesser_shapes(squares(300))) == 300
    assert locations.lesser_shapes(squares(301)).empty


def test_an_outline_that_cannot_be_drawn_is_left_out():
    broken = pd.DataFrame(
        {
            "committee": list("abcd"),
            "boundary": [None, "{", '{"type":"Point","coordinates":[1,2]}', squares(1)["boundary"][0]],
        }
    )
    assert list(locations.shapes(broken)["committee"]) == ["d"]
    assert locations.shapes(broken[:0]).empty


def test_events_are_summed_by_committee_and_those_that_lie_nowhere_are_counted(five):
    engine = store_engine(five)
    with only_writer(engine) as connection:
        connection.execute(
            store.committee.update()
            .where(store.committee.c.code == CODES["C1"])
            .values(longitude=HERE[0], latitude=HERE[1])
        )
        days = {"x": (CODES["C1"], "stall", 0), "y": (CODES["C1"], "stall", 29), "z": (CODES["C1"], "school", 5),
                "old": (CODES["C1"], "stall", 30), "town": (None, "campaign", 1), "lost": (CODES["C2"], "stall", 1)}  # fmt: skip
        for code, (committee, kind, back) in days.items():
            connection.execute(insert(store.outreach_event).values(
                id=code, committee_code=committee, kind=kind, title="", held_on=ON - timedelta(days=back), updated_at=datetime(2017, 7, 1)))  # fmt: skip
    engine.dispose()
    sums, elsewhere = locations.event_sums(asked(five, locations.events(ON)), asked(five, locations.places()))
    assert [(row.committee, row.events, row.kinds) for row in sums.itertuples()] == [
        (CODES["C1"], 3, (("school", 1), ("stall", 2)))
    ]
    assert elsewhere == 2


def test_a_photo_taken_later_is_not_yet_there(five):
    engine = store_engine(five)
    with only_writer(engine) as connection:
        for number, (phase, back) in enumerate((("before", 10), ("during", 2), ("after", -1))):
            connection.execute(insert(store.project_photo).values(
                id=str(number), project_id="a", phase=phase, taken_on=ON - timedelta(days=back), url="x.png", updated_at=datetime(2017, 7, 1)))  # fmt: skip
    engine.dispose()
    assert list(asked(five, locations.photos("a", ON))["phase"]) == ["during", "before"]
