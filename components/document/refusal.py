"""A page for who is not served: what is the matter, in every language, and nothing that would have to be fetched."""

from collections.abc import Mapping

from markupsafe import Markup

from components.parts.html import a, element, h1, joined, meta, p, title
from data_access.wording import words

_html, _head, _whole, _main, _section, _style = map(
    element, ("html", "head", "body", "main", "section", "style")
)
_LOOK = Markup(
    ":root{color-scheme:light dark}"
    "body{margin:0;font:1.0625rem/1.7 'Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif}"
    "main{max-width:34rem;margin:16vh auto;padding:0 1.5rem}"
    "h1{font-size:1.375rem;margin:0}p{margin:.5rem 0 2.5rem;overflow-wrap:anywhere}"
    "a{display:inline-block;padding:.6rem 1.25rem;border:1px solid;border-radius:8px;color:inherit;text-decoration:none}"
)


def document(sentences: Mapping[str, str], heading: str = "refused.title", back: str = "") -> str:
    """The page's HTML; `sentences`: by language, the reader's first; `heading`: the wording above them; `back`: the address to
    which a way leads, where there is one."""
    by_language = [(words(lang), sentence) for lang, sentence in sentences.items()]
    first = by_language[0][0]
    head = _head(
        meta(charset="utf-8"),
        meta(name="viewport", content="width=device-width, initial-scale=1"),
        title(first[heading]),
        _style(_LOOK),
    )
    parts = [
        _section(
            h1(ours[heading]),
            p(sentence),
            a(ours["sign_in.back"], href=back) if back else None,
            lang=ours["language.tag"],
        )
        for ours, sentence in by_language
    ]
    return joined(Markup("<!doctype html>"), _html(head, _whole(_main(parts)), lang=first["language.tag"]))
