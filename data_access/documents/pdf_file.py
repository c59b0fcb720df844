"""A document as PDF/A-2b, on A4 as GB/T 9704-2012 lays it out."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from data_access.documents.columns import fitted
from data_access.documents.document import Document, Table
from data_access.documents.glyphs import lacking, numbered
from data_access.documents.pieces import pieces
from data_access.documents.typefaces import WEIGHTS, fonts
from data_access.problem import Problem

_TEMPLATE = Path(__file__).parent / "document.typ"


def written(document: Document) -> bytes:
    """The document as PDF. Raises Problem, before anything is written, where the fonts are missing or lack a character."""
    laid_out, in_force = pieces(document), fonts()
    if signs := lacking(laid_out, in_force):
        raise Problem("documents_glyphs", signs=numbered(signs))
    faces = {kind: {"font": names, "weight": WEIGHTS[kind]} for kind, names in in_force.families.items()}
    fits = [asdict(fitted(piece)) if isinstance(piece, Table) else {} for piece in laid_out.body]
    return typst.compile(
        str(_TEMPLATE),
        font_paths=in_force.found,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={
            "pieces": json.dumps(asdict(laid_out) | {"at": document.day.isoformat()}),
            "fits": json.dumps(fits),
            "faces": json.dumps(faces),
        },
        pdf_standards=["a-2b"],
        timestamp=datetime.combine(document.day, time(), UTC),
    )
