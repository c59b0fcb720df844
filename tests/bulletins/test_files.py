"""A bulletin's files: the same figures on paper, in the picture's width, in the workbook; nothing without a glyph."""

import struct
from dataclasses import replace
from io import BytesIO

import pandas as pd
import pytest
from docx import Document as open_docx

from data_access import documents
from data_access.bulletins import paper, picture, sheet, written
from data_access.metrics import METRICS
from data_access.problem import Problem
from data_access.settings import Bulletin
from data_access.wording import LANGUAGES, language
from tests.bulletins.bulletin import SOURCE, bulletin


def test_on_paper_stands_what_is_posted():
    on_paper = paper.document(bulletin(1234), Bulletin(red_head="罗店镇人民政府文件"))
    assert on_paper.title == "罗店镇社区通每周通报（2017年7月10日至2017年7月16日）"
    assert (on_paper.red_head, on_paper.issuer) == ("罗店镇人民政府文件", "罗店镇社区建设办公室")
    words = "\n".join(one.text for one in open_docx(BytesIO(documents.docx(on_paper))).paragraphs)
    for passage in written.passages(bulletin(1234)):
        assert passage.head in words
        assert all(detail in words for detail in passage.details)
    assert documents.pdf(on_paper).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_picture_is_as_wide_as_phones_show_and_small_whatever_is_named(lang):
    language.set(lang)
    drawn = picture.png(bulletin(999_999, "罗店镇美罗家园第一住宅区" * 12))
    width, height = struct.unpack(">II", drawn[16:24])
    assert width == picture.WIDTH
    assert height > width
    assert len(drawn) < 2 * 1024 * 1024
    assert drawn == picture.png(bulletin(999_999, "罗店镇美罗家园第一住宅区" * 12))


def test_what_no_font_can_draw_is_named_before_anything_is_drawn():
    odd = bulletin(source=replace(SOURCE, town="𓀀镇"))
    with pytest.raises(Problem) as refused:
        picture.png(odd)
    assert refused.value.values["signs"] == "𓀀U+13000"


def test_signs_that_mean_something_to_what_sets_the_type_are_drawn_as_they_are():
    assert picture.png(bulletin(name='#let x = [*"\\$@<_')) != picture.png(bulletin(name="let x"))


def test_a_workbook_has_real_numbers_and_each_definition():
    file = BytesIO(sheet.workbook(bulletin(1234)))
    sheets = pd.read_excel(file, sheet_name=None, header=None)
    figures, about = sheets.values()
    assert [*figures.iloc[1]] == ["实名登记", "累计登记人数", 1234]
    assert "户绑定覆盖率" in {*about[0]}
    assert about[1].str.contains("不同户数").any()
    assert {*sheet.METRICS.values()} <= {*METRICS.values()}
