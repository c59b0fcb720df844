"""Small schematic pictures of the works, before, during and after; all marked 示意."""

from pathlib import Path

from PIL import Image, ImageDraw

from data_access.demo import drawings
from data_access.platform import PHOTO_PHASES, PROJECT_KINDS

CLEAN_UP, EXHIBITION = "clean_up", "exhibition"
"""The scenes of the campaigns' photos."""

_SIZE = (480, 320)
_GROUND = 230
# The two characters 示意 as rows of twenty bits, so that no font is needed.
_MARK = (
    "00000000001fff8000000000000000000007fffe0060000600006000c6300c610186181860c3060c606040060403e00038000000000000",
    "00400006003fffc06060020407fffe00000000000fff0080100fff008010080100fff000c001a7181216c3204423fc4000000000000000",
)
_SKIES = {"before": "#d5dade", "during": "#dfe3e0", "after": "#cfe6f5"}
_WALL, _PLINTH, _GRASS, _ROAD, _BROWN, _GREEN = (
    "#e9dfcd",
    "#b9a98c",
    "#9cbf7f",
    "#8b8f94",
    "#7a5b3e",
    "#4f8f4a",
)
_CONE, _STEEL, _LINE = "#e8792b", "#6d7780", "#fbfbf5"


def write(folder: Path) -> None:
    """Writes every picture and drawing that the works refer to, a few kilobytes each."""
    folder.mkdir(parents=True)
    for kind in (*PROJECT_KINDS, CLEAN_UP, EXHIBITION):
        for phase in PHOTO_PHASES:
            for variant in (1, 2):
                _save(_photo(kind, phase, variant), folder / f"{kind}-{phase}-{variant}.png")
    for kind in PROJECT_KINDS:
        for version in (1, 2):
            _save(drawings.drawing(kind, version), folder / f"drawing-{kind}-{version}.png")


def _save(picture: Image.Image, path: Path) -> None:
    picture.save(path, compress_level=9)


def _photo(kind: str, phase: str, variant: int) -> Image.Image:
    picture = Image.new("P", _SIZE, _SKIES[phase])
    draw = ImageDraw.Draw(picture)
    shift = 26 * (variant - 1)
    _house(draw, 30 + shift)
    draw.rectangle((0, _GROUND, *_SIZE), fill=_ROAD if kind in ("parking", "drainage") else "#c3bfb4")
    _SCENES[kind](draw, PHOTO_PHASES.index(phase), shift)
    if phase == "during" and kind in PROJECT_KINDS:
        for x in (250, 330, 420):
            draw.polygon([(x, 300), (x + 12, 268), (x + 24, 300)], fill=_CONE)
            draw.line((x + 5, 288, x + 19, 288), fill=_LINE, width=4)
    _mark(draw, 400, 8)
    return picture


def _mark(draw: ImageDraw.ImageDraw, left: int, top: int) -> None:
    draw.rectangle((left - 6, top - 4, left + 70, top + 34), fill="#ffffff", outline="#555555")
    for place, bits in enumerate(_MARK):
        for line in range(22):
            row = int(bits[line * 5 : line * 5 + 5], 16)
            for column in range(20):
                if row >> (19 - column) & 1:
                    x, y = left + place * 33 + column * 1.5, top + line * 1.4
                    draw.rectangle((x, y, x + 1.4, y + 1.3), fill="#333333")


def _house(draw: ImageDraw.ImageDraw, left: int) -> None:
    draw.rectangle((left, 50, left + 210, _GROUND), fill=_WALL, outline=_PLINTH)
    for row in range(4):
        for column in range(5):
            x, y = left + 14 + column * 40, 62 + row * 38
            draw.rectangle((x, y, x + 24, y + 22), fill="#8fb0c6", outline="#ffffff")
    draw.rectangle((left + 88, 192, left + 122, _GROUND), fill="#5d6b74")


def _tree(draw: ImageDraw.ImageDraw, x: int, alive: bool, size: int = 40) -> None:
    draw.rectangle((x - 5, _GROUND - size - 20, x + 5, _GROUND + 20), fill=_BROWN)
    if alive:
        draw.ellipse((x - size, _GROUND - size * 3, x + size, _GROUND - size), fill=_GREEN)
    else:
        for end in ((-34, -110), (30, -120), (-12, -140), (44, -80)):
            draw.line((x, _GROUND - size, x + end[0], _GROUND + end[1]), fill=_BROWN, width=4)


