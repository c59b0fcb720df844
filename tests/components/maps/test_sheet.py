"""Still maps: where places lie on the sheet, and what has room there."""

import re
from math import cos, radians

import pytest

from components.maps import ground_picture
from components.maps.sheet import WIDE, Room, along, around
from data_access import basemap
from data_access.settings import Map

TOWN = (121.338, 31.384, 121.388, 31.420)


def test_a_sheet_keeps_the_shape_of_the_ground():
    sheet = around((0.0, 59.5, 2.0, 60.5), 0)
    assert sheet.high == pytest.approx(WIDE / 2 / cos(radians(60)) / 1, rel=1e-9)
    assert sheet.at(0.0, 60.5) == pytest.approx((0, 0))
    assert sheet.at(2.0, 59.5) == pytest.approx((WIDE, sheet.high))


@pytest.mark.parametrize("ratio", [0.6, 1.0, 1.72, 3.0])
def test_a_sheet_takes_the_shape_asked_for_and_still_holds_the_box(ratio):
    sheet = around(TOWN, 0.002, ratio)
    assert WIDE / sheet.high == pytest.approx(ratio)
    for x, y in ((TOWN[0], TOWN[1]), (TOWN[2], TOWN[3])):
        across, down = sheet.at(x, y)
        assert 0 < across < WIDE
        assert 0 < down < sheet.high
    middle = sheet.at((TOWN[0] + TOWN[2]) / 2, (TOWN[1] + TOWN[3]) / 2)
    assert middle == pytest.approx((WIDE / 2, sheet.high / 2))


def test_nothing_is_put_where_something_lies_or_beyond_the_edge():
    room = Room(500)
    assert room.take(100, 100, 40, 20)
    assert not room.take(130, 100, 40, 20)
    assert room.take(141, 100, 40, 20)
    assert not room.take(10, 100, 40, 20)
    assert not room.take(900, 495, 40, 20)


def test_places_along_a_line_begin_in_its_middle():
    places = along([[(0, 0), (200, 0), (200, 100)]])
    assert len(places) == 15
    assert places[0] == (140, 0, False)
    assert (200, 80, True) in places
    assert along([]) == []


def test_the_grounds_names_never_lie_on_one_another():
    sheet = around(TOWN, 0.002, 1.72)
    room = Room(sheet.high)
    drawn = ground_picture.names(basemap.ground(Map(), demonstration=True), sheet, room)
    named = re.findall(r"<text [^>]*>([^<]+)</text>", drawn)
    assert {"罗店老镇", "罗南", "美罗家园", "七号线", "美兰湖站"} <= set(named)
    assert len(room.taken) == len(named)
    for number, (west, north, east, south) in enumerate(room.taken):
        for other in room.taken[:number]:
            assert east <= other[0] or other[2] <= west or south <= other[1] or other[3] <= north
