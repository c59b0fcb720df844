"""The markers of works: one picture with a row a light and a column a kind (drawn by scripts/draw_markers.py)."""

FILE = "basemap/markers.png"
ADDRESS = f"/app/static/{FILE}"
SIDE = 64
LIGHTS = ("red", "amber", "green", "none")
KINDS = ("ramp", "parking", "tree", "wall", "demolition", "greening", "drainage", "lighting", "other")
COLOURS = {
    "red": ("#a31515", "#ffffff", "#ffffff"),
    "amber": ("#f5b000", "#ffffff", "#17222f"),
    "green": ("#2b9a58", "#ffffff", "#ffffff"),
    "none": ("#ffffff", "#506072", "#506072"),
}
"""By light: ground, rim and sign. The grounds differ in lightness too, so that they stay apart without colour."""


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
