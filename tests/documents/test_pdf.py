"""Official documents as PDF: words and figures as they are, on the page of GB/T 9704-2012, or refused before it is written."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from data_access.documents import Column, Heading, Paragraph, Table, pdf, typefaces, unprintable
from data_access.problem import Problem
from data_access.settings import settings
from data_access.wording import LANGUAGES, language
from tests.documents.written import MARK_UP, NOTICE, SLIP, text

POINTS = 72 / 25.4


@pytest.fixture
def own_fonts(tmp_path, monkeypatch):
    """A folder of the town's own fonts, named by its settings."""
    folder = tmp_path / "fonts"
    (tmp_path / "settings.toml").write_text(f'[documents]\nfonts = "{folder}"\n', "utf-8")
    monkeypatch.setenv("SETTINGS_FILE", str(tmp_path / "settings.toml"))
    settings.cache_clear()
    yield folder
    settings.cache_clear()


def sentence(problem: Problem, lang: str) -> str:
    token = language.set(lang)
    try:
        return problem.for_reader
    finally:
        language.reset(token)


def font(file: Path, family: str, has: str) -> None:
    """Writes a font of this name that has one character, a black square."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, 800), (900, 800), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    made = FontBuilder(1000)
    made.setupGlyphOrder([".notdef", "square"])
    made.setupCharacterMap({ord(has): "square"})
    made.setupGlyf({".notdef": pen.glyph(), "square": pen.glyph()})
    made.setupHorizontalMetrics({".notdef": (1000, 0), "square": (1000, 0)})
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family})
    made.setupOS2()
    made.setupPost()
    made.save(file)


def lines(pdf_bytes: bytes) -> list[str]:
    """The lines that are read in a PDF, each without the blanks between what stands side by side."""
    read = (" ".join(line.split()) for line in text(pdf_bytes, "-layout").splitlines())
    return [line for line in read if line]


def test_words_and_figures_are_read_back_in_their_order():
    assert lines(pdf(SLIP)) == [
        "罗店镇社区建设办公室文件",
        "罗督〔2017〕12号",
        "关于限期答复罗溪居民区电动自行车充电问题",
        "的通知",
        "罗溪居民委员会：",
        "截至8月31日24:00，全镇共有31,204户绑定。",
        "一、基本情况",
        "（一）各居委会",
        "居委会 绑定户数 覆盖率",
        "罗溪居委会 1,204 31.0%",
        "罗南新村居委会 987 28.6%",
        "—1—",
        "二、工作要求",
        "1. 请于2017年9月4日前书面答复。",
        *f"2. {MARK_UP}".replace("// 注", "//\n注").splitlines(),
        "附件：1. 充电设施现状表",
        "2. 答复情况",
        "罗店镇社区建设办公室",
        "2017年8月31日",
        "抄送：镇党委办公室，各居民委员会。",
        "罗店镇社区建设办公室 2017年8月31日印发",
        "—2—",
    ]


def test_headings_are_counted_in_chinese_those_of_the_second_level_within_the_first():
    heads = [Heading(str(number), 1 if number % 3 == 0 else 2) for number in range(63)]
    read = lines(pdf(replace(SLIP, body=tuple(heads))))
    assert [line for line in read if line.endswith(("、0", "）1", "）2", "、3", "）4"))] == [
        "一、0", "（一）1", "（二）2", "二、3", "（一）4",
    ]  # fmt: skip
    assert {"九、24", "十、27", "十一、30", "十九、54", "二十、57", "二十一、60"} <= {*read}


def test_an_english_document_numbers_and_dates_in_the_western_way():
    assert lines(pdf(NOTICE)) == [
        "Notice: answer by Monday",
        "To: Luoxi committee",
        "1. Where we stand",
        "(1) Progress",
        "31,204 households, 31.0%.",
        "Community Affairs Office",
        "31 August 2017",
        "—1—",
    ]


def test_what_could_be_mark_up_is_set_as_it_stands_wherever_it_stands():
    table = Table((Column(MARK_UP),), ((MARK_UP,),))
    everywhere = replace(
        NOTICE, title=MARK_UP, number=MARK_UP, red_head=MARK_UP, addressee=MARK_UP, copies=MARK_UP,
        attachments=(MARK_UP,), issuer=MARK_UP, body=(table,),
    )  # fmt: skip
    read = "".join(text(pdf(everywhere)).split())
    assert read.count("".join(MARK_UP.split())) == 10


def test_what_is_too_long_for_a_line_is_cut_where_it_ends():
    address = "https://town.example/committee?" + "x" * 99
    read = lines(pdf(replace(NOTICE, body=(Paragraph(address),))))
    assert address in "".join(read)
    assert max(map(len, read)) < 60


def test_what_nobody_sees_is_left_out_and_a_line_break_is_a_blank():
    odd = Paragraph("first\n\n second\u200b\u202e\ufeff third\ufe0f")
    assert "first second third" in lines(pdf(replace(NOTICE, body=(odd,))))


def test_a_page_has_22_lines_of_28_characters_between_the_official_margins():
    with pypdfium2.PdfDocument(pdf(replace(SLIP, body=(Paragraph("国" * 28 * 60),)))) as file:
        page = file[1]
        assert [round(side / POINTS) for side in page.get_size()] == [210, 297]
        read = page.get_textpage()
        full = [line for line in read.get_text_range().split() if set(line) == {"国"}]
        assert [len(line) for line in full] == [28] * 22
        boxes = [read.get_charbox(at) for at, sign in enumerate(read.get_text_range()) if sign == "国"]
        read.close()
        page.close()
    left, _, right, top = (
        pick(side) / POINTS for pick, side in zip((min, min, max, max), zip(*boxes, strict=True), strict=True)
    )
    assert (left, right, 297 - top) == (
        pytest.approx(28, abs=0.7),
        pytest.approx(210 - 26, abs=0.7),
        pytest.approx(37 + 2.3, abs=0.7),
    )


def test_it_is_pdf_a_2b_of_the_documents_own_day_and_the_same_each_time():
    made = pdf(SLIP)
    assert re.findall(rb"<pdfaid:(\w+)>(\w+)<", made) == [(b"part", b"2"), (b"conformance", b"B")]
    assert made == pdf(replace(SLIP))
    with pypdfium2.PdfDocument(made) as file:
        about = file.get_metadata_dict()
    assert (about["Title"], about["Author"]) == (SLIP.title, SLIP.issuer)
    assert about["CreationDate"] == about["ModDate"] == f"D:{datetime(2017, 8, 31, tzinfo=UTC):%Y%m%d%H%M%S}Z"


def test_a_long_table_repeats_its_headings_and_no_signature_stands_alone():
    columns = (Column("居委会"), Column("户数", figures=True))
    rows = tuple((f"第{number}居委会", str(1000 + number)) for number in range(60))
    last = Paragraph("国" * 28 * 4)
    for lead in range(20, 24):  # the signature falls on either side of the page's end
        pages = text(pdf(replace(SLIP, body=(Table(columns, rows), *[Paragraph("补")] * lead, last)))).split(
            "\f"
        )[:-1]
        headed = ["户数" in page for page in pages]
        assert headed == ["第" in page for page in pages]
        assert sum(headed) > 2
        assert ["2017年8月31日\n" in page for page in pages] == ["国国" in page for page in pages]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_character_without_a_glyph_is_named_and_nothing_is_written(lang):
    table = Table((Column("名"),), (("𪚥😀",),))
    odd = replace(SLIP, body=(Paragraph("好😀\x07"), table))
    assert unprintable(SLIP) == ""
    assert unprintable(odd) == "😀\x07𪚥"
    with pytest.raises(Problem) as found:
        pdf(odd)
    assert "😀U+1F600 U+0007 𪚥U+2A6A5" in sentence(found.value, lang)


def test_each_kind_of_words_is_compared_with_its_own_fonts():
    """A bold sans lacks nothing that the serif has, so that headings are no poorer than the text."""
    in_force = typefaces.fonts()
    assert len({*in_force.characters.values()}) == 1
    gb2312 = {
        bytes((row, cell)).decode("gb2312", "ignore")
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
    }
    assert {ord(sign) for sign in "".join(gb2312) + "㎡①⑳℃★≥〔〕·—…“”堃喆镕"} <= in_force.characters["text"]


def test_the_towns_own_fonts_are_used_where_they_have_the_character(own_fonts):
    own_fonts.mkdir()
    font(own_fonts / "fangsong.otf", "FangSong_GB2312", has="国")
    made = replace(NOTICE, body=(Paragraph("国民"),))
    embedded = subprocess.run(
        ["pdffonts", "-"], input=pdf(made), capture_output=True, check=True
    ).stdout.decode()
    assert "FangSong_GB2312" in embedded
    assert "NotoSerifCJKsc-Regular" in embedded
    assert "国民" in lines(pdf(made))


def test_a_folder_of_fonts_that_is_missing_or_of_no_use_is_a_problem(own_fonts):
    with pytest.raises(Problem, match=re.escape(str(own_fonts))) as missing:
        pdf(SLIP)
    assert missing.value.key == "documents_folder"
    own_fonts.mkdir()
    (own_fonts / "broken.ttf").write_bytes(b"no font")
    with pytest.raises(Problem, match="仿宋_GB2312") as useless:
        pdf(SLIP)
    assert useless.value.key == "documents_fonts"
