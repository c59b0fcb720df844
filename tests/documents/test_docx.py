"""Official documents as DOCX: the words of the PDF, on the same page, to be edited further."""

import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO

import docx as library
import pytest
from docx.oxml.ns import qn

from data_access.documents import Paragraph, docx, pdf
from data_access.problem import Problem
from data_access.settings import ROOT
from tests.documents.written import MARK_UP, NOTICE, SLIP, converted, text


def test_words_and_figures_are_read_back_in_their_styles():
    word = library.Document(BytesIO(docx(SLIP)))
    assert [(line.style and line.style.name, line.text) for line in word.paragraphs if line.text] == [
        ("Red head", "罗店镇社区建设办公室文件"),
        ("Number", "罗督〔2017〕12号"),
        ("Title", SLIP.title),
        ("Flush", "罗溪居民委员会："),
        ("Normal", "截至8月31日24:00，全镇共有31,204户绑定。"),
        ("Heading 1", "一、基本情况"),
        ("Heading 2", "（一）各居委会"),
        ("Heading 1", "二、工作要求"),
        ("Normal", "1. 请于2017年9月4日前书面答复。"),
        ("Normal", f"2. {MARK_UP}"),
        ("Flush", "附件：1. 充电设施现状表"),
        ("Flush", "2. 答复情况"),
        ("Signature", "罗店镇社区建设办公室"),
        ("Signature", "2017年8月31日"),
    ]
    table, imprint = word.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["居委会", "绑定户数", "覆盖率"],
        ["罗溪居委会", "1,204", "31.0%"],
        ["罗南新村居委会", "987", "28.6%"],
    ]
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [0, 2, 2]
    assert [row.cells[0].text for row in imprint.rows] == [
        "抄送：镇党委办公室，各居民委员会。",
        "罗店镇社区建设办公室\t2017年8月31日印发",
    ]


def test_the_page_is_the_official_one_its_fonts_named_and_its_numbers_fields():
    word = library.Document(BytesIO(docx(SLIP)))
    section = word.sections[0]
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(edge.mm) for edge in (section.page_width, section.page_height, *edges) if edge] == [
        210,
        297,
        37,
        35,
        28,
        26,
    ]
    east = {
        name: word.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Normal", "Title", "Heading 1", "Heading 2")
    }
    assert [*east.values()] == ["仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"]
    assert (word.styles["Normal"].font.size.pt, word.styles["Title"].font.size.pt) == (16, 22)
    for footer, side in ((section.footer, 2), (section.even_page_footer, 0)):
        assert footer.paragraphs[0].alignment == side
        assert [field.get(qn("w:instr")) for field in footer._element.iter(qn("w:fldSimple"))] == ["PAGE"]
    assert word.settings.odd_and_even_pages_header_footer


def test_the_same_document_is_the_same_file_and_bears_its_own_day():
    made = docx(SLIP)
    assert made == docx(replace(SLIP))
    assert {part.date_time for part in zipfile.ZipFile(BytesIO(made)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = library.Document(BytesIO(made)).core_properties
    assert (about.title, about.author, about.created.date()) == (SLIP.title, SLIP.issuer, SLIP.day)


def test_a_character_that_no_file_can_hold_is_named_and_nothing_is_written():
    with pytest.raises(Problem, match=r"U\+0007 U\+D800"):
        docx(replace(SLIP, body=(Paragraph("a\x07b\ud800"),)))
    assert docx(replace(SLIP, body=(Paragraph("😀"),)))


def test_what_writes_documents_is_loaded_with_the_first_one():
    asks = "import sys, data_access.documents; print({'typst', 'docx', 'fontTools', 'lxml'} & {*sys.modules})"
    run = subprocess.run([sys.executable, "-c", asks], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


@pytest.mark.slow
@pytest.mark.parametrize("document", [SLIP, NOTICE], ids=["zh", "en"])
def test_libreoffice_converts_it_to_the_words_of_the_pdf(document, tmp_path):
    paper = [
        line for line in text(pdf(document), "-layout").splitlines() if not re.fullmatch(r"\s*—\d—\s*", line)
    ]
    read = converted(docx(document), tmp_path)
    assert "".join(read.split()) == "".join("".join(paper).split())
