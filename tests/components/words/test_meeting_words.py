"""Meetings in words: how a figure has changed against the last time."""

import pytest

from components.words import meeting_words


@pytest.mark.parametrize(
    ("key", "now", "then", "words"),
    [
        ("stalled", 3, 3, "持平"),
        ("stalled", 3, 1, "+2"),
        ("household_coverage", 0.2321, 0.2319, "持平"),  # 23.2 % either way
        ("household_coverage", 0.232, 0.21, "+2.2 个百分点"),
        ("household_coverage", None, 0.21, "—"),
    ],
)
def test_a_figure_that_reads_alike_has_not_changed(key, now, then, words):
    assert meeting_words.change(key, now, then) == words