def _car(draw: ImageDraw.ImageDraw, x: int, y: int, colour: str) -> None:
    draw.rounded_rectangle((x, y, x + 62, y + 26), 8, fill=colour)
    draw.rounded_rectangle((x + 12, y - 14, x + 50, y + 6), 8, fill="#dfe8ee")
    draw.ellipse((x + 8, y + 18, x + 22, y + 32), fill="#2d2d2d")
    draw.ellipse((x + 42, y + 18, x + 56, y + 32), fill="#2d2d2d")


def _ramp(draw: ImageDraw.ImageDraw, step: int, shift: int) -> None:
    left = 118 + shift
    if step < 2:
        for n in range(3):
            draw.rectangle((left - 6 * n, 212 + n * 8, left + 34 + 6 * n, 220 + n * 8), fill="#a29b8d")
    if step:
        reach = 130 if step == 2 else 70
        draw.polygon([(left + 30, 214), (left + 30 + reach, 240), (left + 30, 240)], fill="#8f8a7d")
    if step == 2:
        for lift in (22, 34):
            draw.line((left + 30, 214 - lift, left + 160, 240 - lift), fill=_STEEL, width=4)
        for n in range(5):
            x = left + 32 + n * 31
            draw.line((x, 215 + n * 6 - 34, x, 215 + n * 6), fill=_STEEL, width=3)


def _parking(draw: ImageDraw.ImageDraw, step: int, shift: int) -> None:
    for n in range(6 if step == 2 else 3 if step == 1 else 0):
        draw.line((40 + n * 80, 312, 60 + n * 80, 244), fill=_LINE, width=4)
    places = ((60, 250), (150, 276), (214, 244)) if step == 0 else ((70, 262), (150, 262), (230, 262))
    for (x, y), colour in zip(places[: 3 - (step == 1)], ("#a33b3b", "#3b5fa3", "#d8d8d8"), strict=False):
        _car(draw, x + shift, y, colour)


