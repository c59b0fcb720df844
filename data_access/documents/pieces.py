"""A document as the pieces that are set one below the other, their words final: the same on paper and in Word."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal, TypeAlias

from data_access.documents.document import Block, Column, Document, Heading, Numbered, Paragraph, Table
from data_access.wording import language, text

Style: TypeAlias = Literal["heading1", "heading2", "paragraph"]
_NUMERALS = "〇一二三四五六七八九"
_SELECTORS = {*map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0))}


class Number(int):
    """A number below 100 that a wording may write in Chinese, as `{number:chinese}`: 二十一."""

    def __format__(self, spec: str) -> str:
        if spec != "chinese":
            return super().__format__(spec)
        tens, units = divmod(self, 10)
        ten = "十" if tens == 1 else f"{_NUMERALS[tens]}十" if tens else ""
        return ten + (_NUMERALS[units] if units else "")


@dataclass(frozen=True)
class Line:
    """A paragraph in its style."""

    style: Style
    words: str


@dataclass(frozen=True)
class Pieces:
    """What is set, in its order; what the document lacks is empty."""

    lang: str
    red_head: str
    number: str
    title: str
    addressee: str
    body: tuple[Line | Table, ...]
    attached: str
    attachments: tuple[str, ...]
    issuer: str
    day: str
    copies: str
    issued_by: str
    issued_on: str


def pieces(document: Document) -> Pieces:
    """The document's pieces, in its own language."""
    token = language.set(document.lang)
    try:
        return _pieces(document)
    finally:
        language.reset(token)


def plain(words: str) -> str:
    """Words as they are set: in one line, without what nobody sees (signs of direction, joiners, variants of glyphs)."""
    joined = " ".join(unicodedata.normalize("NFC", words).split())
    return "".join(sign for sign in joined if unicodedata.category(sign) != "Cf" and sign not in _SELECTORS)


def _pieces(document: Document) -> Pieces:
    issuer, copies = plain(document.issuer), plain(document.copies)
    day = text("documents.day", day=document.day)
    return Pieces(
        lang=document.lang,
        red_head=plain(document.red_head),
        number=plain(document.number),
        title=plain(document.title),
        addressee=_filled("documents.addressee", document.addressee),
        body=tuple(chain.from_iterable(_body(document.body))),
        attached=text("documents.attached") if document.attachments else "",
        attachments=tuple(_attachments(document.attachments)),
        issuer=issuer,
        day=day,
        copies=_filled("documents.copies", document.copies),
        issued_by=issuer if copies else "",
        issued_on=text("documents.issued", day=day) if copies else "",
    )


def _filled(key: str, value: str) -> str:
    """The wording with the value; nothing without it."""
    return text(key, value=plain(value)) if value.strip() else ""


def _body(blocks: tuple[Block, ...]) -> Iterator[list[Line | Table]]:
    first = second = 0
    for block in blocks:
        match block:
            case Heading(level=1):
                first, second = first + 1, 0
                yield [Line("heading1", _numbered("heading", first, block.words))]
            case Heading():
                second += 1
                yield [Line("heading2", _numbered("subheading", second, block.words))]
            case Paragraph():
                yield [Line("paragraph", plain(block.words))]
            case Numbered():
                items = enumerate(block.items, start=1)
                yield [Line("paragraph", _numbered("item", number, item)) for number, item in items]
            case Table():
                columns = tuple(Column(plain(column.heading), column.figures) for column in block.columns)
                yield [Table(columns, tuple(tuple(map(plain, row)) for row in block.rows))]


def _numbered(kind: str, number: int, words: str) -> str:
    """The words behind their number, as the language writes it."""
    return text(f"sign.document_{kind}", number=Number(number), words=plain(words))


def _attachments(names: tuple[str, ...]) -> Iterator[str]:
    """Their names, numbered where they are several."""
    if len(names) == 1:
        yield plain(names[0])
    else:
        yield from (_numbered("item", number, name) for number, name in enumerate(names, start=1))
