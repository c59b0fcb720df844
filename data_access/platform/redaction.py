"""Takes persons out of free text: what leads to one becomes ■, all else stays.

What goes: phones (mobile, landline, 400 and 800; not public numbers such as 12345 and 110), identity numbers, passports
(a letter and eight digits only after 护照 or 证件), bank cards, e-mail addresses, WeChat and QQ accounts, plates, rooms,
and names marked by a title or a word of kinship (张三丰先生 → ■先生, 王阿姨 → ■阿姨). Offices stay with their names (王书记).
A building's own number stays: `3号楼502室` → `3号楼■室`. A room is known by its word (室, 房), by its building (3号楼（502）,
B座1203), by who lives there (住502, 502业主, 对门302), or, written as floor and door, by its building's number before it
(3-502, B-1203), unless a thing is numbered so (编号 3-502). Digits are read as a reader does: full-width, circled,
mathematical and Chinese ones, with blanks, dashes and points between them.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from urllib.parse import unquote

from data_access.platform import personal_names
from data_access.platform import personal_numbers as rules

_SAME = {
    "0": "零〇○",
    "1": "一壹幺",
    "2": "二贰",
    "3": "三叁",
    "4": "四肆",
    "5": "五伍",
    "6": "六陆",
    "7": "七柒",
    "8": "八捌",
    "9": "九玖",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u301c\u223c~_",
    "·": "•‧∙・●",
    # A keycap's parts, and what `printable` puts for a control character, part digits like a space.
    " ": "\t\n\u00a0\u2002\u2003\u2009\u3000\ufe0f\u20e3\ufffd",
}


class _Alike(dict):
    """What a reader takes for the same sign, by code point; looked up in Unicode once for each sign."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        plain = unicodedata.normalize("NFKC", sign)
        value = unicodedata.numeric(sign, None) if unicodedata.category(sign) in ("Nd", "No") else None
        if value is not None and value == int(value) and value < 100:
            plain = str(int(value))
        self[code] = plain.upper() if len(plain) == 1 or value is not None else sign
        return self[code]


_SIGNS = {0xFF5E: "-"} | {ord(sign): plain for plain, signs in _SAME.items() for sign in signs}
_ALIKE = _Alike(_SIGNS)
_BUT_NUMERALS = _Alike({code: plain for code, plain in _SIGNS.items() if not plain.isdigit()})
"""The same, Chinese numerals left as they are; both give texts of one length."""

_KINDS = (
    (rules.PLATE_HINT, rules.PLATES, None),
    (rules.NUMBER_HINT, rules.NUMBERS, None),
    (rules.INDOORS_HINT, rules.INDOORS, None),
    (rules.ROOM_HINT, rules.ROOMS, None),
    (rules.ROOM_HINT, rules.BARE_ROOMS, rules.THINGS),
)
"""What a text must hold for a kind, the kind's patterns, and what before a match makes it another thing's number."""

_NUMERAL = "".join(signs for plain, signs in _SAME.items() if plain.isdigit())
_NUMERALS = re.compile(
    rf"[{_NUMERAL}\d][^\w■]{{0,2}}[{_NUMERAL}]|[{_NUMERAL}][^\w■]{{0,2}}\d|百|[{_NUMERAL}十] ?室|[{_NUMERAL}][号楼幢栋门]"
)
"""The same, of which a Chinese numeral is a part."""


def redact(text: str) -> str:
    """The text with ■ for whatever leads to a person."""
    names = _merged(personal_names.spans(text))
    unnamed = _replaced(text, names, lambda begin, end: "■" * (end - begin))
    return _replaced(text, _merged(names + _numbers(unnamed)), lambda begin, end: "■")


