"""The board of works: a column for each stage, a card for each work, what is held below."""

import pandas as pd
from markupsafe import Markup

from components.consultation import work_filters
from components.parts import signs
from components.parts.cards import more
from components.parts.html import b, div, h3, inner, joined, li, ol, p, section, span, ul
from components.scope import Scope
from components.words import numerals, project_words
from components.words.place_names import committee_of
from data_access.metrics import SATISFACTION
from data_access.wording import text
from data_access.works.stages import ORDER

SHOWN, WALL, MOST = 5, 3, 60
HELD = ("suspended", "cancelled")


def strip(works: pd.DataFrame, chosen: str | None, scope: Scope) -> Markup:
    """How many works are in each stage, each number a way to those works alone. `works`: board.works of every stage."""
    counts = works["stage"].value_counts()
    items = [
        li(
            inner(
                _address(scope, stage, chosen),
                b(numerals.count(counts.get(stage, 0))),
                " ",
                span(project_words.stage(stage)),
                aria_current="true" if stage == chosen else None,
            ),
            data_stage=stage,
        )
        for stage in ORDER
    ]
    return ol(items, cls="board-strip")


def columns(works: pd.DataFrame, chosen: str | None, scope: Scope) -> Markup:
    """The columns of the course, and the works held outside it. `works`: board.works of the chosen."""
    stages = [stage for stage in ORDER if stage not in HELD] if chosen is None else [chosen]
    course = div(
        [_column(works, stage, chosen, scope) for stage in stages],
        cls="board-course",
        data_single=bool(chosen),
        role="region",
        tabindex=0,
        aria_label=text("consultation.board_words"),
    )
    if chosen is not None:
        return course
    return course + div([_column(works, stage, chosen, scope) for stage in HELD], cls="board-held")


def marks(row) -> Markup:
    """What is to be known of a work beside its light: stuck, opinions waiting, dates that cannot be right."""
    found = []
    if row.stuck and row.light != "stuck":
        found.append(("stuck", text("consultation.stuck_mark")))
    if row.waiting:
        found.append(("waiting", text("consultation.waiting_mark", count=numerals.count(row.waiting))))
    found += [("odd", text("consultation.odd", what=project_words.flaw(kind))) for kind in row.flaws.split()]
    return joined(span(words, cls="board-mark", data_mark=mark) for mark, words in found)


def _column(works: pd.DataFrame, stage: str, chosen: str | None, scope: Scope) -> Markup:
    rows = works[works["stage"] == stage]
    if stage == "evaluated":
        rows = rows.sort_values(["days_in_stage", "project"])
    cards = [_card(row, scope) for row in rows[:MOST].itertuples()]
    name, count = span(project_words.stage(stage)), b(numerals.count(len(rows)))
    heading = h3(inner(_address(scope, stage, chosen), count, " ", name))
    if cards:
        body = ul(cards if chosen else cards[:SHOWN], cls="board-cards")
        body += _rest(len(rows), cards, stage, chosen, scope)
    else:
        body = p(text("consultation.none_here"), cls="board-none")
    return section(heading, body, cls="board-column", data_stage=stage)


def _rest(total: int, cards: list[Markup], stage: str, chosen: str | None, scope: Scope) -> Markup:
    """The cards that do not fit, folded; a wall, which nobody touches, is told their number only."""

    def beyond(first: int, key: str = "common.more") -> str:
        return text(key, count=numerals.count(total - first))

    rest = Markup()
    if not chosen and total > SHOWN:
        rest += more(beyond(SHOWN), ul(cards[SHOWN:], cls="board-cards"))
    if total > MOST:
        address = scope.again(work_filters.PAGE, stage=stage, view="table")
        rest += p(inner(address, beyond(MOST, "consultation.rest_in_table")), cls="board-rest")
    if total > WALL:
        rest += p(beyond(WALL), cls="board-wall")
    return rest


def _card(row, scope: Scope) -> Markup:
    light = row.light if isinstance(row.light, str) else ""
    where = committee_of(row)
    marked = marks(row)
    return li(
        p(where, cls="board-where"),
        inner(scope.link("project", project=row.project), row.title, cls="board-title"),
        p(signs.light(light) if light else None, map(span, _facts(row)), cls="board-days"),
        p(marked, cls="board-marks") if marked else None,
        cls="board-card",
        data_light=light,
        data_project=row.project,
    )


def _facts(row) -> list[str]:
    facts = [text("consultation.days", count=numerals.count(row.days_in_stage))]
    if row.days_late:
        facts.append(text("common.late", count=numerals.count(row.days_late)))
    if row.stage in HELD and isinstance(row.reached, str):
        facts.insert(0, text("consultation.held_at", stage=project_words.stage(row.reached)))
    if row.stage == "evaluated" and (pleased := satisfaction(row)):
        facts.append(pleased)
    return facts


def satisfaction(row) -> str:
    """The share of the satisfied, in words; empty with too few ratings."""
    if row.ratings < project_words.LEAST_RATINGS:
        return ""
    rate = numerals.rate(SATISFACTION.of(row))
    return text("consultation.satisfied", rate=rate)


def _address(scope: Scope, stage: str, chosen: str | None) -> str:
    return scope.again(work_filters.PAGE, stage=None if stage == chosen else stage)
