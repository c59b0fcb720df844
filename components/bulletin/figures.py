"""The figures of a bulletin one by one, each with its definition and the page that shows it; to be taken away."""

from markupsafe import Markup

from components.parts import definition, table_card, tables
from components.parts.html import inner, joined
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.words import numerals
from data_access.bulletins import sheet
from data_access.bulletins.content import Content
from data_access.wording import name, term, text

PAGES = {
    "registration": "registration",
    "activity": "registration",
    "answers": "topics",
    "cases": "cases",
    "works": "consultation",
    "supervision": "supervision",
    "decisions": "meeting",
    "praise": "overview",
}
"""By section: the page that shows its figures."""


def draw(content: Content, scope: Scope) -> None:
    """The table of them."""
    rows = [
        [
            Cell(_section(section.key, scope) if place == 0 else ""),
            Cell(joined(name("bulletin_figure", key), " ", definition.fold(sheet.METRICS[key]))),
            Cell(number_of(key, number)),
        ]
        for section in content.sections
        for place, (key, number) in enumerate(section.figures.items())
    ]
    heads = {"section": "whose", "figure": "heading", "number": "num"}
    columns = [Column(term("bulletin", key), kind, sorts=False) for key, kind in heads.items()]
    table_card.draw(
        "bulletin_figures",
        text("bulletin.figures_title"),
        tables.table(columns, rows, key="bulletin-figures"),
        metrics=sheet.defined(content),
        frame=lambda: sheet.frame(content),
    )


def number_of(key: str, number: float) -> str:
    """A figure as the table has it: differences with their sign."""
    if key == "coverage_points":
        return numerals.signed(number, 1)
    return numerals.change(number) if key == "net_new" else numerals.count(number)


def _section(key: str, scope: Scope) -> Markup:
    return inner(scope.link(PAGES[key]), name("bulletin_section", key))
