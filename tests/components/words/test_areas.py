"""Buildings that stand together, in few signs."""

import pytest

from components.words.areas import numbers


@pytest.mark.parametrize(
    ("names", "written"),
    [
        (("3号楼", "1号楼", "2号楼", "12号楼", "13号楼"), ["1–3", "12", "13号楼"]),
        (("1号", "2号", "3号", "1号楼", "甲楼", "02号"), ["1–3号", "1号楼", "甲楼", "02号"]),
        ((), []),
    ],
)
def test_numbers_that_follow_one_another_are_a_range(names, written):
    assert numbers(names) == written
