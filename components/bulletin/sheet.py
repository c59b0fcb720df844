"""The text of a bulletin, ready to be copied into a group; what has changed since it was issued."""

from markupsafe import Markup

from components.parts import downloads
from components.parts.cards import card, notes
from components.parts.html import button, li, p, ul
from components.parts.html import draw as put
from components.parts.sentences import headline
from components.scope import Scope
from components.words import numerals
from data_access.access.administration import BY_COMMAND
from data_access.bulletins import paper, picture
from data_access.bulletins.content import Content, Correction
from data_access.bulletins.kept import Issued
from data_access.bulletins.written import MOST, corrected, title
from data_access.rows import or_none
from data_access.settings import settings
from data_access.wording import beside, language, name, text

_TEXT = "bulletin-text"


def head(content: Content, row: Issued | None) -> None:
    """What the bulletin is called, and whether it is issued. `row`: of bulletins.kept.issued."""
    headline(title(content), whose=text("bulletin.draft" if row is None else "bulletin.issued"))


def missing(kind: str, scope: Scope) -> None:
    """That the bulletin of the day is not issued, for who does not see drafts."""
    headline(text("bulletin.not_issued", which=name("bulletin_kind", kind), day=scope.on))


def draw(words: str, row: Issued | None) -> None:
    """The text with the button that copies it, in the language in which it was issued. `words`: it; `row`: as in `head`."""
    lang = None if row is None or row.language == language.get() else row.language
    size = text("bulletin.size", bytes=len(words.encode()), most=MOST)
    line = notes(size) if row is None else notes(_by(row))
    paper = p(words, cls="bulletin-paper", id=_TEXT, lang=lang)
    title_ = text("bulletin.text_title")
    put(card(title_, paper, line, beside=_copies(), cls="bulletin-sheet"))


def take(content: Content) -> None:
    """The bulletin on paper, to be taken away."""
    downloads.offer_paper(
        "bulletin",
        name("bulletin_kind", content.kind),
        lambda: paper.document(content, settings().bulletin),
        lambda: picture.png(content),
    )


def changes(found: tuple[Correction, ...]) -> None:
    """What the platform counts otherwise since a bulletin was issued; nothing where that is nothing."""
    if found:
        lines = ul(li(corrected(one)) for one in found)
        note = notes(text("bulletin.stays"))
        put(card(text("bulletin.changed", count=len(found)), lines, note, cls="bulletin-changes"))


def _by(row: Issued) -> str:
    role = or_none(row.role) or ""
    terminal = text("administration.command_line") if role == BY_COMMAND else name("role", role)
    who = beside(or_none(row.account), terminal)
    return text("bulletin.issued_by", at=numerals.moment(row.issued_at), who=who)


def _copies() -> Markup:
    label, done = text("bulletin.copy"), text("copied.done")
    return button(label, type="button", cls="copies", data_copies=_TEXT, data_done=done)
