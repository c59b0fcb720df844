"""A table fills the page's width: figures and short words in one line, long words broken."""

import pytest

from data_access.documents import Column, Table
from data_access.documents.columns import PAGE, fitted, width

LONG = "解决罗溪居民区电动自行车充电设施不足的问题，新增充电桩二十个"


def test_figures_get_what_they_need_and_words_the_rest():
    table = Table(
        (Column("居委会"), Column("户数", figures=True)), (("罗溪居委会", "1,204"), ("罗南新村", "98"))
    )
    fit = fitted(table)
    assert (fit.size, fit.beside, sum(fit.widths)) == (12, 6, pytest.approx(PAGE))
    assert fit.widths[1] == pytest.approx(12 * 5 * 0.55 + 2 * 6 + 12 / 4)


def test_the_longest_words_alone_are_broken():
    fit = fitted(
        Table((Column("事项"), Column("完成时限"), Column("状态")), ((LONG, "2017年9月15日", "逾期3天"),))
    )
    assert sum(fit.widths) == pytest.approx(PAGE)
    room = [(own - 2 * fit.beside) / fit.size for own in fit.widths]
    assert [room[0] > width(LONG), room[1] > width("2017年9月15日"), room[2] > width("逾期3天")] == [
        False,
        True,
        True,
    ]
    assert fit.widths[2] == pytest.approx(12 * width("逾期3天") + 2 * fit.beside + 12 / 4)


def test_a_wide_table_has_smaller_letters_and_its_headings_two_lines():
    figures = tuple(Column("绑定户数合计", figures=True) for _ in range(9))
    fit = fitted(Table((Column("居委会"), *figures), (("罗溪居民委员会", *["12,345"] * 9),)))
    assert (fit.size, sum(fit.widths)) == (9, pytest.approx(PAGE))
    assert min(fit.widths) - 2 * fit.beside > 9 * width("12,345")
    assert fit.widths[0] - 2 * fit.beside > 9 * width("罗溪居民委员会")
