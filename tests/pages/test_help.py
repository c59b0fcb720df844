"""The guide in the dashboard: the project's document, whose links lead to the pages, day and language kept."""

import re
from urllib.parse import unquote

import pytest

from components.guide import sheets
from tests import page


@pytest.fixture
def opened(page_of):
    return lambda **parameters: page.sent(page_of("help", **parameters))


def test_it_is_the_document_a_sheet_a_role(opened):
    drawn = opened()
    assert len(re.findall(r'<section class="card guide-sheet">', drawn)) == 6
    assert "先看待办事项" in page.plain(drawn.replace("<strong>", "").replace("</strong>", ""))
    for jump in re.findall(r'href="#([^"]+)"', drawn):
        assert f'id="{unquote(jump)}"' in drawn


def test_its_links_lead_to_pages_on_the_same_day(opened):
    drawn = opened(on="2017-07-10", look="dark")
    assert 'href="/registration?on=2017-07-10&amp;look=dark" data-inner' in drawn
    assert 'href="/help?on=2017-07-10&amp;lang=en&amp;look=dark" data-inner' in drawn
    assert 'href="/screen"' in drawn
    assert "../" not in drawn


def test_english_readers_get_the_english_one(opened):
    drawn = opened(lang="en")
    assert "Committee secretary" in drawn
    assert 'href="/help" data-inner' in drawn
    assert 'src="/guide/committee-en.webp"' in drawn


def test_a_language_without_a_guide_of_its_own_gets_the_one_without_a_tag():
    assert sheets.document("zh").name == "guide.zh-CN.md"
    assert sheets.document("en").name == "guide.md"
