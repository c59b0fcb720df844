"""The guide's Markdown as sheets of HTML: its links lead to the dashboard's pages, its pictures come from the project."""

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from components.parts.html import article, section
from components.parts.html import draw as put
from components.scope import Scope
from data_access.base_path import under_base
from data_access.settings import ROOT
from data_access.wording import LANGUAGES, words

FOLDER = ROOT / "docs"
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_PAGE, _SCREEN = re.compile(r"\.\./pages/(\w+)\.py"), "../components/wall"


def draw(scope: Scope) -> None:
    """The guide in the reader's language: what holds for all, then a sheet a role."""
    first, *roles = _sheets(document(scope.lang).read_text("utf-8"), scope)
    put(article(section(first, cls="guide-all"), [section(role, cls="card guide-sheet") for role in roles]))


def document(lang: str) -> Path:
    """A language's file: the one with its tag, else the one without a tag."""
    own = FOLDER / f"guide.{words(lang)['language.tag']}.md"
    return own if own.is_file() else FOLDER / "guide.md"


def anchor(heading: str) -> str:
    """What a heading is jumped to by: as code hosts make it, so that the document's jumps hold there too."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _sheets(source: str, scope: Scope) -> Iterator[Markup]:
    """The document cut before each heading of the second rank."""
    tokens = _MARKDOWN.parse(source)
    for token, content in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open":
            token.attrSet("id", anchor(content.content))
        for part in token.children or ():
            _lead(part, scope)
    begins = [
        place for place, token in enumerate(tokens) if (token.type, token.tag) == ("heading_open", "h2")
    ]
    for begin, end in zip([0, *begins], [*begins, len(tokens)], strict=True):
        yield Markup(_MARKDOWN.renderer.render(tokens[begin:end], _MARKDOWN.options, {}))


def _lead(part: Token, scope: Scope) -> None:
    """Leads a link of the document to where the dashboard has what it names, and a picture likewise; nowhere where the
    reader may not go."""
    if part.type == "image":
        part.attrSet("src", under_base(f"/{part.attrs['src']}"))
    elif part.type == "link_open" and (address := _address(str(part.attrs["href"]), scope)) is not None:
        part.attrs = {"href": address, "data-inner": ""} if address else {}
    elif part.type == "link_open" and part.attrs["href"] == _SCREEN:
        part.attrSet("href", under_base("/screen"))


def _address(link: str, scope: Scope) -> str | None:
    """The address of the page whose script a link names, or of the guide in the language whose file it names."""
    if page := _PAGE.fullmatch(link):
        return scope.link(page[1])
    return next((scope.link("help", lang=lang) for lang in LANGUAGES if document(lang).name == link), None)
