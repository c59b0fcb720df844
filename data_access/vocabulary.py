"""What residents talk about: the topics of a town, its own over those that are built in."""

import json
import tomllib
from collections import Counter
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Word = Annotated[str, Field(min_length=1, max_length=40, pattern=r"\S")]


class Topic(BaseModel):
    """What residents talk about: a post belongs to it by the platform's own `categories`, else by `words` in its title, where
    these stand outside the words of `except`; `department` is the code of who answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    name: Annotated[str, Field(min_length=1, max_length=20)]
    words: tuple[Word, ...] = ()
    excepted: Annotated[tuple[Word, ...], Field(alias="except")] = ()
    categories: tuple[Word, ...] = ()
    department: str | None = None

    @model_validator(mode="after")
    def _not_the_rest(self) -> Self:
        if self.key == "other":
            raise ValueError("other is the topic of posts that belong to none")
        return self


DEMONSTRATION = {
    "d101": ("falling_objects", "security", "noise"),
    "d102": ("parking", "illegal_building", "pets", "street_vendors"),
    "d104": ("schooling",),
    "d105": ("lighting", "utilities", "transport", "roads"),
    "d106": ("leaks", "lifts", "lift_addition", "property", "group_rental"),
    "d108": ("vegetable_plots", "waste", "greening"),
    "d109": ("flooding",),
    "d110": ("charging", "corridor_clutter", "elderly", "certificates", "fitness"),
    "d301": ("healthcare",),
}
"""Which of the demonstration's departments answer under which topics, so that its pages show how soon each does."""


@cache
def built_in() -> dict[str, dict[str, Any]]:
    """The topics of a town that says nothing else, as its settings would write them, by their keys."""
    written = Path(__file__).with_suffix(".toml").read_text("utf-8")
    return {topic["key"]: topic for topic in tomllib.loads(written)["topics"]}


def completed(own: Any) -> Any:
    """The town's own topics beside the built-in ones: what a topic does not say is that of the built-in one of its key.
    Raises ValueError where a key stands twice."""
    if not isinstance(own, (list, tuple)) or not all(isinstance(topic, dict) for topic in own):
        return own  # whose kind is refused where it is read
    keys = [topic.get("key") for topic in own]
    if twice := next((key for key, number in Counter(keys).items() if number > 1), None):
        raise ValueError(f"two topics have the key {twice}")
    rest = [topic for key, topic in built_in().items() if key not in keys]
    return [built_in().get(topic.get("key"), {}) | topic for topic in own] + rest


def in_demonstration(topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """The topics with the departments of DEMONSTRATION, unless somebody has said of any of them who answers it."""
    if any(topic.department for topic in topics):
        return topics
    whose = {key: code for code, keys in DEMONSTRATION.items() for key in keys}
    return tuple(topic.model_copy(update={"department": whose.get(topic.key)}) for topic in topics)


def signature(topics: tuple[Topic, ...]) -> str:
    """What tells these topics from others that would be counted otherwise."""
    rules = [[topic.key, topic.words, topic.excepted, topic.categories, topic.department] for topic in topics]
    return sha256(json.dumps(sorted(rules), ensure_ascii=False).encode()).hexdigest()
