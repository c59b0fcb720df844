"""A bulletin as one picture for phones, as wide as they show pictures of groups."""

import json
from pathlib import Path

from data_access.bulletins import written
from data_access.bulletins.content import Content
from data_access.problem import Problem
from data_access.wording import language, name

WIDTH = 1080
"""Pixels."""
_TEMPLATE = Path(__file__).parent / "picture.typ"
_POINTS = 360


def png(content: Content) -> bytes:
    """The picture, the same bytes for the same bulletin. Raises Problem, before anything is drawn, where the fonts lack a
    character."""
    import typst

    from data_access.documents.glyphs import numbered
    from data_access.documents.typefaces import fonts

    words = {
        "title": written.title(content),
        "source": written.sources(content),
        "lang": language.get(),
        "passages": [
            {"name": name("bulletin_section", one.key), "head": one.head, "details": one.details}
            for one in written.passages(content)
        ],
    }
    found, data = fonts(), json.dumps(words, ensure_ascii=False)
    kinds = {"strong": "heading1", "text": "text"}
    lacking = dict.fromkeys(
        sign for sign in data if any(ord(sign) not in found.characters[kind] for kind in kinds.values())
    )
    if lacking:
        raise Problem("documents_glyphs", signs=numbered("".join(lacking)))
    faces = {use: found.families[kind] for use, kind in kinds.items()}
    return typst.compile(
        str(_TEMPLATE),
        font_paths=found.found,
        ignore_system_fonts=True,
        format="png",
        ppi=72 * WIDTH / _POINTS,
        sys_inputs={"words": data, "faces": json.dumps(faces), "width": str(_POINTS)},
    )
