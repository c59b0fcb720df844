"""Cases in short, one below the other: the light, what it is about, who has it, how it stands to its deadline."""

import pandas as pd
from markupsafe import Markup

from components.parts import signs
from components.parts.cards import notes
from components.parts.html import inner, li, span, ul
from components.parts.sentences import quoted
from components.scope import Scope
from components.words import case_words
from components.words.place_names import committee_of
from data_access.wording import beside, text


def brief(cases: pd.DataFrame, scope: Scope, *, most: int, whose: str = "department") -> Markup:
    """The first `most` of the cases. `cases`: cases.listed; `whose`: what is said of each, its `department` or its `committee`."""
    return ul((_row(row, scope, whose) for row in cases[:most].itertuples()), cls="case-list")


def sensitivity(scope: Scope) -> Markup:
    """Whether what is not public is among the first few cases."""
    return notes(text(f"cases.sensitive_{scope.rights.extent('sensitive')}"))


def link(row, scope: Scope, **changes) -> Markup:
    """A case's title, which leads to it."""
    return inner(scope.link("cases", case=row.case, **changes), quoted(row.title))


def holder(row, scope: Scope) -> Markup | str:
    """Who has a case, which leads to its page where the town knows it; a dash where nobody has."""
    words = case_words.department(row)
    if not isinstance(row.department_name, str):
        return words
    return inner(scope.link("department", department=row.department), words)


def light(row) -> Markup | str:
    """A case's light; of a closed one that it is."""
    return signs.light(row.light) if isinstance(row.light, str) else text("case_stage.closed")


def _row(row, scope: Scope, whose: str) -> Markup:
    where = committee_of(row) if whose == "committee" else case_words.department(row)
    return li(
        span(light(row), cls="lit"),
        span(link(row, scope), cls="what"),
        span(beside(case_words.category(row.subject), where), cls="whose-it-is"),
        span(case_words.timing(row), cls="timing"),
    )
