"""The topics by heat: how many take part, how that compares, and the way of the last twelve weeks; the rising ones first."""

from collections.abc import Iterable

import pandas as pd
from markupsafe import Markup

from components.parts import signs, table_card, tables
from components.parts.cards import empty, notes
from components.parts.html import b, inner, joined, polyline, small, span, svg
from components.parts.tables import Cell, Column
from components.scope import Scope
from components.topics import choices
from components.topics.choices import Choice
from components.topics.figures import OTHER
from components.words import numerals, topic_words
from data_access import metrics
from data_access.wording import term, text

_FIELDS = {
    "topic": "heading",
    "participants": "num participants",
    "participants_before": "num before",
    "change": "num change",
    "posts_count": "num posts",
    "weeks": "weeks",
}
_WIDE, _HIGH = 88, 24


def draw(heat: pd.DataFrame, sparks: pd.DataFrame, choice: Choice, scope: Scope) -> None:
    """The table. `heat`: topics.heat; `sparks`: topics.sparks."""
    rows = arranged(heat)
    title = text("topics.ranking")
    body = _table(rows, sparks, scope) if len(rows) else empty(text("topics.quiet"))
    table_card.draw(
        "topics",
        title,
        body,
        notes(text("topics.ranking_note")) if len(rows) else None,
        metric=metrics.TOPIC_HEAT,
        metrics=(metrics.TOPIC_HEAT, metrics.TOPIC_RISING),
        frame=lambda: frame(rows),
        filtered=choice.in_words,
    )


def arranged(heat: pd.DataFrame) -> pd.DataFrame:
    """The topics that are, or were a week before, talked about: the rising before the others, else by heat; what belongs to none
    below."""
    heat = heat[heat[["posts", "posts_before"]].gt(0).any(axis=1) | heat["participants"].ne(0)]
    rest = heat["topic"] == OTHER
    rows = heat.assign(rising=heat["rising"].astype(bool) & ~rest, rest=rest)
    return rows.sort_values(["rest", "rising"], ascending=[True, False], kind="stable", ignore_index=True)


def frame(rows: pd.DataFrame) -> pd.DataFrame:
    """The topics as they are taken away: a few persons covered as on screen."""
    columns = {
        "topic": [topic_words.of(row) for row in rows.itertuples()],
        "key": rows["topic"],
        "participants": [
            topic_words.in_file(row.participants, row.participants_cover) for row in rows.itertuples()
        ],
        "participants_before": [
            topic_words.in_file(row.participants_before, row.participants_before_cover)
            for row in rows.itertuples()
        ],
        "posts_count": rows["posts"],
        "posts_before": rows["posts_before"],
        "rising": [text("download.yes" if one else "download.no") for one in rows["rising"]],
        "since": rows["since"],
    }
    return pd.DataFrame({term("topics", key): column for key, column in columns.items()})


def line(counts: Iterable[float | None]) -> Markup:
    """A small trend, from nothing to its most, without what is missing."""
    found = [(n, count) for n, count in enumerate(counts)]
    most = max([count for _, count in found if count is not None] + [1])
    step = _WIDE / max(len(found) - 1, 1)
    points = [
        f"{n * step:.1f},{1 + (_HIGH - 2) * (1 - count / most):.1f}"
        for n, count in found
        if count is not None
    ]
    drawn = polyline(points=" ".join(points))
    return svg(drawn, cls="spark", viewBox=f"0 0 {_WIDE} {_HIGH}", aria_hidden="true")


def rising(row) -> Markup:
    """That a topic rises, and since when."""
    since = text("topics.rising_since", day=row.since) if pd.notna(row.since) else text("topics.is_rising")
    return span(b(signs.arrow(1), text("topics.is_rising")), cls="rising", data_hint=since, tabindex=0)


def _table(rows: pd.DataFrame, sparks: pd.DataFrame, scope: Scope) -> Markup:
    lines = {
        topic: line(topic_words.size(row.participants, row.participants_cover) for row in weeks.itertuples())
        for topic, weeks in sparks.sort_values("day").groupby("topic")
    }
    counted = rows.loc[~rows["rest"], "participants"].dropna()
    most = float(max([*counted, 1]))
    columns = [_column(key) for key in _FIELDS]
    cells = [_row(row, lines.get(row.topic), most, scope) for row in rows.itertuples()]
    below = int(rows["rest"].sum())
    return tables.table(columns, cells, key="topics", below=below)


def _column(key: str) -> Column:
    first = "up" if key == "topic" else "down"
    return Column(term("topics", key), _FIELDS[key], key != "weeks", first, name=key)


def _row(row, weeks: Markup | None, most: float, scope: Scope) -> list[Cell]:
    name = topic_words.of(row)
    address = scope.again(choices.PAGE, topic=row.topic, rows=None, q=None)
    count = signs.bar(row.participants, topic_words.persons(row.participants, row.participants_cover), most)
    earlier = row.participants_before, row.participants_before_cover
    change = None
    if not numerals.missing(row.participants) and not numerals.missing(row.participants_before):
        change = row.participants - row.participants_before
    return [
        Cell(joined(inner(address, name), " ", rising(row) if row.rising else None), name),
        tables.number(count, topic_words.size(row.participants, row.participants_cover)),
        tables.number(topic_words.persons(*earlier), topic_words.size(*earlier)),
        tables.number(signs.change(change), change),
        tables.number(numerals.count(row.posts), row.posts),
        Cell(weeks or small(numerals.MISSING)),
    ]
