"""Draws the works map's markers into one picture: shape and colour say the light, the sign inside the kind of work.

`python -m scripts.draw_markers` writes components/static/basemap/markers.png, a row a light, a column a kind.
"""

from pathlib import Path

from PIL import Image, ImageDraw

from components.maps.markers import COLOURS, FILE, KINDS, LIGHTS, OUTLINE, SIDE

TIMES = 8  # drawn so much larger, then made smaller: smooth edges
ROOT = Path(__file__).parent.parent


def main() -> None:
    """Writes the file."""
    side = SIDE * TIMES
    sheet = Image.new("RGBA", (side * len(KINDS), side * len(LIGHTS)))
    for row, light in enumerate(LIGHTS):
        for column, kind in enumerate(KINDS):
            sheet.paste(_marker(light, kind, side), (column * side, row * side))
    small = sheet.resize((SIDE * len(KINDS), SIDE * len(LIGHTS)), Image.Resampling.LANCZOS)
    small.save(ROOT / "components" / "static" / FILE, optimize=True)


def _marker(light: str, kind: str, side: int) -> Image.Image:
    image = Image.new("RGBA", (side, side))
    draw = ImageDraw.Draw(image)
    fill, rim, sign = COLOURS[light]
    for grow, colour in ((0.0, OUTLINE), (-0.022, rim), (-0.075, fill)):
        _outline(draw, light, grow, colour, side)
    unit = side / 100
    triangle = light in ("amber", "stuck")
    low = 7 if triangle else 0  # a triangle's room lies low
    _SIGNS[kind](_Pen(draw, sign, unit, low, 0.8 if triangle else 1.0))
    return image


def _outline(draw: ImageDraw.ImageDraw, light: str, grow: float, colour: str, side: int) -> None:
    """Square red, two bars suspended, triangle amber and stuck, circle green, diamond none: as the signs beside the words."""

    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(50 * side / 100 + (x - 50) * side / 100, y * side / 100) for x, y in points]

    reach = 100 * grow
    if light == "green":
        draw.ellipse(at((6 - reach, 6 - reach), (94 + reach, 94 + reach)), fill=colour)
    elif light == "red":
        draw.rounded_rectangle(at((9 - reach, 9 - reach), (91 + reach, 91 + reach)), side * 0.06, fill=colour)
    elif light == "suspended":
        draw.polygon(at(*_bars(-reach)), fill=colour)
    elif light in ("amber", "stuck"):
        draw.polygon(
            at((50, 5 - 2 * reach), (95 + 1.7 * reach, 90 + reach), (5 - 1.7 * reach, 90 + reach)),
            fill=colour,
        )
    else:
        wide = 1.3 * reach
        draw.polygon(at((50, 4 - wide), (96 + wide, 50), (50, 96 + wide), (4 - wide, 50)), fill=colour)


def _bars(inset: float) -> list[tuple[float, float]]:
    """Two bars upright, joined where the sign stands."""
    left, right = (
        [(8 + inset, 6 + inset), (38 - inset, 6 + inset), (38 - inset, 20 + inset)],
        [(62 + inset, 20 + inset), (62 + inset, 6 + inset), (92 - inset, 6 + inset)],
    )
    upper = left + right
    return upper + [(x, 100 - y) for x, y in reversed(upper)]


class _Pen:
    """Draws a sign in the middle of a marker, in units of which the middle spans 56 (from -28 to 28)."""

    def __init__(self, draw: ImageDraw.ImageDraw, colour: str, unit: float, low: float, size: float):
        self._draw, self._colour, self._unit, self._low, self._size = draw, colour, unit, low, size

    def _at(self, points):
        return [
            ((50 + x * self._size) * self._unit, (50 + self._low + y * self._size) * self._unit)
            for x, y in points
        ]

    def line(self, *points: tuple[float, float], width: float = 8) -> None:
        self._draw.line(self._at(points), self._colour, round(width * self._size * self._unit), joint="curve")

    def shape(self, *points: tuple[float, float]) -> None:
        self._draw.polygon(self._at(points), fill=self._colour)

    def disc(self, x: float, y: float, radius: float) -> None:
        self._draw.ellipse(self._at([(x - radius, y - radius), (x + radius, y + radius)]), fill=self._colour)

    def ring(self, x: float, y: float, radius: float, width: float = 7) -> None:
        box = self._at([(x - radius, y - radius), (x + radius, y + radius)])
        self._draw.ellipse(box, outline=self._colour, width=round(width * self._size * self._unit))


def _ramp(pen: _Pen) -> None:  # a slope with its rail
    pen.shape((-24, 20), (24, 20), (24, -4))
    pen.line((-22, 2), (22, -20), width=6)


def _parking(pen: _Pen) -> None:  # P
    pen.line((-9, 25), (-9, -24), width=10)
    pen.ring(3, -11, 16, 9)


def _tree(pen: _Pen) -> None:
    pen.disc(0, -9, 17)
    pen.line((0, 4), (0, 26), width=9)


def _wall(pen: _Pen) -> None:  # courses of bricks
    for y in (-18, 0, 18):
        pen.line((-24, y), (24, y), width=6)
    for x, y in ((-8, -18), (12, -18), (-16, 0), (4, 0), (20, 0)):
        pen.line((x, y), (x, y + 18), width=5)


def _demolition(pen: _Pen) -> None:  # crossed out
    pen.line((-19, -19), (19, 19), width=11)
    pen.line((-19, 19), (19, -19), width=11)


def _greening(pen: _Pen) -> None:  # a seedling
    pen.line((0, 26), (0, -4), width=7)
    pen.shape((0, 4), (-24, -2), (-20, -20), (-4, -14))
    pen.shape((0, -2), (24, -10), (18, -26), (3, -18))


def _drainage(pen: _Pen) -> None:  # a drop
    pen.shape((0, -28), (15, 0), (-15, 0))
    pen.disc(0, 7, 17)


def _lighting(pen: _Pen) -> None:  # rays
    pen.disc(0, 0, 11)
    for x, y in ((1, 0), (0, 1), (-1, 0), (0, -1), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7)):
        pen.line((x * 17, y * 17), (x * 27, y * 27), width=7)


def _other(pen: _Pen) -> None:  # three dots
    for x in (-18, 0, 18):
        pen.disc(x, 0, 7)


_SIGNS = {
    "ramp": _ramp,
    "parking": _parking,
    "tree": _tree,
    "wall": _wall,
    "demolition": _demolition,
    "greening": _greening,
    "drainage": _drainage,
    "lighting": _lighting,
    "other": _other,
}

if __name__ == "__main__":
    main()
