"""The plans of the works seen from above: buildings, road, what is planned and its measures, what the signs mean."""

from collections.abc import Callable
from functools import cache
from math import cos, radians, sin

from PIL import Image, ImageDraw, ImageFont

from data_access.settings import ROOT

_SIZE = (960, 640)
_FONT = ROOT / "components" / "static" / "fonts" / "noto-sans-sc-700-core.woff2"
_PAPER, _GRID, _INK, _HOUSE, _ROAD, _LAWN = "#fbfcfe", "#e8edf5", "#1f3f77", "#dfe6f1", "#e9e7e2", "#dcebd3"
_PLAN, _TINT, _STAY = "#c2410c", "#f6d9c6", "#5b8f4c"
_DOORS = (170, 450, 730)
_HOUSES, _KERB, _EDGE = (70, 200), 400, 480
_METRE = 16  # pixels

Brush = ImageDraw.ImageDraw


def drawing(kind: str, version: int) -> Image.Image:
    """A kind's plan; the second version is what opinions made of the first."""
    picture = Image.new("RGB", _SIZE, _PAPER)
    brush = ImageDraw.Draw(picture)
    for at in range(0, _SIZE[0], 32):
        brush.line((at, 0, at, _SIZE[1]), fill=_GRID)
        brush.line((0, at, _SIZE[0], at), fill=_GRID)
    brush.rectangle((0, _KERB, _SIZE[0], _EDGE), fill=_ROAD)
    _words(brush, "道路", 40, _KERB + 28, 22, "#8a8578")
    for number, door in enumerate(_DOORS, 1):
        brush.rectangle((door - 115, _HOUSES[0], door + 115, _HOUSES[1]), _HOUSE, _INK, 4)
        brush.rectangle(
            (door - 18, _HOUSES[1] - 10, door + 18, _HOUSES[1] + 4), fill=_PAPER, outline=_INK, width=3
        )
        _words(brush, f"{number}号楼", door - 38, 112, 30, _INK)
    name, legend, plan = _KINDS[kind]
    plan(brush, version)
    _block(brush, name, legend, version)
    return picture.quantize(48)


def _block(brush: Brush, name: str, legend: str, version: int) -> None:
    """North, the scale, what the colour means, and whose plan it is."""
    brush.polygon([(900, 22), (916, 62), (900, 52), (884, 62)], fill=_INK)
    _words(brush, "北", 888, 66, 24, _INK)
    top = 512
    brush.rectangle((24, top, 936, 624), _PAPER, _INK, 3)
    brush.rectangle((44, top + 22, 84, top + 50), _TINT, _PLAN, 4)
    _words(brush, legend, 98, top + 20, 26, _INK)
    for part in range(2):
        left = 44 + part * 5 * _METRE
        brush.rectangle((left, top + 84, left + 5 * _METRE, top + 92), (_INK, _PAPER)[part], _INK, 2)
    for metres in (0, 5, 10):
        _words(brush, f"{metres}", 38 + metres * _METRE, top + 58, 20, _INK)
    _words(brush, "米", 226, top + 76, 22, _INK)
    brush.line((480, top, 480, 624), fill=_INK, width=3)
    _words(brush, name, 500, top + 14, 36, _INK)
    _words(brush, f"方案第{version}版 · 示意", 500, top + 64, 28, _PLAN)


def _words(brush: Brush, words: str, left: int, top: int, size: int, colour: str) -> None:
    brush.text((left, top), words, fill=colour, font=_font(size))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), size)


