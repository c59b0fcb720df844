"""What a wall shows that nobody has paired yet: a code, where to type it, and the way in for who only came to look."""

from markupsafe import Markup

from components.document import chrome
from components.parts import html
from data_access.base_path import under_base
from data_access.wording import beside, language, text

_html, _head, _whole, _main, _header, _footer = map(
    html.element, ("html", "head", "body", "main", "header", "footer")
)
_STYLES = ("static/fonts/fonts.css", "document/look.css", "pairing/pairing.css")
_SCRIPT = "pairing/waiting.js"


def is_part(path: str) -> bool:
    """Whether an address is of what this document is made of, which everybody may have."""
    return path.startswith("/chrome/") and path.split("/", 3)[-1] in (*_STYLES, _SCRIPT)


def document(name: str, typed_at: str, way_in: str) -> str:
    """The document, whose script asks for the code; call with the language set. `typed_at`: the address of the page at which
    the code is typed; `way_in`: that of signing in."""
    content = {
        "language": language.get(),
        "words": {key: text(f"pairing.{key}") for key in ("renewed", "lost", "paired")},
    }
    head = (
        html.meta(charset="utf-8"),
        html.meta(name="viewport", content="width=device-width, initial-scale=1"),
        html.title(beside(text("pairing.title"), text("frame.product"))),
        html.link(rel="icon", href=under_base("/app/static/favicon.png")),
        [html.link(rel="stylesheet", href=chrome.address(style)) for style in _STYLES],
        html.embedded(content, "content"),
        html.script(type="module", src=chrome.address(_SCRIPT)),
    )
    sign = html.img(src=under_base("/app/static/favicon.svg"), alt="")
    steps = (
        html.li(text("pairing.open"), html.strong(typed_at)),
        html.li(text("pairing.type")),
        html.li(text("pairing.wait")),
    )
    body = _whole(
        _header(sign, html.span(name)),
        _main(
            html.h1(text("pairing.title")),
            html.output(html.span(), html.span(), id="code", aria_label=text("pairing.code")),
            html.div(html.i(id="left"), cls="track", aria_hidden="true"),
            html.p(id="state", role="status"),
            html.ol(steps),
        ),
        _footer(html.a(text("pairing.sign_in"), href=way_in)),
    )
    attributes = {"lang": text("language.tag"), "data_look": "wall", "translate": "no"}
    return Markup("<!doctype html>") + _html(_head(*head), body, **attributes)
