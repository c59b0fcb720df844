"""The board of works: a column for each stage, a card for each work, what is held below."""

from html import escape

import pandas as pd

from components.consultation import work_filters
from components.parts import lights
from components.scope import Scope
from components.words import numerals, project_words
from components.words.place_names import short
from data_access.metrics import SATISFACTION
from data_access.wording import text
from data_access.works.stages import ORDER

SHOWN, WALL, MOST = 5, 3, 60
HELD = ("suspended", "cancelled")


def strip(works: pd.DataFrame, chosen: str | None, scope: Scope) -> str:
    """How many works are in each stage, each number a way to those works alone. `works`: board.works of every stage."""
    counts = works["stage"].value_counts()
    items = "".join(
        f'<li data-stage="{stage}"><a data-inner href="{_address(scope, stage, chosen)}"{_current(stage, chosen)}>'
        f"<b>{numerals.count(counts.get(stage, 0))}</b> <span>{escape(project_words.stage(stage))}</span></a></li>"
        for stage in ORDER
    )
    return f'<ol class="board-strip">{items}</ol>'


def columns(works: pd.DataFrame, chosen: str | None, scope: Scope) -> str:
    """The columns of the course, and the works held outside it. `works`: board.works of the chosen."""
    shown = [stage for stage in ORDER if stage not in HELD] if chosen is None else [chosen]
    course = "".join(_column(works, stage, chosen, scope) for stage in shown)
    single = " data-single" if chosen else ""
    words = escape(text("consultation.board_words"))
    whole = (
        f'<div class="board-course"{single} role="region" tabindex="0" aria-label="{words}">{course}</div>'
    )
    if chosen is None:
        held = "".join(_column(works, stage, chosen, scope) for stage in HELD)
        whole += f'<div class="board-held">{held}</div>'
    return whole


def marks(row) -> str:
    """What is to be known of a work at once: stuck, opinions waiting, dates that cannot be right."""
    said = []
    if row.stuck:
        said.append(("stuck", text("consultation.stuck_mark")))
    if row.waiting:
        said.append(("waiting", text("consultation.waiting_mark", count=numerals.count(row.waiting))))
    said += [("odd", text("consultation.odd", what=project_words.flaw(kind))) for kind in row.flaws.split()]
    return "".join(
        f'<span class="board-mark" data-mark="{mark}">{escape(words)}</span>' for mark, words in said
    )


def _column(works: pd.DataFrame, stage: str, chosen: str | None, scope: Scope) -> str:
    rows = works[works["stage"] == stage]
    if stage == "evaluated":
        rows = rows.sort_values(["days_in_stage", "project"])
    cards = [_card(row, scope) for row in rows[:MOST].itertuples()]
    name, count = escape(project_words.stage(stage)), numerals.count(len(rows))
    heading = f'<h3><a data-inner href="{_address(scope, stage, chosen)}"><b>{count}</b> <span>{name}</span></a></h3>'
    if not cards:
        body = f'<p class="board-none">{escape(text("consultation.none_here"))}</p>'
    else:
        body = f'<ul class="board-cards">{"".join(cards if chosen else cards[:SHOWN])}</ul>'
        body += _rest(len(rows), cards, stage, chosen, scope)
    return f'<section class="board-column" data-stage="{stage}">{heading}{body}</section>'


def _rest(total: int, cards: list[str], stage: str, chosen: str | None, scope: Scope) -> str:
    """The cards that do not fit, folded; a wall, which nobody touches, is told their number only."""
    rest = ""
    if not chosen and total > SHOWN:
        words = escape(text("consultation.more", count=numerals.count(total - SHOWN)))
        rest += f'<details class="more"><summary>{words}</summary><ul class="board-cards">{"".join(cards[SHOWN:])}</ul></details>'
    if total > MOST:
        address = escape(scope.again(work_filters.PAGE, stage=stage, view="table"))
        words = escape(text("consultation.rest_in_table", count=numerals.count(total - MOST)))
        rest += f'<p class="board-rest"><a data-inner href="{address}">{words}</a></p>'
    if total > WALL:
        words = escape(text("consultation.more", count=numerals.count(total - WALL)))
        rest += f'<p class="board-wall">{words}</p>'
    return rest


def _card(row, scope: Scope) -> str:
    light = row.light if isinstance(row.light, str) else ""
    address = escape(scope.link("project", project=row.project))
    where = short(row.name) if isinstance(row.name, str) else row.committee
    facts = "".join(f"<span>{escape(said)}</span>" for said in _facts(row))
    said = marks(row)
    return (
        f'<li class="board-card" data-light="{light}" data-project="{escape(row.project)}">'
        f'<p class="board-where">{escape(where)}</p>'
        f'<a class="board-title" data-inner href="{address}">{escape(row.title)}</a>'
        f'<p class="board-days">{lights.light(light) if light else ""}{facts}</p>'
        + (f'<p class="board-marks">{said}</p></li>' if said else "</li>")
    )


def _facts(row) -> list[str]:
    said = [text("consultation.days", count=numerals.count(row.days_in_stage))]
    if row.days_late:
        said.append(text("consultation.late", count=numerals.count(row.days_late)))
    if row.stage in HELD and isinstance(row.reached, str):
        said.insert(0, text("consultation.held_at", stage=project_words.stage(row.reached)))
    if row.stage == "evaluated" and (pleased := satisfaction(row)):
        said.append(pleased)
    return said


def satisfaction(row) -> str:
    """The share of the satisfied, in words; empty with too few ratings."""
    if row.ratings < project_words.LEAST_RATINGS:
        return ""
    rate = numerals.rate(SATISFACTION.of_all(pd.DataFrame([row._asdict()])).value)
    return text("consultation.satisfied", rate=rate)


def _address(scope: Scope, stage: str, chosen: str | None) -> str:
    return escape(scope.again(work_filters.PAGE, stage=None if stage == chosen else stage))


def _current(stage: str, chosen: str | None) -> str:
    return ' aria-current="true"' if stage == chosen else ""
