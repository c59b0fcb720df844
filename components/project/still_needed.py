"""What a vote still lacks while votes come in: of heads, of area, and by when."""

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from components.parts import definition
from components.parts.cards import notes
from components.parts.html import div, h3, li, ul
from components.parts.sentences import filled
from components.words import numerals
from data_access.metrics import VOTES_NEEDED
from data_access.wording import text


def block(needed, on: date) -> Markup:
    """The block, with its definition and the days that are left. `needed`: needed.of."""
    head = div(h3(text("metric.votes_needed.name")), definition.fold(VOTES_NEEDED), cls="fig-head")
    return div(head, ul(map(li, lines(needed, filled)), cls="project-needed"), notes(_until(needed, on)))


def lines(needed, fill: Callable[..., str] = text) -> list[str]:
    """What is lacking, of each that the rule requires. `fill`: as in vote_card.result."""
    if needed.to_check:
        return [text("vote_needed.to_check")]
    unknown = [text(f"vote_needed.{unit}_unknown") for unit in needed.unknown]
    if needed.met:
        return [text("vote_needed.met")]
    return [*(_line(need, fill) for need in needed.needs), *unknown]


def _line(need, fill: Callable[..., str]) -> str:
    amounts = {name: amount(getattr(need, name)) for name in ("take_part", "agree", "all_agree", "left")}
    return fill(f"vote_needed.{need.unit}_{need.state}", **amounts)


def amount(number) -> str:
    """Households, or square metres, exactly where they are whole."""
    if number is None:
        return numerals.MISSING
    return numerals.count(number) if number.denominator == 1 else numerals.decimal(float(number))


def _until(needed, on: date) -> str:
    if needed.planned_on is None:
        return text("vote_needed.undated")
    days = (needed.planned_on - on).days
    key = "by" if days > 0 else "today" if days == 0 else "late"
    return text(f"vote_needed.{key}", day=needed.planned_on, days=numerals.count(abs(days)))
