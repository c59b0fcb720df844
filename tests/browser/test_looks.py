"""Every page in the dark, which test_pages does not read, and under a hand without a mouse."""

import pytest

from components import menu
from scripts.pictures import SIZES
from tests.browser.seen import barriers

PLACES = {"committee": {"committee": "310113101003"}, "project": {"project": "p0000101"}}
PAGES = {page.key: page.address for page in menu.PAGES}
DARK = {"on": "2017-07-16", "look": "dark"}
# Everything that a mouse can use and that is not there for the sake of another control; and how each looks without the focus.
CONTROLS = """() => {
  const looks = (one) => {
    const near = [one, ...[...one.querySelectorAll("*")].slice(0, 40)];
    for (let place = one.parentElement, up = 0; place && up < 3; place = place.parentElement, up += 1) near.push(place);
    return getComputedStyle(one, "::after").outline + JSON.stringify(near.map((place) => {
      const { outline, boxShadow, borderColor, borderWidth, backgroundColor, stroke, strokeWidth, fill } = getComputedStyle(place);
      return [outline, boxShadow, borderColor, borderWidth, backgroundColor, stroke, strokeWidth, fill];
    }));
  };
  const all = [...document.querySelectorAll(`a[href], button, input, select, textarea, summary, [tabindex], [role="button"], [role="tab"],
    [role="checkbox"], [role="slider"], [data-does], [data-plays], [data-legend] [data-value]`)];
  const before = new Map(all.map((one) => [one, looks(one)]));
  window.focused = () => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    return [one.dataset.control ?? null, looks(one) !== before.get(one), one.outerHTML.slice(0, 200)];
  };
  return all.filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !one.disabled
    && one.getBoundingClientRect().width > 1 && !one.closest('[inert], [aria-hidden=true], [tabindex="-1"]'))
    .map((one, number) => { one.dataset.control = number; return one.outerHTML.slice(0, 200); });
}"""
MOST = 900


@pytest.mark.parametrize("page", PAGES)
def test_everybody_can_read_a_page_in_the_dark_and_a_keyboard_reaches_every_control(page, reader):
    with reader("zh").visit(PAGES[page], SIZES["1080p"], **DARK, **PLACES.get(page, {})) as visit:
        assert barriers(visit.page) == []
        assert visit.page.evaluate("document.getAnimations().length") == 0
        assert visit.complaints == []
        controls = visit.page.evaluate(CONTROLS)
        reached, unseen = set(), set()
        for _ in range(MOST):
            visit.page.keyboard.press("Tab")
            found = visit.page.evaluate("window.focused()")
            number, seen, html = found or (None, True, "")
            if number in reached:
                break
            reached |= {number} - {None}
            if not seen:
                unseen.add(html)
        assert [html for number, html in enumerate(controls) if str(number) not in reached] == []
        assert sorted(unseen) == []


def test_the_screen_itself_can_be_read_by_everybody_and_used_without_a_mouse(browser, served):
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, reduced_motion="reduce")
    wall = context.new_page()
    wall.goto(f"{served.url}/screen?scenes=overview,registration&dwell=2")
    wall.frame_locator("iframe.shown").locator(".sentence").first.wait_for(timeout=120_000)
    wall.keyboard.press("x")
    wall.wait_for_timeout(1000)
    assert barriers(wall) == []
    reached = []
    for _ in range(6):
        wall.keyboard.press("Tab")
        reached.append(wall.evaluate("document.activeElement.dataset.does"))
    assert reached == ["previous", "pause", "next", "freeze", "phone", "full"]
    assert wall.evaluate("document.getAnimations().length") == 0
    context.close()
