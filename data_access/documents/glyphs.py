"""Whether the fonts have every character of a document. What sets the type leaves out, without a word, what no font has."""

import re
from collections.abc import Iterator
from itertools import chain

from data_access.documents.document import Document, Table
from data_access.documents.pieces import Pieces, pieces
from data_access.documents.typefaces import Fonts, fonts

_PAGE_NUMBERS = "— 0123456789"
_NONE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MOST = 20


def unprintable(document: Document) -> str:
    """The characters of a document for which the fonts in force have no glyph, each once, in their order."""
    return lacking(pieces(document), fonts())


def lacking(laid_out: Pieces, in_force: Fonts) -> str:
    """The characters of the pieces that these fonts lack, each once, in their order."""
    signs = ((kind, sign) for kind, words in _by_kind(laid_out) for sign in words)
    return "".join(dict.fromkeys(sign for kind, sign in signs if ord(sign) not in in_force.characters[kind]))


def unwritable(laid_out: Pieces) -> str:
    """The characters of the pieces that XML has not: control characters, halves of pairs."""
    signs = (sign for _, words in _by_kind(laid_out) for sign in words)
    return "".join(dict.fromkeys(sign for sign in signs if _NONE.match(sign)))


def numbered(signs: str) -> str:
    """Characters as a person can find them: each with its number in Unicode, by that alone where it cannot be seen."""
    first = [f"{sign if sign.isprintable() else ''}U+{ord(sign):04X}" for sign in signs[:_MOST]]
    return " ".join([*first, *(["…"] if len(signs) > _MOST else [])])


def _by_kind(laid_out: Pieces) -> Iterator[tuple[str, str]]:
    """The words, each with the kind by which its font is chosen."""
    for words in (laid_out.red_head, laid_out.title):
        yield "title", words
    for piece in laid_out.body:
        if isinstance(piece, Table):
            yield from (("heading1", column.heading) for column in piece.columns)
            yield from (("text", cell) for cell in chain.from_iterable(piece.rows))
        else:
            yield "text" if piece.style == "paragraph" else piece.style, piece.words
    ends = (laid_out.number, laid_out.addressee, laid_out.attached, *laid_out.attachments, laid_out.issuer)
    for words in (*ends, laid_out.day, laid_out.copies, laid_out.issued_on, _PAGE_NUMBERS):
        yield "text", words
