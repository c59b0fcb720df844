"""How a project's page writes what comes from the platform, and what it says of it again and again."""

import pandas as pd
from markupsafe import Markup

from components.parts.html import code as written_code
from components.parts.html import joined, span
from components.words import numerals, project_words
from data_access.wording import name, text

_NO_DAY = 1901
"""A day that must be there and is not is kept as one of 1900."""


def odd(*keys: str) -> Markup:
    """Marks of what is odd, each a sign and its words. `keys`: of the wording's `project_mark`."""
    return joined(mark(text(f"project_mark.{key}")) for key in keys)


def mark(words: str) -> Markup:
    """A mark of what is odd."""
    return span(words, cls="project-odd")


def outcome(code: str) -> Markup:
    """What became of an opinion: a sign and its word."""
    return span(name("verdict", code), cls="project-outcome", data_outcome=code)


def kind(code: str) -> str:
    """A kind of work; one that the contract does not know stands as the platform's own code."""
    words = project_words.kind(code)
    return written_code(words) if words == code else words


def day(value) -> str:
    """A day, with its year where it is not clear; a dash where it is unknown."""
    if value is None or pd.isna(value) or value.year < _NO_DAY:
        return numerals.MISSING
    return numerals.day(value)


def clause(number) -> str:
    """What a clause is called."""
    return text("project.clause", number=number)


def version(number) -> str:
    """What a version is called."""
    return text("project.version", number=number)
