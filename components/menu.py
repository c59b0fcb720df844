"""The pages, in the order of the menu: to add one, write `pages/<key>.py`, a line here, and its words in `[nav]`."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Page:
    """One page; `hidden` keeps it out of the menu but not out of reach, `on_wall` makes it a scene of the screen, `compares`
    offers in its head another day to compare with."""

    key: str
    hidden: bool = False
    on_wall: bool = False
    compares: bool = False

    @property
    def address(self) -> str:
        """Its path after the host; the first page's is `/`."""
        return "/" if self is PAGES[0] else f"/{self.key}"

    @property
    def file(self) -> Path:
        """Its script."""
        return ROOT / "pages" / f"{self.key}.py"


PAGES = (
    Page("overview", on_wall=True, compares=True),
    Page("me"),
    Page("registration", on_wall=True, compares=True),
    Page("party", on_wall=True, compares=True),
    Page("consultation", on_wall=True),
    Page("works", on_wall=True),
    Page("committee", on_wall=True, compares=True),
    Page("definitions"),
    Page("help"),
    Page("project", hidden=True, on_wall=True),
)
BY_KEY = {page.key: page for page in PAGES}
SCREEN = Page("screen")
"""The meeting-room screen, a document of its own."""


def address(key: str) -> str:
    """The path of a page, or of the screen. Raises KeyError for what is neither."""
    return SCREEN.address if key == SCREEN.key else BY_KEY[key].address
