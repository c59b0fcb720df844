"""HTML by elements: what goes into one is escaped, unless it is HTML already; and how it comes onto the page."""

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeAlias

import streamlit as st
from markupsafe import Markup, escape

Content: TypeAlias = "str | int | Markup | None | Iterable[Content]"
"""What an element holds: words, HTML, nothing, or several of these."""


def draw(*content: Content) -> None:
    """Draws HTML; with `<svg>` in it too, which st.html alone would drop: the document's script unpacks the attribute."""
    markup = joined(*content)
    if not markup:
        return
    st.html(f'<div data-markup="{escape(str(markup))}"></div>' if "<svg" in markup else str(markup))


def joined(*content: Content) -> Markup:
    """Several pieces as one."""
    return _html(_inner(content))


def embedded(content: object, key: str) -> Markup:
    """Data for the document's scripts, as JSON in an element with this id."""
    data = json.dumps(content, ensure_ascii=False).replace("<", "\\u003c")
    return script(_html(data), type="application/json", id=key)


def element(name: str, *, void: bool = False) -> Callable[..., Markup]:
    """What makes elements of a name. Its arguments are the content; its keywords the attributes: `cls` for `class`,
    `data_inner` for `data-inner`, True for an attribute without a value; False, None and an empty `cls` leave it out."""
    opening, closing = f"<{name}", "" if void else f"</{name}>"

    def made(*content: Content, **attributes: object) -> Markup:
        written = "".join([_attribute(*one) for one in attributes.items()]) if attributes else ""
        return _html(f"{opening}{written}>{_inner(content)}{closing}")

    return made


@lru_cache(4096, typed=True)
def _attribute(key: str, value: object) -> str:
    if value is None or value is False or (key == "cls" and not value):
        return ""
    name = "class" if key == "cls" else key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def _html(written: str) -> Markup:
    """Text that is HTML already; without what Markup asks of an object first, which costs as much as the rest."""
    return str.__new__(Markup, written)


def _inner(content: Iterable[Content]) -> str:
    pieces: list[str] = []
    for piece in content:
        if type(piece) is Markup:
            pieces.append(piece)
        elif isinstance(piece, str):
            pieces.append(escape(piece))
        elif piece is None:
            continue
        elif isinstance(piece, Iterable):
            pieces.append(_inner(piece))
        else:
            pieces.append(escape(str(piece)))
    return "".join(pieces)


a, article, b, button, code, div = map(element, ("a", "article", "b", "button", "code", "div"))
dl, dt, dd, details, summary = map(element, ("dl", "dt", "dd", "details", "summary"))
del_, ins, figcaption, figure, i = map(element, ("del", "ins", "figcaption", "figure", "i"))
h1, h2, h3, label, nav, output, p = map(element, ("h1", "h2", "h3", "label", "nav", "output", "p"))
li, ol, ul, option, select, pre = map(element, ("li", "ol", "ul", "option", "select", "pre"))
section, small, span, strong, time = map(element, ("section", "small", "span", "strong", "time"))
table, tbody, td, tfoot, th, thead, tr = map(element, ("table", "tbody", "td", "tfoot", "th", "thead", "tr"))
circle, defs, g, image, line, path = map(element, ("circle", "defs", "g", "image", "line", "path"))
pattern, polygon, polyline, rect, svg, title, tspan = map(
    element, ("pattern", "polygon", "polyline", "rect", "svg", "title", "tspan")
)
script, noscript = element("script"), element("noscript")
written = element("text")
"""Words in a drawing."""
br, img, input_, link, meta = (element(name, void=True) for name in ("br", "img", "input", "link", "meta"))


def inner(address: str, *content: Content, **attributes: object) -> Markup:
    """A link to another view of the dashboard, which the running page follows without loading anew; what it holds alone
    where the address is empty."""
    if not address:
        return span(*content, cls=attributes.get("cls"))
    return a(*content, data_inner=True, href=address, **attributes)
