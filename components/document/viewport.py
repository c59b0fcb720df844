"""What a reader's browser can show: how large its window is, and whether it draws maps (viewport.js says it)."""

import re
from dataclasses import dataclass

import streamlit as st

COOKIE = "eyes"
_ZOOMS = ((3400, 2.0), (2500, 4 / 3))  # from so many pixels on, overview.css draws everything so much larger
NARROW = 900
_SAID = re.compile(r"(\d{2,5})x(\d{2,5})-(webgl|none)")


@dataclass(frozen=True)
class Eyes:
    """A window in the page's own pixels, and whether the browser has WebGL."""

    width: int = 1920
    height: int = 1080
    webgl: bool = True

    @property
    def narrow(self) -> bool:
        """A phone, or a window as small as one."""
        return self.width <= NARROW


def eyes() -> Eyes:
    """Those of the reader of this run; a desk's where the browser has not said."""
    said = _SAID.fullmatch(str(st.context.cookies.get(COOKIE, "")))  # any text; a test's runtime has none
    if not said:
        return Eyes()
    width, height = int(said[1]), int(said[2])
    zoom = next((zoom for least, zoom in _ZOOMS if width >= least), 1.0)
    return Eyes(round(width / zoom), round(height / zoom), said[3] == "webgl")
