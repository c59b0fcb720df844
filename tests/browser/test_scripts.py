"""The scripts of single pages, which come with their page alone."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from scripts.pictures import SIZES


def test_a_pages_script_comes_when_the_page_is_first_opened_and_no_second_time(reader):
    with reader("zh").visit("/", SIZES["laptop"]) as visit:
        page = visit.page
        assert sent(visit, "document/chrome.js") == 1
        assert sent(visit, "works/works.js") + sent(visit, "project/project.js") == 0
        open_from_the_menu(page, "/works")
        page.locator("#works-list [data-project]").first.click()
        expect(page.locator("#works-list tr[aria-current]")).to_have_count(1)
        open_from_the_menu(page, "/definitions")
        open_from_the_menu(page, "/works")
        assert sent(visit, "works/works.js") == 1
        assert sent(visit, "project/project.js") == 0
        assert visit.complaints == []


def open_from_the_menu(page, path: str) -> None:
    page.locator(f'.head nav a[href^="{path}"]').click()
    expect(page.locator(f'.head nav a[href^="{path}"]')).to_have_attribute("aria-current", "page")


def sent(visit, name: str) -> int:
    """How often a script was got from the server."""
    return sum(urlsplit(answer.url).path.endswith(f"/{name}") for answer in visit.answers)
