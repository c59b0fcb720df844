"""What a reader sees of a page: its words (not those people wrote, marked as Chinese), whether it scrolls, whether all can use it."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LATIN = re.compile(r"[A-Za-z][A-Za-z'’-]+")
CHINESE = re.compile(r"[\u3400-\u9fff]+")
# Latin that a Chinese page keeps: formats, and the switch to the other language.
KEPT = {
    "English",
    "Switch",
    "to",
    "XLSX",
    "CSV",
    "PDF",
    "Word",
    "PNG",
    "SVG",
    "WGS",
    "GCJ",
    "GeoJSON",
    "Ctrl",
}
# Chinese that an English page keeps, besides the town's own names: the switch to the other language.
SWITCH = {"中文", "切换到中文", "切换为中文"}
_NAMED = {
    "case_file": ("id", "title", "category"),
    "case_event": ("reason",),
    "committee": ("name",),
    "neighbourhood": ("name",),
    "building": ("name",),
    "department": ("name", "block"),
    "party_branch": ("name",),
    "board": ("name",),
    "project": ("title",),
    "outreach_event": ("title",),
    "visit_target": ("category",),
}
_WORDS = """() => {
  const words = []
  const shown = element => element.checkVisibility({visibilityProperty: true, opacityProperty: true})
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const place = walker.currentNode.parentElement
    if (place && !place.closest('script, style, noscript, code, [lang]:not(html), [data-testid="stIconMaterial"]') && shown(place))
      words.push(walker.currentNode.data.trim())
  }
  for (const element of document.querySelectorAll('[title], [aria-label], [placeholder], [alt]'))
    if (shown(element))
      for (const name of ['title', 'aria-label', 'placeholder', 'alt'])
        if (element.hasAttribute(name)) words.push(element.getAttribute(name).trim())
  words.push(document.title)
  return words.filter(Boolean)
}"""
_LABELS = 100  # so many that what the page has styled anew meanwhile does not count
_MEASURING = """() => {
  const place = document.body.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'))
  window.measure = (times) => {
    for (let time = 0; time < times; time += 1) {
      const label = document.createElementNS('http://www.w3.org/2000/svg', 'text')
      place.append(label)
      label.getBoundingClientRect()
      label.remove()
    }
    place.remove()
  }
}"""
_ROOM = """() => {
  const main = document.querySelector('[data-testid="stMain"]') ?? document.scrollingElement
  const page = document.scrollingElement
  return {
    sideways: Math.max(main.scrollWidth - main.clientWidth, page.scrollWidth - page.clientWidth),
    down: Math.max(main.scrollHeight - main.clientHeight, page.scrollHeight - page.clientHeight),
  }
}"""

# Everything that a mouse can use and that is not there for the sake of another control; and whether the first of each kind
# looks otherwise with the focus than without.
_CONTROLS = """() => {
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
  const kind = (one) => [one, one.parentElement, one.closest('[class*="st-key-"], .head')].filter(Boolean)
    .map((place) => `${place.tagName} ${place.getAttribute("class")}`).join();
  const firsts = new Map(all.map((one) => [kind(one), one]).reverse());
  const before = new Map([...firsts.values()].map((one) => [one, looks(one)]));
  const used = all.filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !one.disabled
      && one.getBoundingClientRect().width > 1 && !one.closest('[inert], [aria-hidden=true], [tabindex="-1"]'));
  window.focused = () => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    return [one.dataset.control ?? null, !before.has(one) || looks(one) !== before.get(one), one.outerHTML.slice(0, 200)];
  };
  return used.map((one, number) => { one.dataset.control = number; return one.outerHTML.slice(0, 200); });
}"""
_MOST_CONTROLS = 900
# What axe-core calls moderate at most, of what takes it long.
_MODERATE = ("region", "landmark-one-main", "landmark-unique", "heading-order", "page-has-heading-one")


_UNEVEN = """() => {
  const begins = new Map(), tables = [...document.querySelectorAll('table')]
  return [...document.querySelectorAll('table .bar')].filter((bar) => {
    const box = bar.getBoundingClientRect()
    if (!box.width) return false
    const key = [tables.indexOf(bar.closest('table')), bar.closest('td').cellIndex].join()
    if (!begins.has(key)) begins.set(key, box.left)
    return Math.abs(begins.get(key) - box.left) > 1
  }).map((bar) => bar.closest('tr').innerText.slice(0, 60))
}"""
_CUT = """() => [...document.querySelectorAll('.picks-view')]
  .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1).map((one) => one.innerText.replaceAll('\\n', ' '))"""
_WIDE = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = []
  while (walker.nextNode()) {
    const text = walker.currentNode, place = text.parentElement
    if (place.closest('script, style, svg, [lang]:not(html)') || !place.checkVisibility({visibilityProperty: true})) continue
    for (const sign of text.data.matchAll(/[‘’“”]/g)) {
      const range = document.createRange()
      range.setStart(text, sign.index)
      range.setEnd(text, sign.index + 1)
      if (range.getBoundingClientRect().width > 0.75 * parseFloat(getComputedStyle(place).fontSize) * place.currentCSSZoom)
        found.push(text.data.trim().slice(0, 60))
    }
  }
  return found
}"""


