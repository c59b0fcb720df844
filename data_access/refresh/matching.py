"""To which topics a post belongs: by its category, else by the words of its title.

Told to a server in its own SQL, and to SQLite, which would look through a title for each of hundreds of words, as a function.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, Connection, FromClause, Text, case, false, func, literal, or_, select

from data_access.platform.dialects import as_bytes, holds, once, taught
from data_access.store import OTHER
from data_access.vocabulary import Topic

MARK = ","
"""Stands before and behind each topic's key."""
_GAP, _AT_ONCE = "\n", 8


def listed(marks: str) -> list[str]:
    """The topics of `topical`'s column."""
    return [key for key in marks.split(MARK) if key]


def topical(source: Connection, posts: FromClause, topics: Sequence[Topic], *kept: str) -> FromClause:
    """Rows of posts with some of their columns and `topics`: the keys of all that they belong to, each between MARKs.
    `posts`: columns of rows.post."""
    columns = [posts.c[name] for name in kept]
    category, title = (func.lower(posts.c[name]).label(name) for name in ("category", "title"))
    text = once(
        select(*columns, category, title).distinct(), "post_text"
    )  # distinct: made once by every engine
    if taught(source, "topics_of", Rule(topics).marks):
        marks = func.topics_of(as_bytes(text.c.category), as_bytes(text.c.title), type_=Text())
        return once(select(*(text.c[name] for name in kept), marks.label("topics")), "post_topics")
    rest = _outside(text, topics)
    by_category = _marks(topics, lambda topic: _in_category(rest.c.category, topic))
    by_words = _marks(topics, lambda topic: _in_title(rest, topic))
    found = func.coalesce(func.nullif(by_category, ""), func.nullif(by_words, ""), f"{MARK}{OTHER}{MARK}")
    return once(select(*(rest.c[name] for name in kept), found.label("topics")), "post_topics")


class Rule:
    """The topics of a text, as the statements of a server find them; categories and titles are in small letters."""

    def __init__(self, topics: Sequence[Topic]):
        self._topics = topics
        self._excepted = [[word.lower() for word in topic.excepted] for topic in topics]
        self._by_category: dict[str, list[int]] = defaultdict(list)
        self._by_first: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for number, topic in enumerate(topics):
            for category in {one.strip().lower() for one in topic.categories}:
                self._by_category[category].append(number)
            for word in {one.lower() for one in topic.words}:
                self._by_first[word[0]].append((word, number))

    def marks(self, category: bytes | None, title: bytes | None) -> str:
        """What stands in `topical`'s column, for a category and a title in UTF-8."""
        found = self._by_category.get(_read(category)) or sorted(self._in_title(_read(title)))
        return (
            "".join(f"{MARK}{self._topics[number].key}{MARK}" for number in found) or f"{MARK}{OTHER}{MARK}"
        )

    def _in_title(self, title: str) -> set[int]:
        held: dict[int, list[str]] = defaultdict(list)
        for at, letter in enumerate(title):
            for word, number in self._by_first.get(letter, ()):
                if title.startswith(word, at):
                    held[number].append(word)
        return {number for number, words in held.items() if self._outside(number, title, words)}

    def _outside(self, number: int, title: str, words: list[str]) -> bool:
        """Whether one of the words stands in the title without what the topic excepts."""
        for excepted in self._excepted[number]:
            title = title.replace(excepted, _GAP)
        return any(word in title for word in words)


def _read(text: bytes | None) -> str:
    return (text or b"").decode("utf-8", "replace")


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
