"""The demonstration's plans: each version a drawing of its own, small, every character of its words in the font."""

import re
from io import BytesIO
from pathlib import Path

import pytest

from data_access.demo import drawings
from data_access.platform import PROJECT_KINDS


@pytest.mark.parametrize("kind", PROJECT_KINDS)
def test_opinions_changed_the_drawing(kind):
    first, second = BytesIO(), BytesIO()
    drawings.drawing(kind, 1).save(first, "PNG")
    drawings.drawing(kind, 2).save(second, "PNG")
    assert first.getvalue() != second.getvalue()
    assert len(first.getvalue()) < 30_000


def test_every_character_has_a_shape():
    drawn = set(re.findall(r"[\u4e00-\u9fff]", Path(drawings.__file__).read_text("utf-8")))
    assert len(drawn) > 40
    assert [sign for sign in sorted(drawn) if not drawings._font(20).getmask(sign).getbbox()] == []
