"""Pages of a town whose outlines are broken, or that is not the demonstration: drawn as what it is, and said."""

import json
import re
import sqlite3

import pytest

from data_access.wording import LANGUAGES
from tests import page
from tests.platform.test_outlines import BOW, FLAT, RING, feature, moved, polygon

KINDS = [
    None, "", "{", "POLYGON((121.34 31.41,121.35 31.41,121.35 31.42,121.34 31.41))", "[" * 500, "null", "7",
    '{"type":"Polygon","coordinates":[[[NaN,NaN],[121.35,31.41],[121.35,31.42],[NaN,NaN]]]}',
    *map(json.dumps, [
        moved(lambda x, y: [y, x]), moved(lambda x, y: [x * 111_320, y * 110_950]), moved(lambda x, y: [x, y, 9]),
        moved(lambda x, y: [x + 30, y]), moved(lambda x, y: [str(x), y]), polygon(), polygon([]), polygon([[]]), polygon(RING[:-1]),
        polygon(RING[:1]), polygon(BOW), polygon(FLAT), feature(polygon(RING)), feature(None), {"type": "FeatureCollection", "features": [feature(polygon(RING))]},
        {"type": "GeometryCollection", "geometries": [polygon(RING), {"type": "Point", "coordinates": RING[0]}]},
        {"type": "Point", "coordinates": RING[0]}, {"type": "LineString", "coordinates": RING}, {"type": "MultiPolygon", "coordinates": [[]]},
        {"type": "Polygon", "coordinates": None}, polygon([None]),
    ]),
]  # fmt: skip
PAGES = [("overview", {}), ("works", {"layers": "works.coverage.events"}), ("works", {"look": "wall"}), ("committee", {"committee": "310113101001"}), ("project", {"project": "p0000200"})]  # fmt: skip


@pytest.fixture
def planted(own_store):
    """A store as a refresh would not fill it: one committee and one neighbourhood after the other with each kind of outline."""
    with sqlite3.connect(own_store) as store:
        for table in ("committee", "neighbourhood"):
            codes = [code for (code,) in store.execute(f"select code from {table} order by code")]
            for code, kind in zip(codes, KINDS, strict=False):
                store.execute(f"update {table} set boundary = ? where code = ?", (kind, code))
    store.close()
    return f"sqlite:///{own_store}"


@pytest.fixture
def foreign(own_store):
    """The same town, but no demonstration; the first committee without outline and place, the second without outline."""
    with sqlite3.connect(own_store) as store:
        store.execute("update state set demonstration = 0")
        store.execute("update committee set boundary = null where code in ('310113101001', '310113101002')")
        store.execute("update committee set longitude = null, latitude = null where code = '310113101001'")
    store.close()
    return f"sqlite:///{own_store}"


@pytest.mark.parametrize(("key", "parameters"), PAGES)
def test_no_kind_of_outline_in_a_store_takes_a_page_down(page_of, photos, planted, key, parameters):
    assert "trouble" not in page.sent(page_of(key, planted, photos, **parameters))


def test_a_committee_without_an_outline_is_a_dot_or_nothing_and_said(page_of, foreign):
    """41 committees: 39 outlines, one dot, one that is named as not drawn."""
    markup = page.sent(page_of("overview", foreign))
    drawing = markup[markup.index('class="schematic"') :].split("</svg>")[0]
    assert drawing.count('<path class="area"') == 39
    assert drawing.count('<circle class="area"') == 1
    said = page.plain(markup)
    assert "1 个居委会没有可用的边界，只标出位置。" in said
    assert "1 个居委会没有位置，未画出。" in said
    assert "2 个居委会没有可用的边界，图上没有画出" in page.plain(page.sent(page_of("works", foreign)))


def test_the_demonstration_lacks_no_outline(page_of):
    assert "没有可用的边界" not in page.plain(page.sent(page_of("overview")))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", ["overview", "works", "definitions"])
def test_another_town_is_shown_under_no_name_but_its_own(page_of, foreign, key, lang):
    assert "罗店镇" not in page.sent(page_of(key, foreign, lang=lang))
    assert "<strong>顾村镇</strong>" in page.sent(page_of(key, foreign, 'town = "顾村镇"', lang=lang))
    assert "<strong>罗店镇</strong>" in page.sent(page_of(key, lang=lang))


def test_another_town_stands_on_no_ground_but_its_own(page_of, foreign):
    """No road or station of the demonstration, but its own committees' names."""
    theirs, ours = (page.sent(page_of("works", url, look="wall")) for url in (foreign, None))
    assert "data-ground=" in ours
    assert "data-ground=" not in theirs
    drawing = theirs[theirs.index('class="works-picture"') :].split("</svg></div>")[0]
    assert "美兰湖站" not in drawing
    assert {"新桥", "颐景园"} <= set(re.findall(r"<text [^>]*>([^<]+)</text>", drawing))
    assert "没有底图，只画边界" in page.plain(page.sent(page_of("works", foreign)))
