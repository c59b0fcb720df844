"""What a topic and its posts are called, and how many take part, in words."""

from components.words import numerals
from components.words.topic_names import topic_name
from data_access.metrics.suppression import SMALL
from data_access.wording import name, text


def kind(code: str) -> str:
    """What a post asks for: a problem mended, a question answered, a suggestion considered."""
    return name("post_kind", code)


def of(row) -> str:
    """The name of a row's topic in the reader's language."""
    return topic_name(row.topic, row.name)


def persons(count, cover: str | None = None) -> str:
    """How many persons take part; a few are not told apart."""
    return text("sign.few") if cover == SMALL else numerals.count(count)


def in_file(count, cover: str | None = None) -> str | int | None:
    """The same as it stands in a file."""
    if cover == SMALL:
        return text("sign.few")
    return None if numerals.missing(count) else int(count)


def size(count, cover: str | None = None) -> float | None:
    """By what it is sorted; a few below all that are counted."""
    return 0.5 if cover == SMALL else None if numerals.missing(count) else float(count)
