"""The document around the pages: Streamlit's own `index.html` with our language, looks, words and nothing English."""

import base64
import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit
from markupsafe import Markup

from components.parts.html import div, element, embedded, i, joined, link, meta, noscript, p, script, title
from data_access.base_path import under_base
from data_access.wording import ORIGINAL, text, words

COMPONENTS = Path(__file__).parent.parent
INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_FIRST = ("static/fonts/fonts.css", "document/look.css")  # what chrome.js reads before Streamlit starts
_DOCUMENTS = ("wall/", "sign_in/", "pairing/", "remote/")  # of documents of their own
_OPENING = element("html", void=True)  # of the whole, whose end stays where it is
_CONNECTION = ("lost", "back", "updated", "ended", "broken")
_SHOWN_FIRST = ("own", "day", "definitions")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def assets() -> dict[str, bytes]:
    """Every style and script that is sent, by its place in the rooms; styles in the order in which they hold, tokens and
    layout first, paper last."""
    order = {"look.css": 0, "layout.css": 1, "paper.css": 3}
    styles = sorted(COMPONENTS.glob("*/*.css"), key=lambda path: (order.get(path.name, 2), path.name))
    scripts = sorted(COMPONENTS.glob("*/*.js"))
    files = [COMPONENTS / "static" / "fonts" / "fonts.css", *styles, *scripts]
    return {path.relative_to(COMPONENTS).as_posix(): path.read_bytes() for path in files}


@cache
def version() -> str:
    """The hash of all that is sent."""
    content = b"".join(name.encode() + content for name, content in assets().items())
    return hashlib.sha256(content).hexdigest()[:12]


def address(name: str) -> str:
    """Where a style or script is got from: its version is a folder, so that what a script imports has it too."""
    return under_base(f"/chrome/{version()}/{name}")


def scripts(room: str, entry: str) -> Markup:
    """The tags of a room's entry and, so that all come at once, of the modules beside it, which it imports."""
    beside = [name for name in assets() if name.startswith(f"{room}/") and name.endswith(".js")]
    preloads = [link(rel="modulepreload", href=address(one)) for one in beside if one != f"{room}/{entry}"]
    return joined(preloads, script(type="module", src=address(f"{room}/{entry}")))


@cache
def document(lang: str, look: str, frames: tuple[str, ...] = ()) -> str:
    """The page's HTML in a language and a look; call with the language set. `frames`: whose pages may show it in a frame.

    Raises ValueError if Streamlit changed it."""
    page = INDEX.read_text("utf-8")
    for pattern, put in (
        (r"<!--.*?-->\s*", ""),
        (r"<html[^>]*>", _OPENING(lang=text("language.tag"), data_look=look, translate="no")),
        (r'<link rel="shortcut icon"[^>]*>', link(rel="icon", href=under_base("/app/static/favicon.png"))),
        (r'<link\s+rel="preload"[^>]*>', ""),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r"<title>.*?</title>", joined(title(text("frame.product")), _head(lang, frames))),
        (r"<noscript>.*?</noscript>", noscript(p(text("frame.no_script")))),
        (r'<div id="root"></div>', joined(_body(), _skeleton(), div(id="root"))),
    ):
        page, found = re.subn(pattern, _as_it_is(put), page, flags=re.DOTALL)
        if not found:
            raise ValueError(f"Streamlit's index.html has no {pattern}")
    return page


def described(page: str, name: str, words: str, origin: str) -> str:
    """A document with what others are shown of its address before they open it: a title, a sentence, a picture.

    `page`: of `document`; `origin`: the scheme and the host under which it is asked for.
    """
    ours = {"title": name, "description": words, "image": origin + under_base("/app/static/preview.png")}
    preview = {"type": "website", "site_name": text("frame.product"), **ours}
    tags = [meta(name="description", content=words)]
    tags += [meta(property=f"og:{key}", content=value) for key, value in preview.items()]
    return page.replace(title(text("frame.product")), joined(title(name), tags), 1)


def _as_it_is(put: str) -> Callable[[re.Match[str]], str]:
    """What puts a text in whose backslashes mean nothing."""
    return lambda _: put


@cache
def policy(hosts: tuple[str, ...] = (), tiles: tuple[str, ...] = (), frames: tuple[str, ...] = ()) -> str:
    """The content-security policy: everything from here, but pictures also from `hosts`, and map tiles from `tiles`; shown in
    frames of ours, and of `frames`.

    `blob:` scripts and workers are components v2 and the map, WebAssembly is the table; inline styles are Streamlit's; its inline script
    is allowed by its hash.
    """
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
        for script in _SCRIPT.findall(INDEX.read_text("utf-8"))
    ]
    pictures = " ".join(f"https://{host}" for host in (*hosts, *tiles))
    fetched = " ".join(f"https://{host}" for host in tiles)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: 'wasm-unsafe-eval' {' '.join(hashes)}",
            "worker-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self' data:",
            f"img-src 'self' data: blob: {pictures}".rstrip(),
            f"connect-src 'self' data: blob: {fetched}".rstrip(),
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            " ".join(("frame-ancestors 'self'", *frames)),
        )
    )


def _head(lang: str, frames: tuple[str, ...]) -> Markup:
    links = (_link(name) for name in _styles() if name in _FIRST)
    font = under_base("/app/static/fonts/noto-sans-sc-400-core.woff2")
    preload = link(rel="preload", href=font, as_="font", type="font/woff2", crossorigin=True)
    return joined(
        preload,
        embedded(_spoken(lang) | {"frames": frames}, "chrome-words"),
        links,
        scripts("document", "chrome.js"),
    )


def _body() -> Markup:
    """Our styles, behind those that Streamlit writes into the head: of two rules that weigh the same, ours holds."""
    return joined(_link(name) for name in _styles() if name not in _FIRST)


def _skeleton() -> Markup:
    """What stands in the page's place until it is drawn: its shape, and that it is being opened."""
    head = div(i(), i(), i(), cls="skeleton-head")
    opening = p(text("common.opening"), role="status")
    return div(head, opening, [i(cls="skeleton-figure")] * 8, [i(cls="skeleton-list")] * 3, id="skeleton")


def _styles() -> list[str]:
    return [name for name in assets() if name.endswith(".css") and not name.startswith(_DOCUMENTS)]


def _link(name: str) -> Markup:
    return link(rel="stylesheet", href=address(name))


def _spoken(lang: str) -> dict:
    """What chrome.js says and rewrites: `replace` maps Streamlit's words to the reader's, `scripts` are the pages that have one."""
    original, ours = words(ORIGINAL), words(lang)
    replaced = {original[key]: ours[key] for key in original if key.startswith("chrome.")}
    rooms = {name.partition("/")[0] for name in assets()}
    return {
        "locale": ours["language.browser"],
        "replace": {} if lang == ORIGINAL else replaced,
        "connection": {key: ours[f"connection.{key}"] for key in _CONNECTION},
        "first": {
            "title": ours["first.title"],
            "points": [ours[f"first.{point}"] for point in _SHOWN_FIRST],
            "close": ours["first.close"],
        },
        "scripts": sorted(room for room in rooms if f"{room}/{room}.js" in assets()),
    }
