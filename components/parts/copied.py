"""A message to send by other means: one press copies it, its links written out as addresses."""

from collections.abc import Iterable

from markupsafe import Markup

from components.parts.html import Content, button, details, div, joined, p, summary
from data_access.wording import text


def message(key: str, words: Iterable[Content], whole: bool = False) -> Markup:
    """The button that copies, and what it copies one press away. `key`: of this message alone; `whole`: where it goes
    to everybody."""
    label = text("copied.copy_all" if whole else "copied.copy")
    copies = button(label, type="button", cls="copies", data_copies=key, data_done=text("copied.done"))
    panel = div(p(*words, id=key), cls="panel")
    shows = details(summary(text("copied.words")), panel, cls="copied-words", data_alone=True)
    return joined(copies, shows)
