"""The markers of works: one picture with a row a light and a column a kind (drawn by scripts/draw_markers.py)."""

from components.document.tokens import token
from data_access.base_path import under_base
from data_access.works import stages

FILE = "basemap/markers.png"
SIDE = 64
LIGHTS = (*stages.LIGHTS, stages.UNLIT)
KINDS = ("ramp", "parking", "tree", "wall", "demolition", "greening", "drainage", "lighting", "other")
_PAPER, _SIGN, _ON_LIGHT = (token("light", name) for name in ("--paper", "--marker-sign", "--on-light"))
COLOURS = {
    "red": (token("light", "--marker-red"), _PAPER, _PAPER),
    "suspended": (token("light", "--marker-suspended"), _PAPER, _PAPER),
    "amber": (token("light", "--marker-amber"), _PAPER, _ON_LIGHT),
    "stuck": (token("light", "--marker-stuck"), _PAPER, _ON_LIGHT),
    "green": (token("light", "--marker-green"), _PAPER, _PAPER),
    "none": (_PAPER, _SIGN, _SIGN),
}
"""By light: ground, rim and sign. The grounds differ in lightness too, so that they stay apart without colour."""
OUTLINE = _ON_LIGHT


def address() -> str:
    """Where a browser finds the picture."""
    return under_base(f"/app/static/{FILE}")


def icon(kind: str, light: str) -> str:
    """The name of a marker in `mapping`."""
    return f"{light}-{kind}"


def mapping() -> dict[str, dict]:
    """Where each marker lies in the picture, as deck.gl wants it."""
    return {
        icon(kind, light): {"x": column * SIDE, "y": row * SIDE, "width": SIDE, "height": SIDE}
        for row, light in enumerate(LIGHTS)
        for column, kind in enumerate(KINDS)
    }


def spot(kind: str, light: str) -> str:
    """The place of a marker in the picture, as CSS: `background-position` in per cent."""
    across = KINDS.index(kind) / (len(KINDS) - 1) * 100
    down = LIGHTS.index(light) / (len(LIGHTS) - 1) * 100
    return f"{across:.3f}% {down:.3f}%"
