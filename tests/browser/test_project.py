"""The project page in a browser: every size, text as text, the slider by keys, links both ways, back, the notice on A4."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from scripts.pictures import SIZES, settled
from tests.browser import nasty
from tests.browser.everywhere import DAY, faults


@pytest.mark.parametrize("view", [{}, {"notice": "1"}], ids=["story", "notice"])
def test_the_page_is_right_on_every_screen_in_every_language(view, reader, ramp, demo_file):
    assert faults(reader, demo_file, "/project", _small_targets, project=ramp, **view) == ""


def _small_targets(visit, size: str) -> list[str]:
    if size != "phone":
        return []
    found = visit.page.locator(
        ".st-key-project :is(a[data-inner], button:not(thead button), input), .st-key-project_notice :is(a, button)"
    )
    boxes = [(one.bounding_box(), one.inner_text()[:20]) for one in found.all() if one.is_visible()]
    return [f"{words} is {box['height']:.0f} px high" for box, words in boxes if box["height"] < 43.5]


@pytest.mark.parametrize(
    ("view", "places"),
    [
        ({}, ("h1.sentence", "#ledger", ".st-key-table-project_plans", ".project-rail")),
        ({"notice": "1"}, (".project-sheet",)),
    ],
    ids=["story", "notice"],
)
def test_what_people_wrote_is_text(view, places, wary, ramp):
    with wary.visit("/project", SIZES["1080p"], **DAY, project=ramp, **view) as visit:
        for place in places:
            assert nasty.TEXT in visit.page.locator(place).inner_text(), place
        assert visit.page.evaluate("window.hacked") is None
        assert visit.page.locator("img[src=x], .katex").count() == 0
        assert visit.complaints == []


def test_the_slider_goes_by_keys_through_the_photos(reader, ramp):
    with reader("zh").visit("/project", SIZES["1080p"], **DAY, project=ramp) as visit:
        page = visit.page
        slider = page.locator("[data-slides]")
        slider.focus()
        assert slider.get_attribute("aria-valuetext") == "施工前 2017年5月25日"
        page.keyboard.press("End")
        assert slider.get_attribute("aria-valuetext") == "完工后 2017年7月11日"
        page.keyboard.press("Home")
        count = int(slider.get_attribute("max"))
        said = [slider.get_attribute("aria-valuetext")]
        for _ in range(count):
            page.keyboard.press("ArrowRight")
            said.append(slider.get_attribute("aria-valuetext"))
        assert [words.split()[0] for words in dict.fromkeys(said)] == ["施工前", "施工中", "完工后"]
        page.locator("[data-photo='0']").click()
        assert slider.input_value() == "0"
        page.emulate_media(media="print")
        boxes = [picture.bounding_box() for picture in page.locator(".project-pictures img").all()]
        assert len({box["x"] for box in boxes}) == len(boxes)  # a row, without a script as in print


def test_a_clause_is_reached_from_its_opinion_and_back(reader, ramp):
    with reader("zh").visit("/project", SIZES["1080p"], **DAY, project=ramp) as visit:
        page = visit.page
        before = page.url
        page.locator("#ledger a", has_text="第 3 条").first.click()
        settled(page)
        expect(page).to_have_url(re.compile(r"plans=1-2#clause-3$"))
        box = page.locator("#clause-3").bounding_box()
        assert 0 <= box["y"] < SIZES["1080p"][1]
        assert "条意见引起" in page.locator("#clause-3").inner_text()
        page.go_back()
        settled(page)
        expect(page).to_have_url(before)


def test_a_verdict_that_nobody_knows_is_told_at_a_desk_and_not_on_the_wall(reader, demo_file):
    with closing(sqlite3.connect(demo_file)) as platform:
        (project,) = platform.execute("select project_id from opinion where verdict = 'perhaps'").fetchone()
    where = {"project": project, **DAY}
    with reader("zh").visit("/project", SIZES["1080p"], **where) as visit:
        assert "perhaps" in visit.page.locator("#ledger").inner_text()
    with reader("zh").visit("/project", SIZES["1080p"], embed="true", look="wall", **where) as visit:
        assert "perhaps" not in visit.page.locator("body").inner_text()
        assert "待答复" in visit.page.locator("#ledger").inner_text()


def test_a_count_shows_its_opinions_and_back_all_of_them(reader, demo_file):
    with closing(sqlite3.connect(demo_file)) as platform:
        project, waits = platform.execute(
            "select project_id, count(*) from opinion where verdict = 'pending' group by 1 order by 2 desc, 1"
        ).fetchone()
    with reader("zh").visit("/project", SIZES["phone"], **DAY, project=project) as visit:
        page, rows = visit.page, visit.page.locator("#ledger tbody tr:visible")
        everything = rows.count()
        page.locator(".fig a", has_text="待答复").click()
        settled(page)
        expect(page).to_have_url(re.compile(r"outcome=waiting#project_ledger$"))
        assert 0 <= page.locator("#project_ledger").bounding_box()["y"] < SIZES["phone"][1] / 2
        assert rows.count() == waits < everything
        page.locator("#project_ledger a", has_text="采纳").first.click()
        settled(page)
        expect(page).to_have_url(re.compile("outcome=adopted"))
        page.go_back()
        page.go_back()
        settled(page)
        assert rows.count() == everything


def test_the_ledger_is_searched_and_sorted(reader, ramp):
    with reader("zh").visit("/project", SIZES["1080p"], **DAY, project=ramp) as visit:
        page = visit.page
        page.get_by_label("查找").fill("不采纳 电梯")
        shown = [row for row in page.locator("#ledger tbody tr").all() if row.is_visible()]
        assert shown
        assert all("电梯" in row.inner_text() for row in shown)
        page.get_by_label("查找").fill("")
        page.locator("#ledger thead button", has_text="采纳情况").click()
        first = page.locator("#ledger tbody tr").first.inner_text()
        page.locator("#ledger thead button", has_text="采纳情况").click()
        assert page.locator("#ledger tbody tr").first.inner_text() != first


def test_the_notice_prints_on_a4_with_its_heading_on_each_sheet(reader, ramp):
    for lang in ("zh", "en"):
        with reader(lang).visit("/project", SIZES["laptop"], **DAY, project=ramp, notice="1") as visit:
            sheets = visit.page.pdf(prefer_css_page_size=True, print_background=True)
            sizes = set(re.findall(rb"/MediaBox\s*\[([^\]]*)\]", sheets))
            assert {tuple(round(float(x)) for x in size.split()[2:]) for size in sizes} == {(595, 842)}
            assert 1 < len(re.findall(rb"/Type\s*/Page\b", sheets)) < 6
            visit.page.emulate_media(media="print")
            assert not visit.page.locator(".st-key-head").is_visible()
            assert not visit.page.locator(".project-links").first.is_visible()
            assert visit.page.locator(".project-sheet-issuer").is_visible()


def test_a_project_is_chosen_and_left_again(reader):
    with reader("zh").visit("/project", SIZES["1080p"], **DAY) as visit:
        page = visit.page
        before = page.url
        page.get_by_label("查找").fill("祁南 坡道")
        page.locator("#projects a", has_text="祁南一村1–16号无障碍坡道").click()
        settled(page)
        assert "祁南一村1–16号无障碍坡道" in page.locator("h1.sentence").inner_text()
        page.go_back()
        settled(page)
        assert page.url.split("&q=")[0] == before
        assert page.locator("#projects").is_visible()
