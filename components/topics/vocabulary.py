"""Which words make a topic, and which words of the posts that belong to none may make another."""

import pandas as pd
from markupsafe import Markup

from components.parts import table_card
from components.parts.cards import empty, more, notes, notice
from components.parts.html import button, div, joined, pre, td, th, tr
from components.parts.html import draw as put
from components.parts.tables import brief
from components.words import numerals
from components.words.topic_names import topic_name
from data_access import metrics
from data_access.settings import settings
from data_access.wording import term, text

_COPIED = "topic-lines"
_LINES = '[[topics]]\nkey = "own_{number}"\nname = "{word}"\nwords = ["{word}"]'


def draw(suggestions: pd.DataFrame) -> None:
    """The vocabulary in force, and the suggestions with the lines of settings that make topics of them. `suggestions`:
    topics.suggestions."""
    found = joined(_suggested(suggestions), _lines(suggestions)) if len(suggestions) else None
    table_card.draw(
        "suggestions",
        text("topics.suggestions"),
        found or empty(text("topics.none_suggested")),
        notes(text("topics.suggestions_note")),
        more(text("topics.vocabulary"), _in_force()),
        frame=lambda: frame(suggestions),
        metrics=(metrics.TOPIC_HEAT,),
    )


def stale(is_current: bool) -> None:
    """That the topics of the settings are not yet those that were counted."""
    if not is_current:
        put(notice(text("topics.stale")))


def frame(suggestions: pd.DataFrame) -> pd.DataFrame:
    """The suggestions as they are taken away."""
    return suggestions.rename(columns={"word": text("topics.word"), "posts": text("topics.posts_count")})


def lines(words: list[str]) -> str:
    """What makes topics of words, as the settings write it."""
    return "\n\n".join(_LINES.format(number=n, word=word) for n, word in enumerate(words, 1))


def _suggested(suggestions: pd.DataFrame) -> Markup:
    heads = [(term("topics", "word"), ""), (term("topics", "posts_count"), "num")]
    rows = [
        tr(th(row.word, scope="row", lang="zh-CN"), td(numerals.count(row.posts), cls="num"))
        for row in suggestions.itertuples()
    ]
    return brief(heads, rows, "suggested")


def _lines(suggestions: pd.DataFrame) -> Markup:
    copies = button(
        text("topics.copy_lines"),
        type="button",
        cls="copies",
        data_copies=_COPIED,
        data_done=text("copied.done"),
    )
    written = pre(lines(list(suggestions["word"])), id=_COPIED, lang="zh-CN", tabindex=0)
    return joined(copies, more(text("topics.lines"), written))


def _in_force() -> Markup:
    heads = [(term("topics", key), "") for key in ("topic", "words", "excepted", "categories")]
    stop = text("sign.listed")
    rows = [
        tr(
            th(topic_name(one.key, one.name), scope="row"),
            [
                td(stop.join(words) or numerals.MISSING, lang="zh-CN")
                for words in (one.words, one.excepted, one.categories)
            ],
        )
        for one in settings().topics
    ]
    return div(brief(heads, rows, "vocabulary"), cls="scrolls-x")