def _replaced(text: str, spans: list[tuple[int, int]], by: Callable[[int, int], str]) -> str:
    pieces: list[str] = []
    last = 0
    for begin, end in spans:
        pieces += (text[last:begin], by(begin, end))
        last = end
    return "".join([*pieces, text[last:]])


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that touch as one."""
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _numbers(text: str) -> list[tuple[int, int]]:
    """Where numbers and accounts stand that lead to a person: first with Chinese numerals as words (13812345678一直占线),
    then with them as digits."""
    spans: list[tuple[int, int]] = []
    plain = text.translate(_BUT_NUMERALS)
    left = _covered(plain, _KINDS, spans)
    if _NUMERALS.search(left):
        _covered(left.translate(_ALIKE), _KINDS[1:-1], spans)
    return spans if len(plain) == len(text) else _unfolded(text, spans)


def _covered(folded: str, kinds: Sequence[tuple], spans: list[tuple[int, int]]) -> str:
    """The text with ■ for each sign that the kinds cover; where, is added to the spans."""
    for hint, patterns, unless in kinds:
        if hint.search(folded):
            for pattern in patterns:
                folded = pattern.sub(partial(_cover, spans, unless), folded)
    return folded


def _cover(spans: list[tuple[int, int]], unless: re.Pattern | None, match: re.Match) -> str:
    begin, end = match.span(1)
    if unless and unless.search(match.string, max(0, begin - 14), begin):
        return match[0]
    spans.append((begin, end))
    return f"{match.string[match.start() : begin]}{'■' * (end - begin)}{match.string[end : match.end()]}"


def _unfolded(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans of the folded text as places of the text, where some signs became two."""
    origin = [place for place, sign in enumerate(text) for _ in sign.translate(_ALIKE)]
    return [(origin[begin], origin[end - 1] + 1) for begin, end in spans]


_PLAIN_CODE = re.compile(r"[A-Za-z0-9_.:/\-]{1,100}")
_PERSONAL_CODE = re.compile(
    r"(?<!\d)(?:1[3-9]\d{9}|[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx])(?![\dXx])|@|^\d{15}$"
)


def redact_code(code: str) -> str:
    """A code as it may be told: one of plain letters and digits is numbered by a machine, and goes only where it is a phone
    or identity number or an address of mail."""
    return code if _PLAIN_CODE.fullmatch(code) and not _PERSONAL_CODE.search(code) else redact(code)


def redact_address(address: str) -> str:
    """The address of a picture without what leads to a person, each folder and the file for itself; the numbers that
    machines write into names stay."""
    return "/".join(map(_redact_part, address.split("/")))


def _redact_part(part: str) -> str:
    read = unquote(part)
    clean = "".join(
        piece
        if piece.isdecimal() and piece.isascii() and len(piece) > 11 and not _PERSONAL_CODE.search(piece)
        else redact(piece)
        for piece in re.split(r"([0-9]{12,})", read)
    )
    return part if clean == read else clean


_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_HALF = re.compile("[\ud800-\udfff]")


def redact_json(text: str) -> str:
    """JSON with every text in it redacted as a reader would see it, escapes undone; what does not parse, as one text.

    JSON in which nothing has to go stays as it is.
    """
    try:
        parsed = json.loads(text)
        clean = _redact_within(parsed)
    except (ValueError, RecursionError):
        parsed = _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text)
        clean = redact(parsed)
        return text if clean == parsed else _HALF.sub(PLACEHOLDER, clean)
    return text if clean == parsed else _HALF.sub(PLACEHOLDER, json.dumps(clean, ensure_ascii=False))


def _redact_within(part: Any) -> Any:
    if isinstance(part, str):
        return redact(printable(part))
    if isinstance(part, list):
        return [_redact_within(one) for one in part]
    if isinstance(part, dict):
        return {_redact_within(name): _redact_within(value) for name, value in part.items()}
    if isinstance(part, int) and not isinstance(part, bool) and redact(str(part)) != str(part):
        return redact(str(part))
    return part


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
PLACEHOLDER = "\ufffd"


def printable(text: str) -> str:
    """The text with � for every control character, line ends as `\\n`; so that a copy shows its flaw."""
    return _CONTROL.sub(PLACEHOLDER, text.replace("\r\n", "\n"))
