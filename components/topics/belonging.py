"""What else a topic is about: works of its kind, and cases."""

import pandas as pd
from markupsafe import Markup

from components.parts import case_list, signs, table_card
from components.parts.cards import begun, empty, notes
from components.parts.html import inner, joined, small, td, th, tr
from components.parts.tables import brief
from components.scope import Scope
from components.words import numerals, project_words
from components.words.place_names import committee_of
from data_access import metrics
from data_access.wording import term, text

SHOWN = 6


def works(projects: pd.DataFrame, scope: Scope) -> None:
    """The works of the topic's kinds, those behind plan first. `projects`: topics.works_of."""
    heads = [("work", ""), ("stage", ""), ("light", "")]
    named = [(term("topics", key), kind) for key, kind in heads]
    lines = [_work(row, scope) for row in projects.itertuples()]
    body = begun(lines, SHOWN, lambda some: brief(named, some, "topic-works"), "common.more")
    table_card.draw(
        "topic_works",
        text("topics.works"),
        body if lines else empty(text("topics.no_works")),
        notes(text("topics.work_note")) if lines else None,
        metric=metrics.PROJECTS_BY_LIGHT,
        frame=(lambda: _frame(projects)) if lines else None,
    )


def cases(listed: pd.DataFrame, scope: Scope) -> None:
    """The topic's cases, the most pressing first. `listed`: the first of them, of cases.listed."""
    pressing = listed.sort_values(["closed_at", "due"], na_position="first")
    body = empty(text("topics.no_cases"))
    if len(pressing):
        body = joined(case_list.brief(pressing, scope, most=SHOWN), case_list.sensitivity(scope))
    table_card.draw("topic_cases", text("topics.cases"), body, metric=metrics.CASES_RECEIVED)


def _frame(projects: pd.DataFrame) -> pd.DataFrame:
    columns = {
        "number": projects["project"],
        "work": projects["title"],
        "committee": projects["name"],
        "code": projects["committee"],
        "kind": projects["kind"].map(project_words.kind),
        "stage": projects["stage"].map(project_words.stage),
    }
    return pd.DataFrame({term("topics", key): column for key, column in columns.items()})


def _work(row, scope: Scope) -> Markup:
    link = inner(scope.link("project", project=row.project), row.title)
    lit = signs.light(row.light) if isinstance(row.light, str) else numerals.MISSING
    return tr(
        th(link, small(committee_of(row)), scope="row"),
        td(project_words.stage(row.stage), cls="stage"),
        td(lit, cls="light"),
    )
