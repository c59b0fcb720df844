"""Tables of our own, by what a reader may learn from them."""

import re

from components.parts import tables
from components.parts.tables import Cell, Column

WORDS = [f"row {number}" for number in range(7)]


def _drawn(**taken) -> str:
    rows = [[Cell(one)] for one in WORDS]
    searched = tables.search("one", "find", "hint", "none", "", WORDS, **taken)
    return searched + tables.table([Column("word")], rows, key="one", words=WORDS, step=3, **taken)


def test_a_table_says_how_many_rows_it_found_and_how_many_are_left():
    assert {"7", "4"} <= {*re.findall(r"\d+", re.sub(r"<tbody>.*</tbody>", "", _drawn()))}


def test_a_table_that_withholds_rows_says_nowhere_how_many_there_are():
    drawn = re.sub(r"<tbody>.*</tbody>", "", _drawn(counted=False))
    assert (
        re.findall(
            r"[^\w-](\d+|\{count\})", re.sub(r'maxlength="100"|data-step="3"|data-column="1"', "", drawn)
        )
        == []
    )
    assert "显示更多" in drawn


def test_rows_that_were_not_sent_are_not_counted_either():
    def drawn(counted: bool) -> str:
        return tables.table([Column("word")], [], key="one", more=(400, "/topics?rows=200"), counted=counted)

    assert "400" in drawn(True)
    assert "400" not in drawn(False)
    assert "/topics?rows=200" in drawn(False)


def test_paper_has_a_table_whole_unless_it_is_to_have_the_part_on_screen():
    def drawn(**taken) -> str:
        return tables.table([Column("word")], [], key="one", **taken)

    assert 'data-printed="part"' in drawn(printed="part")
    assert "data-printed" not in drawn()
