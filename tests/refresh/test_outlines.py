"""Outlines and places of a town that is not the demonstration, from its platform into the store."""

import json

import pytest
from sqlalchemy import create_engine, select, update

from data_access import platform, store
from data_access.database import store_engine
from tests.refresh.town import contents, differences, made, rebuilt, refreshed

RING = [[104.10, 30.60], [104.11, 30.60], [104.11, 30.61], [104.10, 30.61], [104.10, 30.60]]
GOOD = json.dumps({"type": "Polygon", "coordinates": [RING]}, separators=(",", ":"))
SWAPPED = json.dumps({"type": "Polygon", "coordinates": [[[y, x] for x, y in RING]]})
OPEN = json.dumps({"type": "Polygon", "coordinates": [RING[:-1]]})


@pytest.fixture
def chengdu(any_url) -> str:
    """A town near Chengdu with a good outline, a swapped one, an open one and a broken one; nobody has set its bounds."""
    url = made(any_url)
    one, other = platform.committee, platform.neighbourhood
    engine = create_engine(url)
    with engine.begin() as connection:
        placed = {"longitude": 104.105, "latitude": 30.605, "crs": "wgs84"}
        for table, code, boundary in (
            (one, "c1", GOOD),
            (one, "c2", SWAPPED),
            (other, "n1", OPEN),
            (other, "n2", "{"),
        ):
            connection.execute(update(table).where(table.c.code == code).values(boundary=boundary, **placed))
    engine.dispose()
    return url


def noted(store_url: str) -> set[tuple]:
    engine = store_engine(store_url)
    with engine.connect() as connection:
        found = connection.execute(select(store.defect.c.kind, store.defect.c.source, store.defect.c.place))
        kept = {tuple(row) for row in found if row.kind.startswith(("outline_", "position_"))}
    engine.dispose()
    return kept


def test_the_store_holds_areas_or_nothing_and_the_reason_is_a_defect(chengdu, tmp_path):
    """Its positions, far from the demonstration, are its own: none is said to lie outside."""
    target = f"sqlite:///{tmp_path / 'store.db'}"
    refreshed(chengdu, target)
    held = contents(target)
    names = [column.name for column in store.committee.columns]
    committees = [dict(zip(names, row, strict=True)) for row in held["committee"]]
    assert [(row["code"], row["boundary"], row["longitude"]) for row in committees] == [
        ("c1", GOOD, 104.105),
        ("c2", None, 104.105),
    ]
    assert noted(target) == {
        ("outline_swapped", "committee", "c2"),
        ("outline_mended", "neighbourhood", "n1"),
        ("outline_unreadable", "neighbourhood", "n2"),
    }


def test_an_outline_that_is_put_right_is_drawn_after_the_next_run(chengdu, tmp_path):
    target = f"sqlite:///{tmp_path / 'store.db'}"
    refreshed(chengdu, target)
    engine, table = create_engine(chengdu), platform.committee
    with engine.begin() as connection:
        later = connection.execute(select(table.c.updated_at).where(table.c.code == "c2")).scalar_one()
        connection.execute(
            update(table).where(table.c.code == "c2").values(boundary=GOOD, updated_at=later.replace(hour=12))
        )
    engine.dispose()
    refreshed(chengdu, target)
    assert ("outline_swapped", "committee", "c2") not in noted(target)
    assert differences(contents(target), rebuilt(chengdu, tmp_path)) == {}


def test_bounds_that_the_town_has_set_hold(chengdu, tmp_path):
    target = f"sqlite:///{tmp_path / 'store.db'}"
    refreshed(chengdu, target, bounds={"west": 121.2, "south": 31.3, "east": 121.5, "north": 31.5})
    assert ("outline_out_of_bounds", "committee", "c1") in noted(target)
    assert ("position_outside", "committee", "c1") in noted(target)
