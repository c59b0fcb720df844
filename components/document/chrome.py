"""The document around the pages: Streamlit's own `index.html` with our language, looks, words and nothing English."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit

from data_access.wording import LANGUAGES, text, words

COMPONENTS = Path(__file__).parent.parent
INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
TAGS = {"zh": "zh-CN", "en": "en"}
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def assets() -> dict[str, bytes]:
    """What a document loads besides Streamlit: every room's style, tokens first, and every room's script."""
    styles = sorted(_of_rooms("css"), key=lambda path: (path.name != "look.css", path.name))
    scripts = sorted(_of_rooms("js"), key=lambda path: path.name)
    files = [COMPONENTS / "static" / "fonts" / "fonts.css", *styles, *scripts]
    return {path.name: path.read_bytes() for path in files}


@cache
def document(lang: str, look: str) -> str:
    """The page's HTML in a language and a look; call with the language set. Raises ValueError if Streamlit changed it."""
    page = INDEX.read_text("utf-8")
    opening = html.escape(text("frame.opening"))
    for pattern, put in (
        (r"<!--.*?-->\s*", ""),
        (r"<html[^>]*>", f'<html lang="{TAGS[lang]}" data-look="{look}" translate="no">'),
        (r'<link rel="shortcut icon"[^>]*>', '<link rel="icon" href="/app/static/favicon.png">'),
        (r'<link\s+rel="preload"[^>]*>', ""),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r"<title>.*?</title>", f"<title>{html.escape(text('frame.product'))}</title>{_head(lang)}"),
        (r"<noscript>.*?</noscript>", f"<noscript><p>{html.escape(text('frame.no_script'))}</p></noscript>"),
        (r'<div id="root"></div>', f'<div id="root"><p class="opening" role="status">{opening}</p></div>'),
    ):
        page, found = re.subn(pattern, _as_it_is(put), page, flags=re.DOTALL)
        if not found:
            raise ValueError(f"Streamlit's index.html has no {pattern}")
    return page


def _as_it_is(put: str) -> Callable[[re.Match[str]], str]:
    """What puts a text in whose backslashes mean nothing."""
    return lambda _: put


def _of_rooms(kind: str) -> list[Path]:
    return [path for path in COMPONENTS.glob(f"*/*.{kind}") if path.parent.name != "wall"]


@cache
def policy(hosts: tuple[str, ...] = (), tiles: tuple[str, ...] = ()) -> str:
    """The content-security policy: everything from here, but pictures also from `hosts`, and map tiles from `tiles`.

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
            "frame-ancestors 'self'",
        )
    )


def _head(lang: str) -> str:
    links = []
    for name, content in assets().items():
        address = f"/chrome/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"
        if name.endswith(".css"):
            links.append(f'<link rel="stylesheet" href="{address}">')
        else:
            links.append(f'<script src="{address}"></script>')
    font = "/app/static/fonts/noto-sans-sc-400-core.woff2"
    preload = f'<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin>'
    data = json.dumps(_spoken(lang), ensure_ascii=False).replace("<", "\\u003c")
    return f'{preload}<script type="application/json" id="chrome-words">{data}</script>' + "".join(links)


def _spoken(lang: str) -> dict:
    """What chrome.js says and rewrites: `replace` maps Streamlit's words to the reader's."""
    original, ours = words(LANGUAGES[-1]), words(lang)
    same = lang == LANGUAGES[-1]
    return {
        "lang": TAGS[lang],
        "replace": {}
        if same
        else {original[key]: ours[key] for key in original if key.startswith("chrome.")},
        "lost": ours["connection.lost"],
        "back": ours["connection.back"],
    }
