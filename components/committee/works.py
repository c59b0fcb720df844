"""The works of one committee, in short: where each stands, whose move it is, how many opinions wait."""

from html import escape

import pandas as pd

from components.parts import lights
from components.scope import Scope, current
from components.words import numerals, project_words
from data_access.wording import text

SHOWN = 2


def listed(works: pd.DataFrame) -> str:
    """The works, those that need somebody first. `works`: board.works of the committee."""
    if works.empty:
        return f'<p class="empty">{escape(text("figure.no_projects"))}</p>'
    scope = current()
    rows = [_row(row, scope) for row in works.itertuples()]
    shown = f'<ul class="works">{"".join(rows[:SHOWN])}</ul>'
    if rows[SHOWN:]:
        more = escape(text("committee.more", count=numerals.count(len(rows) - SHOWN)))
        shown += f'<details class="more"><summary>{more}</summary><ul class="works">{"".join(rows[SHOWN:])}</ul></details>'
    return shown


def all_of(committee: str) -> str:
    """A way to the committee's works on the board."""
    address = escape(current().link("consultation", committee=committee))
    return f'<a class="all-works" data-inner href="{address}">{escape(text("consultation.all_works"))}</a>'


def _row(row, scope: Scope) -> str:
    address = escape(scope.link("project", project=row.project))
    light = lights.light(row.light) if isinstance(row.light, str) else ""
    days = text("numeral.days", number=numerals.count(row.days_in_stage))
    facts = text("overview.comma").join(_facts(row))
    return (
        f'<li><span class="what"><a data-inner href="{address}">{escape(row.title)}</a></span>'
        f'<span class="stage">{escape(project_words.stage(row.stage))} {escape(days)}</span>'
        f'<span class="effect">{light}</span>'
        + (f'<span class="facts-of">{escape(facts)}</span></li>' if facts else "</li>")
    )


def _facts(row) -> list[str]:
    said = []
    if row.days_late:
        said.append(text("consultation.late", count=numerals.count(row.days_late)))
    if row.waiting:
        said.append(text("consultation.waiting_mark", count=numerals.count(row.waiting)))
    if row.stuck:
        said.append(text("consultation.stuck_with", actor=project_words.actor(row.actor)))
    return said