def _trees(draw: ImageDraw.ImageDraw, step: int, shift: int) -> None:
    draw.rectangle((250, _GROUND, 480, 320), fill=_GRASS)
    for n, x in enumerate((300, 390)):
        if step == 1 and n == 0:
            draw.rectangle((x - 9, _GROUND, x + 9, _GROUND + 20), fill=_BROWN)
        else:
            _tree(draw, x + shift // 2, alive=step == 2, size=26 if step == 2 else 44)


def _walls(draw: ImageDraw.ImageDraw, step: int, shift: int) -> None:
    for x in range(0, 480, 24):
        gap = 220 + shift < x < (330 if step == 0 else 280) + shift
        if step < 2 and gap:
            continue
        top = 196 if step == 2 else 176 + (x * 7) % 23 * (step == 0)
        draw.rectangle((x, top, x + 22, 262), fill="#b98d74", outline="#93694f")
        if step == 2:
            draw.line((x + 11, 158, x + 11, 196), fill=_STEEL, width=3)
    if step == 2:
        draw.line((0, 160, 480, 160), fill=_STEEL, width=4)


def _shed(draw: ImageDraw.ImageDraw, step: int, shift: int) -> None:
    left = 256 + shift
    if step < 2:
        top = 168 if step == 0 else 206
        draw.rectangle((left, top, left + 130, 256), fill="#8f9aa6", outline="#5b646d")
    if step == 0:
        draw.polygon(
            [(left - 10, 168), (left + 140, 168), (left + 120, 148), (left + 8, 148)], fill="#4777a8"
        )
    if step == 2:
        draw.rectangle((250, 240, 480, 320), fill=_GRASS)
        _bench(draw, left + 30)


def _bench(draw: ImageDraw.ImageDraw, x: int) -> None:
    draw.rectangle((x, 250, x + 80, 258), fill=_BROWN)
    draw.rectangle((x, 232, x + 80, 238), fill=_BROWN)
    for leg in (x + 8, x + 68):
        draw.rectangle((leg, 258, leg + 5, 276), fill=_STEEL)


def _garden(draw: ImageDraw.ImageDraw, step: int, shift: int) -> None:
    draw.rectangle((220, _GROUND, 480, 320), fill=("#a98f6b", "#b7a17c", _GRASS)[step])
    for n in range((0, 3, 14)[step]):
        x, y = 240 + (n * 67 + shift) % 220, 246 + n * 37 % 60
        draw.ellipse((x, y, x + 12, y + 12), fill=("#d8516a", "#f1c232", "#ffffff")[n % 3])
    if step == 2:
        _bench(draw, 330)
        _tree(draw, 280, alive=True, size=24)


def _drain(draw: ImageDraw.ImageDraw, step: int, shift: int) -> None:
    if step == 0:
        draw.ellipse((210 + shift, 252, 410 + shift, 304), fill="#6f93ad")
    if step == 1:
        draw.rectangle((200, 256, 460, 296), fill="#5f4c39")
        draw.rectangle((210, 268, 450, 284), fill=_STEEL)
    if step == 2:
        for x in (230, 350):
            draw.ellipse((x + shift, 264, x + 46 + shift, 290), fill="#55595e", outline="#2d2d2d", width=3)


def _lamps(draw: ImageDraw.ImageDraw, step: int, shift: int) -> None:
    draw.rectangle((0, 0, 480, 320), fill=("#39424f", "#5d6774", "#3d4a63")[step])
    _house(draw, 30 + shift)
    draw.rectangle((0, _GROUND, 480, 320), fill=("#4a4a48", "#4a4a48", "#8d8672")[step])
    for x in (290, 400)[: 2 if step else 1]:
        if step == 2:
            draw.ellipse((x - 44, 96, x + 44, 176), fill="#f7e7a6")
        draw.rectangle((x - 3, 130, x + 3, 270), fill=_STEEL)
        draw.rectangle((x - 14, 124, x + 14, 134), fill="#f4d35e" if step == 2 else "#777777")


def _facility(draw: ImageDraw.ImageDraw, step: int, shift: int) -> None:
    left = 250 + shift
    if step:
        draw.line((left, 170, left + 170, 170), fill="#2f6f9f", width=10)
        for x in (left + 8, left + 84, left + 160):
            draw.rectangle((x, 174, x + 5, 270), fill=_STEEL)
    for n in range(3):
        x, y = left + 12 + n * 52, 244 + (n * 17 % 24 if step == 0 else 0)
        for wheel in (x, x + 24):
            draw.ellipse((wheel, y, wheel + 20, y + 20), outline="#2d2d2d", width=3)
        draw.line((x + 10, y + 8, x + 34, y + 8), fill="#b23a48", width=4)


def _rubbish(draw: ImageDraw.ImageDraw, step: int, shift: int) -> None:
    left = 250 + shift
    if step < 2:
        for n in range(7 if step == 0 else 3):
            x, y = left + n * 27 % 170, 238 + n * 31 % 52
            draw.ellipse((x, y, x + 34, y + 26), fill=("#4a4f55", "#7a6f5f", "#8f9aa6")[n % 3])
    if step == 1:
        for n, colour in enumerate((_CONE, _CONE, _CONE)):
            x = left - 30 + n * 74
            draw.ellipse((x, 186, x + 20, 206), fill="#e3b98f")
            draw.rectangle((x - 3, 206, x + 23, 250), fill=colour)
            draw.line((x + 26, 204, x + 40, 286), fill=_BROWN, width=4)
    if step == 2:
        for n, colour in enumerate(("#3b6fb0", "#3f8f4f", "#6d7780", "#b23a48")):
            x = left + n * 46
            draw.rectangle((x, 236, x + 36, 292), fill=colour)
            draw.rectangle((x - 3, 228, x + 39, 238), fill="#454b52")
        _tree(draw, 440, alive=True, size=24)


def _boards(draw: ImageDraw.ImageDraw, step: int, shift: int) -> None:
    draw.rectangle((0, 0, *_SIZE), fill="#efe7da")
    draw.rectangle((0, 250, *_SIZE), fill="#c9b79c")
    for n in range(3):
        x = 24 + n * 124 + shift // 3
        draw.rectangle((x, 60, x + 104, 190), fill="#ffffff", outline=_BROWN, width=4)
        if step:
            draw.rectangle((x + 10, 70, x + 94, 180), fill=("#cfe0ee", "#f3dccb", "#d9ead3")[n])
            draw.ellipse((x + 36, 92, x + 68, 124), fill="#e3b98f")
            draw.chord((x + 22, 122, x + 82, 214), 180, 360, fill=("#b23a48", "#3b6fb0", "#3f8f4f")[n])
    for n in range((0, 5, 2)[step]):
        x = 60 + n * 78 + shift
        draw.ellipse((x, 204, x + 26, 230), fill="#e3b98f")
        draw.rounded_rectangle((x - 8, 230, x + 34, 300), 8, fill=("#5b6d84", "#8a5f7a", "#5f8a6f")[n % 3])


_SCENES = {
    "ramp": _ramp, "parking": _parking, "tree": _trees, "wall": _walls, "demolition": _shed,
    "greening": _garden, "drainage": _drain, "lighting": _lamps, "other": _facility, CLEAN_UP: _rubbish, EXHIBITION: _boards,
}  # fmt: skip
