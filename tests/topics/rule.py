"""To which topics a title belongs, said a second time, slowly: for tests to compare with what the platform is asked."""

from collections.abc import Iterable
from pathlib import Path

from data_access.store import OTHER
from data_access.vocabulary import Topic

TITLES = Path(__file__).with_name("titles.txt")


def labelled() -> list[tuple[str, set[str]]]:
    """The titles as residents write, each with the topics that a reader would put it under."""
    lines = (line.split("|") for line in TITLES.read_text("utf-8").splitlines())
    return [(title, set(labels.split()) - {"-"}) for labels, title in lines]


def topics_of(title: str, category: str | None, topics: Iterable[Topic]) -> set[str]:
    """The keys of the topics of a post; OTHER's alone where it has none."""
    topics = list(topics)
    chosen = (category or "").strip(" \u3000\t\r\n").lower()
    found = {
        topic.key
        for topic in topics
        if chosen and chosen in {one.strip().lower() for one in topic.categories}
    }
    if not found:
        found = {topic.key for topic in topics if _stands(title.lower(), topic)}
    return found or {OTHER}


def _stands(title: str, topic: Topic) -> bool:
    for other in topic.excepted:
        title = title.replace(other.lower(), "\n")
    return any(word.lower() in title for word in topic.words)
