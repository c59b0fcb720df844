"""The colours and fonts of the design, as `look.css` names them: for what is drawn outside the document."""

import re
from functools import cache
from pathlib import Path

_LOOK = Path(__file__).with_name("look.css")


def token(look: str, name: str) -> str:
    """The value of a colour or font of the design in a look."""
    return _tokens()[look].get(name) or _tokens()["light"][name]


@cache
def _tokens() -> dict[str, dict[str, str]]:
    found = {}
    for selector, block in re.findall(
        r":root(\[data-look=\"\w+\"\])?\s*{(.*?)}", _LOOK.read_text("utf-8"), re.DOTALL
    ):
        look = re.search(r"\w+(?=\"\])", selector)
        found[look[0] if look else "light"] = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block))
    return found
