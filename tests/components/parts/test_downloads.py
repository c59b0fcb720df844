"""What is taken away opens right and harmlessly in a spreadsheet."""

import re
from csv import reader
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components.parts import csv_file
from components.words import numerals
from data_access import workbook
from tests import page

FRAME = pd.DataFrame(
    {"名称": ["罗南", "=1+1"], "户数": [1234, -5], "率": [0.5, None], "日期": [date(2017, 7, 16), None]}
)


def test_csv_has_its_mark_and_runs_nothing():
    written = csv_file.csv(FRAME)
    assert written.startswith(b"\xef\xbb\xbf")
    assert "'=1+1,-5" in written.decode("utf-8-sig")


@pytest.mark.parametrize(
    "begins",
    ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "\n=", " =", "\u3000@", "\ufeff+", "\0-"],
)
def test_no_text_that_a_spreadsheet_would_run_goes_out_bare(begins):
    frame = pd.DataFrame({"名称": [f"{begins}1+1", f"1{begins}1"], "户数": [1, 2]})
    [_, (first, *_), (second, *_)] = reader(StringIO(csv_file.csv(frame).decode("utf-8-sig"), newline=""))
    assert (first, second) == (f"'{begins}1+1", f"1{begins}1")


@pytest.mark.parametrize("begins", ["=", "\n＝"])
def test_no_heading_runs_either(begins):
    frame = pd.DataFrame({f"{begins}1+1": [1]})
    [[heading], _] = reader(StringIO(csv_file.csv(frame).decode("utf-8-sig"), newline=""))
    assert heading == f"'{begins}1+1"


def test_codes_stay_text_in_a_spreadsheet_and_plain_for_a_script():
    frame = pd.DataFrame(
        {"代码": ["310113101003", "31011310100300001", "0012", "7"], "户数": [310113101003, 2, 3, 4]}
    )
    lines = csv_file.csv(frame).decode("utf-8-sig").splitlines()
    assert lines == ["代码,户数", "\t310113101003,310113101003", "\t31011310100300001,2", "\t0012,3", "7,4"]
    assert csv_file.plain_csv(frame).startswith("代码,户数\r\n310113101003,310113101003\r\n".encode())


def test_every_row_carries_its_day_and_whose_data_they_are():
    marks = {"所看日期": "2017-07-16", "数据": "演示数据"}
    lines = csv_file.csv(pd.DataFrame({"名称": ["罗南", "祁南"]}), None, marks).decode("utf-8-sig")
    assert lines == "名称,所看日期,数据\r\n罗南,2017-07-16,演示数据\r\n祁南,2017-07-16,演示数据\r\n"
    again = csv_file.csv(pd.DataFrame({"数据": ["平台"]}), None, marks).decode("utf-8-sig")
    assert again.splitlines() == ["数据,所看日期", "平台,2017-07-16"]


def test_xlsx_holds_numbers_a_frozen_heading_and_what_it_means():
    parts = ZipFile(BytesIO(workbook.xlsx("名单", FRAME, [("镇", "罗店镇")], [("户数", "怎样计数")])))
    sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>1234</v>" in sheet
    assert 'state="frozen"' in sheet
    assert "<f>" not in sheet
    texts = parts.read("xl/sharedStrings.xml").decode()
    assert "怎样计数" in texts
    assert "=1+1" in texts


def test_a_sheet_prints_on_a4_across_where_it_is_wide_with_its_heading_on_each_page():
    narrow = _sheet(workbook.xlsx("分数: 1/2", FRAME, [], head="罗店镇 · 2017-07-16 & 演示数据"))
    assert '<pageSetup paperSize="9" fitToHeight="0" orientation="portrait"/>' in narrow
    assert "罗店镇 · 2017-07-16 &amp;&amp; 演示数据" in narrow
    assert "第 &amp;P 页，共 &amp;N 页" in narrow
    wide = workbook.xlsx("意见", FRAME.assign(内容=["路灯太暗" * 20] * 2, 说明=["已采纳" * 20] * 2), [])
    assert '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>' in _sheet(wide)
    book = ZipFile(BytesIO(wide)).read("xl/workbook.xml").decode()
    assert "意见!$1:$1</definedName>" in book


def test_a_column_is_as_wide_as_its_chinese():
    [first, second] = re.findall(
        r'<col [^>]*width="(\d+)',
        _sheet(workbook.xlsx("表", pd.DataFrame({"一": ["罗南新村第三居委会"], "二": ["ab"]}), [])),
    )
    assert (int(first), int(second)) == (20, 10)


def test_a_file_is_called_by_its_table_place_day_filter_and_mark(demo_store, monkeypatch):
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")
    app = AppTest.from_function(_names, default_timeout=page.PATIENCE)
    app.query_params["on"] = "2017-07-10"
    assert [line.value for line in app.run().text] == [
        "覆盖率-罗店镇-2017-07-10-演示数据",
        "意见 新旧-罗南新村居委会-3号楼-2017-07-10-状态：红-演示数据",
    ]


def _names() -> None:
    import streamlit as st

    from components import scope
    from components.parts import table_file

    scope.current()
    st.text(table_file.file_name("覆盖率"))
    scope.name_places(committee="罗南新村居委会", building="3号楼")
    st.text(table_file.file_name("意见/新旧", "状态：红"))


def test_a_number_is_rounded_as_on_screen():
    frame = pd.DataFrame({"居委会": ["甲", "乙", "丙"], "每百人": [161.25, 161.35, None]})
    lines = csv_file.csv(frame, {"每百人": "number"}).decode("utf-8-sig").splitlines()
    assert lines == ["居委会,每百人", "甲,161.3", "乙,161.4", "丙,"]
    assert [numerals.decimal(value) for value in (161.25, 161.35)] == ["161.3", "161.4"]


def test_one_word_makes_every_column_but_the_first_a_share():
    frame = pd.DataFrame({"日期": ["7月16日", "7月15日"], "全镇": [0.2319, None], "罗南": [0.415, 0.4]})
    lines = csv_file.csv(frame, "rate").decode("utf-8-sig").splitlines()
    assert lines == ["日期,全镇,罗南", "7月16日,23.2%,41.5%", "7月15日,,40.0%"]
    sheet = ZipFile(BytesIO(workbook.xlsx("表", frame, [], kinds="rate"))).read("xl/worksheets/sheet1.xml")
    assert b"<v>0.415</v>" in sheet


def test_sums_are_not_sorted_and_points_are_hundred_times_their_share():
    frame = pd.DataFrame({"名称": ["甲", "乙", "全镇"], "百分点": [0.0125, 0.02, 0.016]})
    written = workbook.xlsx("表", frame, [], kinds={"百分点": "points"}, totals=1)
    sheet = ZipFile(BytesIO(written)).read("xl/worksheets/sheet1.xml").decode()
    assert '<autoFilter ref="A1:B3"/>' in sheet
    assert "<v>1.25</v>" in sheet


def _sheet(written: bytes) -> str:
    return ZipFile(BytesIO(written)).read("xl/worksheets/sheet1.xml").decode()
