"""What is taken away opens right and harmlessly in a spreadsheet."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pandas as pd

from components import downloads

FRAME = pd.DataFrame(
    {"名称": ["罗南", "=1+1"], "户数": [1234, -5], "率": [0.5, None], "日期": [date(2017, 7, 16), None]}
)


def test_csv_has_its_mark_and_runs_nothing():
    written = downloads.csv(FRAME)
    assert written.startswith(b"\xef\xbb\xbf")
    assert "'=1+1,-5" in written.decode("utf-8-sig")


def test_xlsx_holds_numbers_a_frozen_heading_and_what_it_means():
    parts = ZipFile(BytesIO(downloads.xlsx("名单", FRAME, [("镇", "罗店镇")], [("户数", "怎样计数")])))
    sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>1234</v>" in sheet
    assert 'state="frozen"' in sheet
    assert "<f>" not in sheet
    texts = parts.read("xl/sharedStrings.xml").decode()
    assert "怎样计数" in texts
    assert "=1+1" in texts
