"""The phone that says what a wall shows: a document of our own, which is there at once and hears by itself what the wall does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from components import menu
from components.document import chrome
from components.parts import html
from components.scope import LOOKS
from components.words.place_names import short
from data_access.base_path import under_base
from data_access.wording import LANGUAGES, beside, language, text, words

_html, _head, _whole, _main, _header, _footer, _form = map(
    html.element, ("html", "head", "body", "main", "header", "footer", "form")
)
_STYLES = ("static/fonts/fonts.css", "document/look.css", "remote/remote.css")
_SCRIPTS = ("remote/phone.js", "remote/listening.js", "remote/telling.js", "wall/finder.js", "wall/pinyin.js")
_WORDS = ("opening", "silent", "turning", "stays", "lost", "line", "unlit", "no_lines", "freeze", "thaw")
_SIGNS = {
    "previous": "M15 5l-7 7 7 7",
    "next": "M9 5l7 7-7 7",
    "up": "M5 15l7-7 7 7",
    "down": "M5 9l7 7 7-7",
    "off": "M6 6l12 12M18 6L6 18",
}


@dataclass(frozen=True)
class Places:
    """What a phone may open on the wall: pages by their keys, committees and works by code with their names."""

    pages: Sequence[str]
    committees: Mapping[str, str]
    projects: Mapping[str, str]


def is_part(path: str) -> bool:
    """Whether an address is of what this document is made of, which everybody may have."""
    return path.startswith("/chrome/") and path.split("/", 3)[-1] in (*_STYLES, *_SCRIPTS)


def document(name: str, look: str, parameters: Mapping[str, str], places: Places | None) -> str:
    """The document: of a phone that may, with what it may open; else with where to type the code. Call with the language set.
    `parameters`: the address's."""
    own = _address(parameters)
    content = {
        "here": own,
        "heard_at": own.replace("?", "/news?", 1),
        "words": {key: text(f"remote.{key}") for key in _WORDS} | {"beside": text("sign.beside")},
        "titles": {key: text(f"nav.{key}") for key in places.pages} if places else {},
        "names": {code: short(one) for code, one in places.committees.items()} if places else {},
        "projects": dict(places.projects) if places else {},
    }
    head = (
        html.meta(charset="utf-8"),
        html.meta(name="viewport", content="width=device-width, initial-scale=1"),
        html.title(beside(text("nav.remote"), text("frame.product"))),
        html.link(rel="icon", href=under_base("/app/static/favicon.png")),
        [html.link(rel="stylesheet", href=chrome.address(style)) for style in _STYLES],
        html.embedded(content, "content"),
        html.script(type="module", src=chrome.address(_SCRIPTS[0])),
    )
    sign = html.img(src=under_base("/app/static/favicon.svg"), alt="")
    brand = html.p(sign, html.span(html.strong(name), html.span(text("nav.remote"))), cls="brand")
    cards = _controls(places) if places else _entry(parameters.get("code", "")[:12])
    body = _whole(_main(_header(brand, _switches(look, parameters)), cards))
    attributes = {"lang": text("language.tag"), "data_look": look, "translate": "no"}
    return Markup("<!doctype html>") + _html(_head(*head), body, **attributes)


def _entry(code: str) -> Markup:
    """Where the code is typed, if it has not come along with the address."""
    field = html.input_(
        id="code",
        name="code",
        value=code,
        maxlength=12,
        required=True,
        autocomplete="one-time-code",
        autocapitalize="characters",
        spellcheck="false",
        autofocus=True,
    )
    return html.section(
        html.h1(text("remote.connect")),
        html.p(text("remote.where")),
        _form(
            html.label(text("remote.code"), for_="code"),
            field,
            html.button(text("remote.do_connect"), type="submit"),
            id="entry",
        ),
        html.p(id="trouble", role="alert"),
        cls="card",
    )


def _controls(places: Places) -> Markup:
    display = html.section(
        html.h1(text("remote.shows"), cls="label"),
        html.p(html.strong(id="title"), html.span(id="state", role="status")),
        html.p(id="trouble", role="alert"),
        cls="card",
        id="wall",
    )
    light = html.section(
        html.h2(text("remote.light"), cls="label"),
        html.div(_button("down"), _button("up"), html.output(id="line"), _button("off"), cls="light"),
        html.button(text("remote.open_row"), type="button", data_do="open_row"),
        cls="card",
    )
    acts = html.div(
        *(
            html.button(text(f"remote.{key}"), type="button", data_do=key)
            for key in ("stay", "go_on", "freeze")
        ),
        cls="acts",
    )
    scenes = html.section(
        html.h2(text("remote.scenes"), cls="label"),
        html.ol([html.li(_opens(key, "", text(f"nav.{key}"))) for key in places.pages], cls="tiles"),
        cls="card",
    )
    query = html.input_(id="query", type="search", autocomplete="off", placeholder=text("remote.query"))
    found = html.section(
        html.label(text("remote.open"), for_="query", cls="label"),
        query,
        html.ol(id="committees", cls="tiles"),
        html.ol(id="projects", cls="rows"),
        html.p(text("remote.unfound"), id="unfound", hidden=True),
        cls="card",
    )
    leave = _footer(html.button(text("remote.leave"), type="button", data_do="leave", cls="quiet"))
    turn = html.nav(_button("previous"), _button("next"), id="turn", aria_label=text("remote.scenes"))
    return html.joined(display, acts, light, scenes, found, leave, turn)


def _button(key: str) -> Markup:
    sign = html.svg(html.path(d=_SIGNS[key]), viewBox="0 0 24 24", aria_hidden="true")
    words = text(f"remote.{key}")
    return html.button(sign, html.span(words), type="button", data_do=key, title=words)


def _opens(page: str, code: str, words: str) -> Markup:
    return html.button(words, type="button", data_page=page, data_code=code)


def _switches(look: str, parameters: Mapping[str, str]) -> Markup:
    """The other look and the other languages."""
    other = LOOKS[1] if look == LOOKS[0] else LOOKS[0]
    others = [
        html.a(
            other_words["language.name"],
            href=_address(parameters, lang=lang),
            lang=other_words["language.tag"],
            title=other_words["language.switch"],
        )
        for lang in LANGUAGES
        if lang != language.get()
        for other_words in [words(lang)]
    ]
    return html.nav(
        html.a(text(f"frame.{other}"), href=_address(parameters, look=other)),
        others,
        cls="switches",
    )


def _address(parameters: Mapping[str, str], **changes: str) -> str:
    """The document's own address, in its language and look."""
    kept = {"lang": language.get()} | {key: parameters[key] for key in ("look",) if key in parameters}
    return f"{menu.address(menu.REMOTE.key)}?{urlencode(kept | changes)}"
