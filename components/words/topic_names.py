"""What a topic is called: by the reader's language where it is built in, else as its town calls it."""

from data_access.wording import LANGUAGES, text, words


def topic_name(key: str, name: object) -> str:
    """The words of a topic; `name` is the town's own name of it, missing for what belongs to none."""
    if not isinstance(name, str):
        return text("topic.other")
    return text(f"topic.{key}") if words(LANGUAGES[0]).get(f"topic.{key}") == name else name
