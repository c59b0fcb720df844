"""Crowded marks move apart and names beside them, and nothing goes further than it must."""

from itertools import combinations
from math import hypot

from components.maps import placing


def moved(places, least):
    """Where marks lie once they have given way."""
    ways = placing.apart(places, least)
    return [(x + a, y + b) for (x, y), (a, b) in zip(places, ways, strict=True)]


def test_marks_on_one_point_lie_apart_and_near_it():
    found = moved([(100, 100)] * 6, 20)
    assert min(hypot(a - c, b - d) for (a, b), (c, d) in combinations(found, 2)) > 18
    assert max(hypot(x - 100, y - 100) for x, y in found) < 30


def test_marks_that_have_room_stay():
    places = [(0, 0), (50, 0), (50, 60)]
    assert placing.apart(places, 20) == [(0, 0)] * 3
    assert placing.apart([(5, 5)], 20) == [(0, 0)]
    assert placing.apart([], 20) == []


def test_two_that_touch_share_the_way():
    (a, b), (c, d) = placing.apart([(0, 0), (10, 0)], 20)
    assert a == -c
    assert 4 <= c <= 5
    assert b == d == 0


def test_a_name_goes_past_marks_and_past_the_name_before_it():
    names = [((100, 100), (60, 15))] * 2
    first, second = placing.beside(names, [(100, 100)], 22)
    assert abs(first[1]) >= (22 + 15) / 2 - 1
    assert abs(second[1] - first[1]) >= 14


def test_a_name_that_has_room_stands_in_its_middle():
    assert placing.beside([((100, 100), (60, 15))], [(300, 300)], 22) == [(0, 0)]
    assert placing.beside([((100, 100), (60, 15))], [], 22) == [(0, 0)]
