"""A document as DOCX: the words of its PDF on the same page, with the official fonts by name, to be edited further."""

import io
import zipfile
from datetime import UTC, datetime, time

import docx
from docx.document import Document as Word

from data_access.documents import docx_parts, docx_styles
from data_access.documents.document import Document, Table
from data_access.documents.glyphs import numbered, unwritable
from data_access.documents.pieces import Pieces, pieces
from data_access.problem import Problem

_FIRST = (1980, 1, 1, 0, 0, 0)
"""The moment of each part in the file: the earliest that one can have."""
_STYLES = {"heading1": "heading 1", "heading2": "heading 2", "paragraph": "Normal"}


def written(document: Document) -> bytes:
    """The document as DOCX. Raises Problem where it has a character that no file may have."""
    laid_out, word = pieces(document), docx.Document()
    if signs := unwritable(laid_out):
        raise Problem("documents_signs", signs=numbered(signs))
    docx_styles.give(word, laid_out.lang)
    docx_parts.number_pages(word)
    _begin(word, laid_out)
    for piece in laid_out.body:
        if isinstance(piece, Table):
            docx_parts.table(word, piece)
        else:
            word.add_paragraph(piece.words, _STYLES[piece.style])
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    if laid_out.attachments:
        word.add_paragraph("", "Flush").paragraph_format.keep_with_next = True
        docx_parts.attachments(word, laid_out.attached, laid_out.attachments)
    docx_parts.signature(word, laid_out)
    if laid_out.copies:
        docx_parts.imprint(word, laid_out)
    _describe(word, document, laid_out)
    file = io.BytesIO()
    word.save(file)
    return _timeless(file)


def _begin(word: Word, laid_out: Pieces) -> None:
    if laid_out.red_head:
        docx_parts.red_head(word, laid_out.red_head, laid_out.number)
    word.add_paragraph(laid_out.title, "Title")
    if laid_out.number and not laid_out.red_head:
        word.add_paragraph(laid_out.number, "Number")
    word.add_paragraph("", "Flush")
    if laid_out.addressee:
        word.add_paragraph(laid_out.addressee, "Flush")


def _describe(word: Word, document: Document, laid_out: Pieces) -> None:
    about = word.core_properties
    about.title, about.comments = laid_out.title, ""
    about.author = about.last_modified_by = laid_out.issuer
    about.created = about.modified = datetime.combine(document.day, time(), UTC)


def _timeless(file: io.BytesIO) -> bytes:
    """The file with no trace of when it was written."""
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            new.writestr(zipfile.ZipInfo(part, _FIRST), old.read(part), zipfile.ZIP_DEFLATED)
    return made.getvalue()
