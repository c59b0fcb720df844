"""What comes out of the printer: each sheet of a page with its words, where they stand, and how light it is."""

import re
from dataclasses import dataclass

import pypdfium2
from playwright.sync_api import Page

POINT = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its size in points, its lines, the places (left, bottom, right, top) of its words, the share of it that is dark."""

    size: tuple[int, int]
    lines: list[str]
    places: list[tuple[float, float, float, float]]
    dark: float

    @property
    def words(self) -> str:
        """All that can be read on it, without blanks."""
        return re.sub(r"\s", "", "".join(self.lines))

    def beyond(self, margin: float) -> int:
        """How many of its words stand nearer to an edge than so many millimetres, or beyond it."""
        least, (wide, high) = margin * POINT, self.size
        return sum(
            min(left, bottom, wide - right, high - top) < least for left, bottom, right, top in self.places
        )


def sheets(page: Page, across: bool) -> list[Sheet]:
    """What the browser prints of a page on A4, upright or across."""
    written = page.pdf(format="A4", landscape=across, prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(written)
    found = [_sheet(one) for one in document]
    document.close()
    return found


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    text = page.get_textpage()
    wide, high = page.get_size()
    shades = page.render(scale=0.25, grayscale=True).to_numpy()
    return Sheet(
        (round(wide), round(high)),
        text.get_text_range().splitlines(),
        [text.get_rect(number) for number in range(text.count_rects())],
        float((shades < 128).mean()),
    )
