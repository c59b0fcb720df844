"""Names of places as they are written where there is little room."""

import pytest

from components.words import place_names


@pytest.mark.parametrize(
    ("name", "short"),
    [("罗南居委会", "罗南"), ("东村村委会", "东村"), ("罗店", "罗店"), ("居委会", "居委会")],
)
def test_the_word_that_all_end_in_is_left_out(name, short):
    assert place_names.short(name) == short


def test_a_family_name_is_left_out_where_two_signs_or_more_are_left():
    begun = ("美兰湖", "罗南新村")
    assert place_names.own("美兰湖颐景园", begun) == "颐景园"
    assert place_names.own("美兰湖北", begun) == "美兰湖北"
    assert place_names.shared(["美兰湖甲村", "美兰湖乙村"] * 2 + ["罗店"]) == ("美兰湖",)
