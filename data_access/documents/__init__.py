"""Official documents (公文): one value, written as PDF and as DOCX in the form of GB/T 9704-2012.

What writes them is loaded when the first is written: a server that writes none pays nothing.
"""

from data_access.documents.document import Block, Column, Document, Heading, Numbered, Paragraph, Table

__all__ = [
    "Block",
    "Column",
    "Document",
    "Heading",
    "Numbered",
    "Paragraph",
    "Table",
    "docx",
    "pdf",
    "unprintable",
]


def pdf(document: Document) -> bytes:
    """The document as PDF/A-2b, the same bytes for the same document and fonts. Raises Problem, before anything is written,
    where the fonts are missing or have no glyph for a character."""
    from data_access.documents import pdf_file

    return pdf_file.written(document)


def docx(document: Document) -> bytes:
    """The document as DOCX, the same bytes for the same document. Raises Problem where it has a character that no file may
    have."""
    from data_access.documents import docx_file

    return docx_file.written(document)


def unprintable(document: Document) -> str:
    """The characters of a document for which the fonts in force have no glyph, each once: with any, `pdf` refuses it."""
    from data_access.documents import glyphs

    return glyphs.unprintable(document)
