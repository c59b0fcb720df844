"""Takes persons out of free text: phone, identity, plate and room numbers become ■."""

import re

_SEP = r"[\s\-—–・·]?"
_NUMERAL = "零〇○一二三四五六七八九"
_AFTER_NUMBER = "年月日号弄元块万千米平㎡户个人次辆棵处名%%度分点天周条盏"

_IDENTITY = re.compile(rf"(?<!\d)\d(?:{_SEP}\d){{16}}{_SEP}[\dXxXx](?![\dA-Za-z])")
_MOBILE = re.compile(rf"(?<!\d)(?:\+?86{_SEP})?[11][3-93-9](?:{_SEP}\d){{9}}(?!\d)")
_MOBILE_IN_WORDS = re.compile(rf"[一幺][{_NUMERAL}幺]{{10}}")
_LANDLINE = re.compile(r"(?<!\d)[00]\d{2,3}[\s\-—–]?\d(?:[\s\-—]?\d){6,7}(?!\d)")
_LOCAL = re.compile(r"(?<=电话|座机|致电|来电|拨打|联系)([::是为\s]*)\d(?:[\s\-—]?\d){6,7}(?!\d)")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-zA-Za-z]"
    rf"{_SEP}(?:[A-HJ-NP-Za-hj-np-zA-HJ-NP-Z\d]{_SEP}){{4,5}}[A-HJ-NP-Za-hj-np-zA-HJ-NP-Z\d挂学警]"
)
_ROOM = re.compile(rf"(?:[A-Za-zA-Za-z]?\d(?:{_SEP}\d){{0,4}}|[{_NUMERAL}十百千]{{2,7}})(?=\s?室)")
_ROOM_AFTER_DOOR = re.compile(
    rf"(?<=[号楼幢栋])(\s?)\d(?:[\s]?\d){{2,3}}(?![\d{_AFTER_NUMBER}\-—–~至到楼幢栋])"
)
_ROOM_AFTER_DASH = re.compile(r"(?<=[\d号楼])([\-—–])\d{3,4}(?=\s?[室房])")
_FLAT = re.compile(r"(?<=[号楼幢栋])(\s?)\d{3,4}(?=\s?房)")


def redact(text: str) -> str:
    """The text with ■ for every phone, identity, plate and room number; other numbers stay.

    Full-width digits, single spaces and dashes between digits and Chinese numerals for rooms are
    recognised; a building's own number stays (`3号楼502室` → `3号楼■室`).
    """
    for pattern in (_IDENTITY, _MOBILE, _MOBILE_IN_WORDS, _LANDLINE, _PLATE):
        text = pattern.sub("■", text)
    for pattern in (_LOCAL, _ROOM_AFTER_DASH, _FLAT):
        text = pattern.sub(r"\1■", text)
    text = _ROOM.sub("■", text)
    return _ROOM_AFTER_DOOR.sub(r"\1■", text)


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
PLACEHOLDER = "\ufffd"


def printable(text: str) -> str:
    """The text with � for every control character, line ends as `\\n`; so that a copy shows its flaw."""
    return _CONTROL.sub(PLACEHOLDER, text.replace("\r\n", "\n"))