def _measured(brush: Brush, left: int, right: int, at: int) -> None:
    """A length in metres between two ends."""
    brush.line((left, at, right, at), fill=_INK, width=2)
    for end in (left, right):
        brush.line((end, at - 8, end, at + 8), fill=_INK, width=3)
    _words(brush, f"{(right - left) / _METRE:.1f}米", (left + right) // 2 - 32, at + 6, 22, _INK)


def _area(brush: Brush, box: tuple[int, int, int, int]) -> None:
    brush.rectangle(box, _TINT, _PLAN, 4)


def _tree(brush: Brush, x: int, y: int, colour: str = _STAY, size: int = 24) -> None:
    brush.ellipse((x - size, y - size, x + size, y + size), outline=colour, width=4)
    for turn in range(0, 360, 45):
        reach = x + size * 0.7 * cos(radians(turn)), y + size * 0.7 * sin(radians(turn))
        brush.line((x, y, *reach), fill=colour, width=2)


def _ramp(brush: Brush, version: int) -> None:
    long, wide = (120, 30) if version == 1 else (192, 40)
    for door in _DOORS if version == 2 else _DOORS[:2]:
        left, top = door + 18, _HOUSES[1] + 6
        _area(brush, (left, top, left + long, top + wide))
        brush.line((left + long - 14, top + wide // 2, left + 20, top + wide // 2), fill=_PLAN, width=3)
        brush.polygon(
            [
                (left + 12, top + wide // 2),
                (left + 26, top + wide // 2 - 8),
                (left + 26, top + wide // 2 + 8),
            ],
            _PLAN,
        )
        for rail in (top - 5, top + wide + 5)[2 - version :]:
            brush.line((left, rail, left + long, rail), fill=_INK, width=3)
        _measured(brush, left, left + long, top + wide + 24)
        _words(brush, ("1:8", "1:12")[version - 1], left + long // 2 - 20, top + wide + 60, 24, _PLAN)


def _parking(brush: Brush, version: int) -> None:
    wide = 2.5 * _METRE
    rows = ((_KERB - 86, 14), (_EDGE - 80, 8)) if version == 1 else ((_KERB - 86, 20),)
    for top, count in rows:
        for bay in range(count):
            left = round(80 + bay * wide)
            _area(brush, (left, top, round(left + wide), top + 78))
    _measured(brush, 80, round(80 + wide * rows[0][1]), 250)
    if version == 2:
        for left in range(130, 900, 40):
            brush.line((left, _KERB + 60, left + 40, _KERB + 20), fill="#d4a514", width=4)
        _words(brush, "消防通道 4.0米", 360, _KERB + 26, 26, _INK)


def _trees(brush: Brush, version: int) -> None:
    for place, x in enumerate((120, 300, 480, 660, 840)):
        dead = place % 2 == 0
        _tree(brush, x, 310, _PLAN if dead else _STAY, 34)
        if dead:
            brush.line((x - 36, 274, x + 36, 346), fill=_PLAN, width=5)
            brush.line((x + 36, 274, x - 36, 346), fill=_PLAN, width=5)
            if version == 2:
                _tree(brush, x + 84, 330, _STAY, 18)
    if version == 2:
        _words(brush, "补种", 186, 356, 24, _STAY)


def _wall(brush: Brush, version: int) -> None:
    top = 330
    for left, right in ((40, 300), (520, 920)):
        brush.rectangle((left, top, right, top + 14), "#b98d74", "#7d5a44", 2)
    end = 520 if version == 1 else 452
    _area(brush, (300, top - 4, end, top + 18))
    _measured(brush, 300, end, top + 34)
    if version == 2:
        brush.arc((452, top - 66, 588, top + 74), 180, 270, fill=_PLAN, width=4)
        _words(brush, "门", 476, top - 30, 26, _PLAN)


def _demolition(brush: Brush, version: int) -> None:
    boxes = ((110, 250, 290, 350), (560, 250, 690, 350))
    for left, top, right, bottom in boxes:
        _area(brush, (left, top, right, bottom))
        brush.line((left, top, right, bottom), fill=_PLAN, width=4)
        brush.line((right, top, left, bottom), fill=_PLAN, width=4)
        _measured(brush, left, right, bottom + 10)
    if version == 2:
        brush.rectangle((330, 250, 520, 350), _LAWN, _STAY, 4)
        _words(brush, "绿地", 398, 284, 28, _STAY)


def _greening(brush: Brush, version: int) -> None:
    right = 560 if version == 1 else 800
    brush.rectangle((110, 250, right, 360), _LAWN, _PLAN, 4)
    for x in range(160, right - 20, 100):
        _tree(brush, x, 305)
    if version == 2:
        brush.line((110, 340, 330, 290, 560, 345, 800, 280), fill="#b09a78", width=12, joint="curve")
        for x in (380, 660):
            brush.rectangle((x, 256, x + 60, 270), "#8b6b48", _INK, 2)
    _measured(brush, 110, right, 368)


def _drainage(brush: Brush, version: int) -> None:
    right = 560 if version == 1 else 860
    brush.line((100, 330, right, 330), fill=_PLAN, width=8)
    for x in range(100, right + 1, 230 if version == 1 else 152):
        brush.ellipse((x - 20, 310, x + 20, 350), _TINT, _PLAN, 5)
        brush.line((x, 310, x, _HOUSES[1] + 8), fill=_PLAN, width=4)
    _measured(brush, 100, right, 358)


def _lighting(brush: Brush, version: int) -> None:
    for x in (190, 480, 770) if version == 1 else (110, 295, 480, 665, 850):
        reach = 84 if version == 1 else 76
        brush.ellipse((x - reach, 330 - reach, x + reach, 330 + reach), "#fdf3cf", "#e3c65b", 3)
    for x in (190, 480, 770) if version == 1 else (110, 295, 480, 665, 850):
        brush.ellipse((x - 14, 316, x + 14, 344), _TINT, _PLAN, 5)
        brush.line((x, 344, x, _KERB), fill=_PLAN, width=4)


def _facility(brush: Brush, version: int) -> None:
    right = 400 if version == 1 else 560
    _area(brush, (150, 260, right, 350))
    for x in range(170, right - 20, 40):
        brush.line((x, 276, x, 334), fill=_PLAN, width=4)
        brush.ellipse((x - 7, 270, x + 7, 284), fill=_PLAN)
    _measured(brush, 150, right, 358)


_KINDS: dict[str, tuple[str, str, Callable[[Brush, int], None]]] = {
    "ramp": ("无障碍坡道", "新做坡道和扶手", _ramp),
    "parking": ("停车位", "新增停车位", _parking),
    "tree": ("枯死树木", "清除的树木", _trees),
    "wall": ("围墙", "新做围墙", _wall),
    "demolition": ("违法建筑", "拆除的建筑", _demolition),
    "greening": ("绿化", "改造的绿化", _greening),
    "drainage": ("排水", "新做排水管和井", _drainage),
    "lighting": ("照明", "新装路灯", _lighting),
    "other": ("公共设施", "新做公共设施", _facility),
}
