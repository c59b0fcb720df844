"""Takes the guide's pictures anew, of a running dashboard with the demonstration: docs/guide/*.webp."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pictures import LANGUAGES, ROOT, SIZES, chromium, picture, settled
from PIL import Image
from playwright.sync_api import Browser

FOLDER = ROOT / "docs" / "guide"
PICTURES = {
    "committee": ("committee?committee=310113101003", "phone"),
    "registration": ("registration?", "laptop"),
    "party": ("party?", "laptop"),
    "project": ("project?project=p0000200", "laptop"),
    "wall": ("screen?scenes=overview", "1080p"),
    "definitions": ("definitions?", "laptop"),
}
"""The address and the size of each."""
WIDEST, QUALITY = 1366, 72


def _screen(browser: Browser, url: str, file: Path, size: tuple[int, int]) -> None:
    """Writes the picture of the meeting-room screen when the scene in its frame is at rest and on."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    page.goto(url)
    page.wait_for_selector("#dots .shown")
    settled(page.frames[1])
    page.screenshot(path=file)
    page.close()


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://localhost:8501", help="where it runs (%(default)s)")
    url = parser.parse_args().url.rstrip("/")
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, chromium() as browser:
        taken = Path(folder) / "taken.png"
        for name, (address, size) in PICTURES.items():
            for lang in LANGUAGES:
                take = _screen if address.startswith("screen") else picture
                take(browser, f"{url}/{address}&lang={lang}", taken, SIZES[size])
                file = FOLDER / f"{name}-{lang}.webp"
                with Image.open(taken) as drawn:
                    drawn.thumbnail((WIDEST, WIDEST))
                    drawn.convert("RGB").save(file, quality=QUALITY, method=6)
                print(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
