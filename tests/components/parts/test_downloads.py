"""What is taken away opens right and harmlessly in a spreadsheet."""

from csv import reader
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pandas as pd
import pytest

from components.parts import downloads
from components.words import numerals

FRAME = pd.DataFrame(
    {"名称": ["罗南", "=1+1"], "户数": [1234, -5], "率": [0.5, None], "日期": [date(2017, 7, 16), None]}
)


def test_csv_has_its_mark_and_runs_nothing():
    written = downloads.csv(FRAME)
    assert written.startswith(b"\xef\xbb\xbf")
    assert "'=1+1,-5" in written.decode("utf-8-sig")


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_that_a_spreadsheet_would_run_goes_out_bare(begins):
    frame = pd.DataFrame({"名称": [f"{begins}1+1", f"1{begins}1"], "户数": [1, 2]})
    [_, (first, *_), (second, *_)] = reader(StringIO(downloads.csv(frame).decode("utf-8-sig"), newline=""))
    assert (first, second) == (f"'{begins}1+1", f"1{begins}1")


def test_xlsx_holds_numbers_a_frozen_heading_and_what_it_means():
    parts = ZipFile(BytesIO(downloads.xlsx("名单", FRAME, [("镇", "罗店镇")], [("户数", "怎样计数")])))
    sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>1234</v>" in sheet
    assert 'state="frozen"' in sheet
    assert "<f>" not in sheet
    texts = parts.read("xl/sharedStrings.xml").decode()
    assert "怎样计数" in texts
    assert "=1+1" in texts


def test_a_number_is_rounded_as_on_screen():
    frame = pd.DataFrame({"居委会": ["甲", "乙", "丙"], "每百人": [161.25, 161.35, None]})
    lines = downloads.csv(frame, {"每百人": "number"}).decode("utf-8-sig").splitlines()
    assert lines == ["居委会,每百人", "甲,161.3", "乙,161.4", "丙,"]
    assert [numerals.decimal(value) for value in (161.25, 161.35)] == ["161.3", "161.4"]


def test_one_word_makes_every_column_but_the_first_a_share():
    frame = pd.DataFrame({"日期": ["7月16日", "7月15日"], "全镇": [0.2319, None], "罗南": [0.415, 0.4]})
    lines = downloads.csv(frame, "rate").decode("utf-8-sig").splitlines()
    assert lines == ["日期,全镇,罗南", "7月16日,23.2%,41.5%", "7月15日,,40.0%"]
    sheet = ZipFile(BytesIO(downloads.xlsx("表", frame, [], kinds="rate"))).read("xl/worksheets/sheet1.xml")
    assert b"<v>0.415</v>" in sheet


def test_sums_are_not_sorted_and_points_are_hundred_times_their_share():
    frame = pd.DataFrame({"名称": ["甲", "乙", "全镇"], "百分点": [0.0125, 0.02, 0.016]})
    written = downloads.xlsx("表", frame, [], kinds={"百分点": "points"}, totals=1)
    sheet = ZipFile(BytesIO(written)).read("xl/worksheets/sheet1.xml").decode()
    assert '<autoFilter ref="A1:B3"/>' in sheet
    assert "<v>1.25</v>" in sheet
