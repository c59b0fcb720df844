"""To which topics a post belongs, said once, in the platform's own SQL: by its category, else by the words of its title."""

from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, FromClause, Text, case, false, func, literal, or_, select

from data_access.platform.dialects import holds, once
from data_access.store import OTHER
from data_access.vocabulary import Topic

MARK = ","
"""Stands before and behind each topic's key."""
_GAP, _AT_ONCE = "\n", 8


def listed(marks: str) -> list[str]:
    """The topics of `topical`'s column."""
    return [key for key in marks.split(MARK) if key]


def topical(posts: FromClause, topics: Sequence[Topic], *kept: str) -> FromClause:
    """Rows of posts with some of their columns and `topics`: the keys of all that they belong to, each between MARKs.
    `posts`: columns of rows.post."""
    columns = [posts.c[name] for name in kept]
    category, title = (func.lower(posts.c[name]).label(name) for name in ("category", "title"))
    text = once(
        select(*columns, category, title).distinct(), "post_text"
    )  # distinct: made once by every engine
    rest = _outside(text, topics)
    by_category = _marks(topics, lambda topic: _in_category(rest.c.category, topic))
    by_words = _marks(topics, lambda topic: _in_title(rest, topic))
    found = func.coalesce(func.nullif(by_category, ""), func.nullif(by_words, ""), f"{MARK}{OTHER}{MARK}")
    return once(select(*(rest.c[name] for name in kept), found.label("topics")), "post_topics")


def _outside(text: FromClause, topics: Sequence[Topic]) -> FromClause:
    """The rows of text, and for each topic with exceptions the title without them: some at a time, for an engine's parser
    takes only so many calls within each other."""
    left = {topic.key: list(topic.excepted) for topic in topics if topic.excepted}
    rest, step = text, 0
    while left:
        step += 1
        columns = {column.name: column for column in rest.c}
        for key, words in left.items():
            title: ColumnElement = columns.get(_rest_of(key), rest.c.title)
            for word in words[:_AT_ONCE]:
                title = func.replace(title, word.lower(), _GAP)
            columns[_rest_of(key)] = title.label(_rest_of(key))
        rest = select(*columns.values()).cte(f"outside_{step}")
        rest = rest.prefix_with("NOT MATERIALIZED", dialect="sqlite")  # worked out where a title holds a word
        left = {key: words[_AT_ONCE:] for key, words in left.items() if words[_AT_ONCE:]}
    return rest


def _rest_of(key: str) -> str:
    return f"without_{key}"


def _marks(topics: Sequence[Topic], belongs: Callable[[Topic], ColumnElement | None]) -> ColumnElement[str]:
    marks: ColumnElement = literal("", Text)
    for topic in topics:
        if (found := belongs(topic)) is not None:
            marks = marks + case((found, f"{MARK}{topic.key}{MARK}"), else_=literal("", Text))
    return marks


def _in_category(category: ColumnElement, topic: Topic) -> ColumnElement | None:
    return category.in_([one.strip().lower() for one in topic.categories]) if topic.categories else None


def _in_title(rest: FromClause, topic: Topic) -> ColumnElement | None:
    words = [word.lower() for word in topic.words]
    if not words:
        return None
    anywhere = or_(*(holds(rest.c.title, word) for word in words))
    if not topic.excepted:
        return anywhere
    # Taking exceptions out costs more than looking, and few titles hold a word at all.
    return case((anywhere, or_(*(holds(rest.c[_rest_of(topic.key)], word) for word in words))), else_=false())
