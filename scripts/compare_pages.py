"""What two versions of the dashboard send of the same pages: writes one version's markup, or compares two that were written.

  python scripts/compare_pages.py write var/before     the pages of this checkout on its store, one file an address
  python scripts/compare_pages.py compare var/before var/after     prints what differs; 1 where something does

Attributes in another order, other ways to escape, other white space and empty classes
are no difference. Downloads are written too, as
far as the buttons offer them.
"""

import difflib
import hashlib
import logging
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl

ROOT = Path(__file__).parent.parent
PLACES = [
    "overview",
    "overview?committee=310113101005",
    "registration",
    "registration?compare=2017-06-16",
    "registration?sort=-value&q=罗",
    "party",
    "party?committee=310113101005",
    "party?branch=310113101001-z1",
    "consultation",
    "consultation?view=table",
    "consultation?light=red",
    "works",
    "works?layers=works.coverage.opinions.events&list=1",
    "committee",
    "committee?committee=310113101005",
    "committee?committee=310113101005&neighbourhood=31011310100501",
    "project",
    "project?project=p0000000",
    "project?project=p0000501",
    "definitions",
    "definitions?q=覆盖",
]
WAYS = ("", "lang=en", "on=2017-06-15", "look=wall")


class _Written(HTMLParser):
    """Markup as lines: a tag with its attributes in order, words without what surrounds them."""

    def __init__(self):
        super().__init__()
        self.lines: list[str] = []

    def handle_starttag(self, tag, attrs):
        attrs = [(key, value or "") for key, value in attrs]
        attributes = "".join(
            f" {key}={value!r}" for key, value in sorted(attrs) if (key, value) != ("class", "")
        )
        self.lines.append(f"<{tag}{attributes}>")

    def handle_endtag(self, tag):
        self.lines.append(f"</{tag}>")

    def handle_data(self, data):
        if words := re.sub(r"\s+", " ", data).strip():
            self.lines.append(words)


def write(folder: Path) -> None:
    """Writes every address's markup into the folder."""
    sys.path.insert(0, str(ROOT))
    logging.disable(logging.WARNING)
    from tests import page  # only here: a comparison needs no dashboard

    folder.mkdir(parents=True, exist_ok=True)
    for place in PLACES:
        for way in WAYS:
            key, _, query = place.partition("?")
            app = page.run(key, **dict(parse_qsl(f"{query}&{way}")))
            read = _Written()
            read.feed(page.sent(app))
            name = re.sub(r"[^\w-]+", "-", f"{place} {way}").strip("-")
            (folder / f"{name}.txt").write_text("\n".join(read.lines) + "\n", "utf-8")
            print(name, hashlib.sha256("\n".join(read.lines).encode()).hexdigest()[:12], flush=True)


def compare(before: Path, after: Path) -> int:
    """Prints the differences; how many files differ."""
    names = sorted({file.name for folder in (before, after) for file in folder.glob("*.txt")})
    differing = 0
    for name in names:
        old, new = (
            (folder / name).read_text("utf-8").splitlines() if (folder / name).exists() else []
            for folder in (before, after)
        )
        found = list(difflib.unified_diff(old, new, name, name, lineterm="", n=1))
        differing += bool(found)
        print(*found[:60], sep="\n", end="\n" if found else "")
    print(f"{differing} of {len(names)} differ")
    return differing


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"] and len(sys.argv) == 3:
        write(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["compare"] and len(sys.argv) == 4:
        sys.exit(compare(*map(Path, sys.argv[2:])) > 0)
    else:
        sys.exit(__doc__)
