"""How a project's page writes what comes from the platform, and what it says of it again and again."""

from html import escape

import pandas as pd

from components.parts import markup
from components.words import numerals, project_words
from data_access.wording import name, text

_NO_DAY = 1901
"""A day that must be there and is not is kept as one of 1900."""


def said(words: str) -> str:
    """Text of the platform as HTML: as it was written, in Chinese whatever the page's language."""
    return f'<span lang="zh-CN" class="project-said">{escape(words)}</span>'


def odd(*keys: str) -> str:
    """Marks of what is odd, each a sign and its words. `keys`: of the wording's `project_mark`."""
    return "".join(f'<span class="project-odd">{escape(text(f"project_mark.{key}"))}</span>' for key in keys)


def outcome(code: str) -> str:
    """What became of an opinion: a sign and its word."""
    return (
        f'<span class="project-outcome" data-outcome="{escape(code)}">{escape(name("verdict", code))}</span>'
    )


def kind(code: str) -> str:
    """A kind of work; one that the contract does not know stands as the platform's own code."""
    words = project_words.kind(code)
    return f"<code>{escape(words)}</code>" if words == code else escape(words)


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


def note(*sentences: str) -> str:
    """Small sentences below, those that say something."""
    return markup.notes(*filter(None, sentences))


def card(title: str, body: str, beside: str = "") -> str:
    """A section with its heading and what stands beside that."""
    return (
        f'<section class="card"><div class="fig-head"><h2>{escape(title)}</h2>{beside}</div>{body}</section>'
    )