def wide_signs(page: Page) -> list[str]:
    """The texts of an English page whose quotation marks stand as wide apart as signs of Chinese."""
    return page.evaluate(_WIDE)


def words(page: Page) -> list[str]:
    """Every visible text and every name, hint and placeholder that a reader may be told, and the title."""
    return page.evaluate(_WORDS)


def foreign_words(page: Page, lang: str, names: set[str]) -> set[str]:
    """The words that are not of the page's language; `names` are the town's own, Chinese everywhere."""
    if lang == "zh":
        return {
            f"{word} ({text[:60]})"
            for text in words(page)
            for word in LATIN.findall(text)
            if word not in KEPT
        }
    found = {(run, text) for text in words(page) for run in CHINESE.findall(text)}
    return {f"{run} ({text[:60]})" for run, text in found if run not in names | SWITCH}


def names_of(platform: Path, town: str) -> set[str]:
    """The Chinese runs of the names that a platform gives, whole, and of the parts of committees' own names."""
    runs = set(CHINESE.findall(town))
    with closing(sqlite3.connect(platform)) as connection:
        for table, columns in _NAMED.items():
            for row in connection.execute(f"select distinct {', '.join(columns)} from {table}"):
                runs |= {run for value in row for run in CHINESE.findall(value or "")}
        for (name,) in connection.execute("select name from committee"):
            own = re.sub(
                "(社区)?(居民委员会|居委会|村委会|村民委员会)$", "", name
            )  # a map's label breaks it anywhere
            runs |= {own[start:end] for start in range(len(own)) for end in range(start + 1, len(own) + 1)}
    return runs


def persons_of(platform: Path, most: int = 400) -> list[bytes]:
    """Identifiers of residents, households and authors, the first and the last of each kind."""
    kinds = {
        "membership": ("resident_id", "household_id"),
        "post": ("author_id",),
        "interaction": ("author_id",),
    }
    found = set()
    with closing(sqlite3.connect(platform)) as connection:
        for table, columns in kinds.items():
            for column in columns:
                for order in ("asc", "desc"):
                    sample = f"select {column} from {table} where {column} is not null order by rowid {order} limit ?"
                    found |= {str(value).encode() for (value,) in connection.execute(sample, [most // 8])}
    return sorted(found)


def overflow(page: Page) -> dict[str, int]:
    """By how many pixels the page goes on `sideways` and `down` beyond its window."""
    return page.evaluate(_ROOM)


def uneven(page: Page) -> list[str]:
    """The columns whose bars do not begin at one line, by what stands before the first that is off."""
    return page.evaluate(_UNEVEN)


def cut(page: Page) -> list[str]:
    """The rows of choices that are wider than their frame, which hides the last ones."""
    return page.evaluate(_CUT)


def restyled(page: Page) -> float:
    """How many elements the browser styles anew for each label that Plotly measures, at the end of the body."""
    page.evaluate(_MEASURING)
    browser = page.context.browser
    assert browser
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.evaluate("times => window.measure(times)", _LABELS)
    steps = json.loads(browser.stop_tracing())["traceEvents"]
    anew = (step["args"].get("elementCount", 0) for step in steps if step["name"] == "UpdateLayoutTree")
    return sum(anew) / _LABELS


def barriers(page: Page) -> list[str]:
    """What axe-core calls serious or critical: the rule, and the first element that breaks it."""
    without = {rule: {"enabled": False} for rule in _MODERATE}
    found = Axe().run(page, options={"resultTypes": ["violations"], "rules": without}).response["violations"]
    return [
        f"{rule['id']}: {rule['nodes'][0]['html'][:200]} {rule['nodes'][0].get('failureSummary', '')[:200]}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]


def out_of_reach(page: Page) -> list[str]:
    """The controls that the Tab key does not reach, and those that do not show that it has."""
    controls = page.evaluate(_CONTROLS)
    reached: set[str] = set()
    hidden: set[str] = set()
    for _ in range(_MOST_CONTROLS):
        page.keyboard.press("Tab")
        number, seen, html = page.evaluate("window.focused()") or (None, True, "")
        if number in reached:
            break
        if number is not None:
            reached.add(number)
        if not seen:
            hidden.add(html)
    missed = [html for number, html in enumerate(controls) if str(number) not in reached]
    return [f"the keyboard does not reach {html}" for html in missed] + [
        f"no focus is seen on {html}" for html in sorted(hidden)
    ]
