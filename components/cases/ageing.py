"""The open cases by their light and how long ago they came: a board whose lines lead to their cases."""

import pandas as pd
from markupsafe import Markup

from components.cases import choices
from components.parts import signs, table_card
from components.parts.cards import empty
from components.parts.html import b, inner, span, td, th, tr
from components.parts.tables import brief
from components.scope import Scope
from components.words import numerals
from data_access.cases.movement import BANDS
from data_access.metrics import CASES_OVERDUE
from data_access.wording import name, term, text


def draw(board: pd.DataFrame, scope: Scope, within: str) -> None:
    """A line a light, a column an age. `board`: cases.ageing; `within`: what the page is narrowed to, in words."""
    title, some = text("cases.ageing"), bool(board["cases"].sum())
    table_card.draw(
        "case_ages",
        title,
        _table(board, scope) if some else empty(text("cases.none_open_now")),
        metric=CASES_OVERDUE,
        frame=(lambda: frame(board)) if some else None,
        filtered=within,
    )


def frame(board: pd.DataFrame) -> pd.DataFrame:
    """The board as it is downloaded: a row a light and age."""
    columns = {
        "light": [name("light", light) for light in board["light"]],
        "age": [band(code) for code in board["band"]],
        "open": board["cases"],
    }
    return pd.DataFrame({term("cases", key): column for key, column in columns.items()})


def band(code: str) -> str:
    """An age in words: so many working days at most, or more than the longest of BANDS."""
    most = [*BANDS.values()]
    if code not in BANDS:
        return text("case_days.over", days=most[-1])
    place = most.index(BANDS[code])
    if not place:
        return text("case_days.within", days=most[0])
    return text("case_days.between", first=most[place - 1] + 1, last=most[place])


def _table(board: pd.DataFrame, scope: Scope) -> Markup:
    bands = [*dict.fromkeys(board["band"])]
    most = max(int(board["cases"].max()), 1)
    heads = [
        (term("cases", "light"), "light"),
        *((band(code), "num") for code in bands),
        (text("cases.together"), "num"),
    ]
    lines = [_line(light, rows, most, scope) for light, rows in board.groupby("light", sort=False)]
    sums = board.groupby("band", sort=False)["cases"].sum()
    lines.append(
        tr(
            th(text("cases.together"), scope="row"),
            (td(numerals.count(number), cls="num") for number in [*sums, sums.sum()]),
            cls="sum",
        )
    )
    return brief(heads, lines, "ages")


def _line(light: str, rows: pd.DataFrame, most: int, scope: Scope) -> Markup:
    dropped = dict.fromkeys((*choices.CHOICES, "q", "rows"))
    address = scope.again(choices.PAGE, **dropped | {"light": light}) + "#cases"
    total = int(rows["cases"].sum())
    return tr(
        th(inner(address, signs.light(light)), scope="row", cls="light"),
        (td(_cell(number, most), cls="num") for number in rows["cases"]),
        td(b(numerals.count(total)), cls="num"),
        data_light=light,
    )


def _cell(number: int, most: int) -> Markup:
    return span(numerals.count(number), cls="age", style=f"--share:{number / most:.2f}", data_none=not number)
