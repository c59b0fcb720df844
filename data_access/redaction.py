"""Takes persons out of free text: phone, identity, plate and room numbers become ■."""

import json
import re

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
_FULL_WIDTH = {0xFF01 + n: chr(0x21 + n).upper() for n in range(94)} | {0xFF5E: "-"}
_CAPITAL = {ord(small): small.upper() for small in "abcdefghijklmnopqrstuvwxyz"}
_ALIKE = _FULL_WIDTH | _CAPITAL | {ord(sign): plain for plain, signs in _SAME.items() for sign in signs}
"""What a reader takes for the same sign, one for one: so a place in the folded text is one in the text."""

_GAP = r"[ \-·]{0,2}"
_BREAK = r"[^\w■]{1,3}"
_CHINA = rf"(?:(?:\+|00)?86{_GAP})?"
_AREA_CODE = r"(?:\(0\d{2,3}\)|0\d{2,3}|(?:\+|00)86[ -]?\(?[1-9]\d{1,2}\)?)"
_LOCAL = r"[2-9]\d{2,3}[ -]?\d{4}"
_PLACE = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SIGN = "[A-HJ-NP-Z0-9]"

_AND = r" ?[、,/和与及至到\- ] ?"
_NUMBER = r"(?:[A-Z]-?)?(?:\d{3,4}(?!\d)|\d(?: {1,2}\d){2,3})"
_ROOM = rf"(?>(?:(?<![\d-])(?:\d{{1,3}}[-/]){{1,2}})?{_NUMBER})"  # atomic, so that no text takes long
_ROOMS = rf"{_ROOM}(?:{_AND}{_ROOM}){{0,20}}"
_COUNTED = (
    r"(?!\d|[-.:]\d| ?(?:[~至到]\d|(?!天天|年年)[年月日号弄元块万亿千百米㎡户个人名位次辆棵株处项间层级盏条张份天%]"
    r"|平[方米]|[幢栋]|楼(?![上下])|单元))"
)

_PERSONAL = [
    re.compile(pattern)
    for pattern in (
        # identity: 18 signs, or the 15 digits of old cards
        rf"(?<!\d)(\d(?:{_GAP}\d){{16}}{_GAP}(?:\d(?!\d)|X))",
        r"(?<!\d)(\d{15})(?!\d)",
        # mobile: in one piece, in the usual groups, in any others (but no list of buildings)
        rf"(?<!\d)({_CHINA}1[3-9]\d{{9}})(?!\d)",
        rf"(?<!\d)({_CHINA}1[3-9]\d{_BREAK}\d{{4}}{_BREAK}\d{{4}})(?!\d)",
        rf"(?<!\d)({_CHINA}1{_GAP}[3-9](?:{_GAP}\d){{9}})(?!\d| ?[号幢栋弄])",
        # landline: with an area code, or after a word that calls for one
        rf"(?<!\d)({_AREA_CODE}[ -]{{0,3}}\d(?:[ -]?\d){{6,7}})(?!\d)",
        rf"(?:电话|座机|号码|联系|手机|[打拨]|TEL|PHONE)[^\w■]{{0,3}}[是为]?[^\w■]{{0,3}}({_LOCAL})(?!\d| ?[元万])",
        rf"([{_PLACE}][ ·]?[A-Z]{_GAP}(?=[A-Z ·-]{{0,8}}\d)(?:{_SIGN}[ ·-]?){{4,5}}[A-HJ-NP-Z0-9挂学警])",
        # rooms: before their word, after one, after a building, after another room, bare with building and unit
        rf"({_ROOMS})(?= ?(?:室|号室(?!外)|号?房(?![产价租源改])))",
        r"((?<![\d百十])[\d十百千]{2,7})(?= ?室)",
        r"(?<=[号楼幢栋元#-])( ?\d)(?= ?室(?![\d两]?[厅卫户]))",
        rf"(?:室号|房号|房间号?|门牌号?)[^\w■]{{0,2}}[是为]?[^\w■]{{0,2}}({_ROOMS}){_COUNTED}",
        rf"(?:[号楼幢栋#]|单元)[ ,/-]?({_ROOMS}){_COUNTED}",
        rf"■ ?室{_AND}({_ROOMS}){_COUNTED}",
        r"(?<![\d-])(\d{1,3}-\d{1,2}-(?!(?:19|20)\d\d)\d{3,4})(?![\d-])",
    )
]
"""Each on folded text; its one group is what has to go."""


def redact(text: str) -> str:
    """The text with ■ for every phone, identity, plate and room number; other numbers stay.

    Full-width digits, spaces and dashes between digits, and Chinese numerals are recognised; a building's
    own number stays (`3号楼502室` → `3号楼■室`).
    """
    folded = text.translate(_ALIKE)
    for pattern in _PERSONAL:
        for match in reversed(list(pattern.finditer(folded))):
            begin, end = match.span(1)
            text, folded = (whole[:begin] + "■" + whole[end:] for whole in (text, folded))
    return text


_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_HALF = re.compile("[\ud800-\udfff]")


def redact_json(text: str) -> str:
    """JSON with every text in it redacted as a reader would see it, escapes undone; what does not parse, as one text.

    Keys stay, and so does JSON in which nothing has to go.
    """
    try:
        parsed = json.loads(text)
        clean = _redact_within(parsed)
    except (ValueError, RecursionError):
        parsed = _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text)
        clean = redact(parsed)
        return text if clean == parsed else _HALF.sub(PLACEHOLDER, clean)
    return text if clean == parsed else _HALF.sub(PLACEHOLDER, json.dumps(clean, ensure_ascii=False))


def _redact_within(part):
    if isinstance(part, str):
        return redact(printable(part))
    if isinstance(part, list):
        return [_redact_within(one) for one in part]
    if isinstance(part, dict):
        return {name: value if name == "key" else _redact_within(value) for name, value in part.items()}
    return part


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
PLACEHOLDER = "\ufffd"


def printable(text: str) -> str:
    """The text with � for every control character, line ends as `\\n`; so that a copy shows its flaw."""
    return _CONTROL.sub(PLACEHOLDER, text.replace("\r\n", "\n"))
