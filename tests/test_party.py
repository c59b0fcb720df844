"""Party figures that few persons are behind."""

import pandas as pd

from data_access.party import covered_blocks


def blocks(*counts: int) -> pd.DataFrame:
    """The four blocks' members on a day, their sum first."""
    names = ["", "机关", "学校", "医疗卫生", "两新组织"]
    return pd.DataFrame({"block": names, "joined": [sum(counts), *counts]})


def test_a_small_block_is_covered_and_another_with_it():
    shown = covered_blocks(blocks(160, 134, 75, 3), 5).set_index("block")
    assert shown.loc["两新组织", "joined_cover"] == "small"
    assert shown["joined"].isna().sum() == 2  # the sum less the other two would give it away
    assert shown.loc["", "joined"] == 372


def test_blocks_of_five_and_more_are_shown():
    shown = covered_blocks(blocks(160, 134, 75, 27), 5)
    assert list(shown["joined"]) == [396, 160, 134, 75, 27]


def test_no_department_at_all_is_no_defect():
    nobody = pd.DataFrame({"block": [""], "joined": [0]})
    assert list(covered_blocks(nobody, 5)["joined"]) == [0]
