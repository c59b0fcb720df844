"""Where topics come from: a field of topics and committees, and of one topic its committees."""

import pandas as pd
from markupsafe import Markup

from components.parts import signs, table_card
from components.parts.cards import begun, empty, notes
from components.parts.html import div, inner, joined, span, table, tbody, td, th, thead, tr
from components.parts.tables import brief
from components.scope import Scope
from components.topics import choices
from components.words import numerals, topic_words
from components.words.place_names import short
from data_access import metrics
from data_access.wording import term, text

SHOWN, SHOWN_OF_TOPIC = 12, 8
STEPS = (5, 10, 20, 40)
"""From how many persons on a cell is drawn darker."""


def draw(origins: pd.DataFrame, heat: pd.DataFrame, committees: pd.DataFrame, scope: Scope) -> None:
    """The field: a row for each topic by heat, a column for each committee. `origins`: topics.by_committee; `heat`:
    ranking.arranged; `committees`: registration.committees."""
    topics = [row for row in heat.itertuples() if row.topic in set(origins["topic"])]
    body = empty(text("topics.quiet"))
    if topics:
        cells = {(row.topic, row.committee): row for row in origins.itertuples() if row.posts}
        codes = [code for code in committees["committee"] if code in {code for _, code in cells}]
        names = dict(zip(committees["committee"], committees["name"], strict=True))
        heads = _heads(codes, [names[code] for code in codes], scope)
        lines = [_line(row, codes, names, cells, scope) for row in topics]
        field = begun(lines, SHOWN, lambda some: _field(heads, some), "common.more")
        body = div(field, cls="scrolls-x", tabindex=0, role="region", aria_label=text("topics.origins"))
    table_card.draw(
        "origins",
        text("topics.origins"),
        body,
        joined(_legend(), notes(text("topics.origins_note"))) if topics else None,
        metric=metrics.TOPIC_HEAT,
        frame=lambda: frame(origins, heat),
    )


def frame(origins: pd.DataFrame, heat: pd.DataFrame) -> pd.DataFrame:
    """Topics and committees as they are taken away, a row for each pair: a few persons covered as on screen."""
    names = {row.topic: topic_words.of(row) for row in heat.itertuples()}
    columns = {
        "topic": [names.get(key, key) for key in origins["topic"]],
        "committee": origins["name"],
        "code": origins["committee"],
        "participants": _persons(origins),
        "posts_count": origins["posts"],
    }
    return pd.DataFrame({term("topics", key): column for key, column in columns.items()})


def of_topic(origins: pd.DataFrame, scope: Scope) -> None:
    """The committees that one topic comes from, those with most persons first. `origins`: its rows of topics.by_committee."""
    rows = origins[origins["posts"] > 0]
    rows = rows.assign(
        size=[topic_words.size(row.participants, row.participants_cover) for row in rows.itertuples()]
    )
    rows = rows.sort_values(["size", "committee"], ascending=[False, True], na_position="last")
    most = max(float(rows["size"].max()), 1) if len(rows) else 1
    heads = [(term("topics", key), kind) for key, kind in _HEADS.items()]
    lines = [_committee(row, most, scope) for row in rows.itertuples()]
    listed = begun(lines, SHOWN_OF_TOPIC, lambda some: brief(heads, some, "sources"), "common.more")
    table_card.draw(
        "topic_committees",
        text("topics.sources"),
        listed if lines else empty(text("topics.quiet_topic")),
        metric=metrics.TOPIC_HEAT,
        frame=lambda: _sources(rows),
    )


_HEADS = {"committee": "", "participants": "num", "posts_count": "num"}


def _persons(rows: pd.DataFrame) -> list:
    return [topic_words.in_file(row.participants, row.participants_cover) for row in rows.itertuples()]


def _sources(rows: pd.DataFrame) -> pd.DataFrame:
    columns = {
        "committee": rows["name"],
        "code": rows["committee"],
        "participants": _persons(rows),
        "posts_count": rows["posts"],
    }
    return pd.DataFrame({term("topics", key): column for key, column in columns.items()})


def _committee(row, most: float, scope: Scope) -> Markup:
    persons = signs.bar(row.participants, topic_words.persons(row.participants, row.participants_cover), most)
    address = scope.again(choices.PAGE, committee=row.committee, rows=None)
    return tr(
        th(inner(address, short(row.name)), scope="row"),
        td(persons, cls="num"),
        td(numerals.count(row.posts), cls="num"),
    )


def _heads(codes: list[str], names: list[str], scope: Scope) -> Markup:
    links = [
        th(inner(scope.again(choices.PAGE, committee=code, rows=None), short(name)), scope="col")
        for code, name in zip(codes, names, strict=True)
    ]
    return thead(tr(th(term("topics", "topic"), scope="col", cls="corner"), links))


def _field(heads: Markup, lines: list[Markup]) -> Markup:
    return table(heads, tbody(lines), cls="topic-field")


def _line(row, codes: list[str], names: dict[str, str], cells: dict, scope: Scope) -> Markup:
    name = topic_words.of(row)
    head = th(inner(scope.again(choices.PAGE, topic=row.topic, rows=None), name), scope="row")
    return tr(head, [_cell(cells.get((row.topic, code)), name, names[code]) for code in codes])


def _cell(cell, topic: str, committee: str) -> Markup:
    if cell is None:
        return td()
    count = topic_words.persons(cell.participants, cell.participants_cover)
    words = text("topics.cell", topic=topic, committee=short(committee), count=count)
    return td(count, data_step=_step(cell.participants), data_hint=words)


def _step(count) -> int:
    """How dark a cell is: from 1, for a few or for what is not told, on."""
    return 1 if numerals.missing(count) else 1 + sum(count >= least for least in STEPS)


def _legend() -> Markup:
    """From how many persons on each depth is."""
    words = [text("sign.few"), *(text("topics.from_persons", count=least) for least in STEPS)]
    return div(
        (span(one, data_step=n + 1) for n, one in enumerate(words)), cls="field-legend", aria_hidden="true"
    )
