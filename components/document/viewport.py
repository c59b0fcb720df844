"""What a reader's browser can show: how large its window is, and whether it draws maps (viewport.js says it)."""

import re
from dataclasses import dataclass

import streamlit as st

COOKIE = "viewport"
_ZOOMS = ((3400, 2.0), (2500, 4 / 3))  # from so many pixels on, overview.css draws everything so much larger
NARROW = 900
_WRITTEN = re.compile(r"(\d{2,5})x(\d{2,5})-(webgl|none)")


@dataclass(frozen=True)
class Viewport:
    """A window in the page's own pixels, and whether the browser has WebGL."""

    width: int = 1920
    height: int = 1080
    webgl: bool = True

    @property
    def narrow(self) -> bool:
        """A phone, or a window as small as one."""
        return self.width <= NARROW


def current() -> Viewport:
    """Those of the reader of this run; a desk's where the browser has not said."""
    cookie = str(st.context.cookies.get(COOKIE, ""))  # any text; a test's runtime has none
    written = _WRITTEN.fullmatch(cookie)
    if not written:
        return Viewport()
    width, height = int(written[1]), int(written[2])
    zoom = next((zoom for least, zoom in _ZOOMS if width >= least), 1.0)
    return Viewport(round(width / zoom), round(height / zoom), written[3] == "webgl")
