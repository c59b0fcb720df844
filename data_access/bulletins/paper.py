"""A bulletin as an official document: what it is called, whose it is, section by section."""

from collections.abc import Iterator

from data_access.bulletins import written
from data_access.bulletins.content import Content
from data_access.documents import Block, Document, Heading, Numbered, Paragraph
from data_access.settings import Bulletin
from data_access.wording import language, name, text


def document(content: Content, settings: Bulletin) -> Document:
    """The bulletin on paper, signed on its last day."""
    town = content.source.town or ""
    return Document(
        title=written.title(content),
        body=tuple(_body(content)),
        issuer=settings.issuer or text("bulletin.issuer", town=town),
        day=content.on,
        lang=language.get(),
        red_head=settings.red_head,
    )


def _body(content: Content) -> Iterator[Block]:
    yield Paragraph(written.sources(content) + text("sign.stop"))
    for passage in written.passages(content):
        yield Heading(name("bulletin_section", passage.key))
        yield Paragraph(passage.head)
        if passage.details:
            yield Numbered(tuple(detail + text("sign.stop") for detail in passage.details))
