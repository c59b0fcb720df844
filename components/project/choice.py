"""The projects to choose from, and what is said of one that is not there."""

import pandas as pd

from components.parts import chooser, signs
from components.parts.cards import notice
from components.parts.html import draw as put
from components.parts.html import inner
from components.parts.tables import Cell, Column
from components.project import phrases
from components.scope import Scope
from components.words import numerals, project_words
from components.words.place_names import committee_of
from data_access.wording import text
from data_access.works.consultation import Work

STEP = 30


def missing(scope: Scope, later: bool) -> None:
    """Why the project that the address names, if it names one, cannot be shown: unknown, or (`later`) not begun on the day."""
    if not scope.project:
        return
    if later:
        link = inner(scope.again("project", on=scope.latest), text("project.see_latest"))
        put(notice(text("project.not_yet", day=scope.on), " ", link))
    else:
        put(notice(text("scope.project", value=scope.project)))


def draw(works: pd.DataFrame, scope: Scope) -> None:
    """The list with its search. `works`: consultation.as_of."""
    words = [
        f"{row.title} {row.name} {project_words.kind(row.kind)} {project_words.stage(row.stage)}"
        for row in works.itertuples()
    ]
    columns = [
        Column(text("common.work"), "heading", name="work"),
        *(Column(text(f"common.{key}"), name=key) for key in ("committee", "kind", "stage", "light")),
    ]
    chooser.draw(
        "projects",
        works,
        words,
        columns,
        lambda row: _row(row, scope),
        scope,
        page="project",
        subject="project",
        step=STEP,
    )


def _row(row: Work, scope: Scope) -> list[Cell]:
    return [
        Cell(inner(scope.link("project", project=row.project), row.title), row.title),
        Cell(committee_of(row)),
        Cell(phrases.kind(row.kind)),
        Cell(project_words.stage(row.stage)),
        Cell(signs.light(row.light) if isinstance(row.light, str) else numerals.MISSING),
    ]
