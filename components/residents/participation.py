"""Registered residents who take part: the committees by their share, and what is talked of on which board."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import signs, table_card
from components.parts.cards import begun, empty, more, notes
from components.parts.html import Content, b, inner, joined, li, span, td, th, tr, ul
from components.parts.tables import brief
from components.scope import Scope
from components.words import numerals
from components.words.place_names import short
from data_access.metrics import RESIDENTS_ACTIVE, percent, ranking
from data_access.residents.taking_part import Active
from data_access.settings import settings
from data_access.wording import text

SHOWN, BUSIEST = 10, 3


def of_town(standings: pd.DataFrame, boards: pd.DataFrame, scope: Scope) -> None:
    """Committees and boards side by side; nothing where no act is on record. `standings`: residents.by_committee; `boards`:
    residents.by_board."""
    if boards.empty and not standings["active_30"].sum():
        return
    with st.container(key="participation"):
        _committees(standings, scope)
        _boards("talk", boards)


def of_committee(own: Active | None, boards: pd.DataFrame) -> None:
    """A committee's share, its place, and its boards. `own`: residents.of_committee; `boards`: residents.by_board of it."""
    if own is None or (boards.empty and not own.active_30):
        return
    facts = ul(
        li(span(text("residents.active_30"), cls="label"), " ", b(share(own)), " ", _place(own)),
        li(span(text("residents.busiest"), cls="label"), " ", _busiest(boards)) if _named(boards) else None,
        cls="facts",
    )
    _boards("committee_talk", boards, facts)


def _busiest(boards: pd.DataFrame) -> str:
    """The first boards with how many persons are active on each."""
    return text("sign.listed").join(
        text("sign.counted", name=_board(row), count=_persons(row)) for row in boards[:BUSIEST].itertuples()
    )


def share(row: Active) -> str:
    """How many take part, with their base; or why it is not said."""
    if pd.isna(row.active_30):
        few = row.cover == "small"
        return text(
            "sign.of",
            part=text("sign.few") if few else numerals.MISSING,
            whole=numerals.count(row.registered),
        )
    part, whole = numerals.count(row.active_30), numerals.count(row.registered)
    return text(
        "sign.bracketed",
        words=numerals.rate(RESIDENTS_ACTIVE.of(row)),
        inside=text("sign.of", part=part, whole=whole),
    )


def _place(row: Active) -> str:
    """Its place among the committees, as far as the town shows places."""
    rankings = settings().rankings
    if rankings == "off":
        return ""
    if pd.isna(row.place):
        return _reason(row)
    words = {"full": ("standing.place_is", row.place), "bands": ("standing.quarter", row.quarter)}
    key, number = words[rankings]
    return text(key, place=number, quarter=number)


def _reason(row: Active) -> str:
    if row.reason == "small_sample":
        least = ranking.least(RESIDENTS_ACTIVE, settings().minimums)
        return text("party.small_sample_registered", count=least)
    return text("party.protected") if row.reason == "protected" else ""


def _committees(standings: pd.DataFrame, scope: Scope) -> None:
    rows, rankings = _arranged(standings), settings().rankings
    most = max(float(rows["value"].max()), 0.01) if rows["value"].notna().any() else 1.0
    first = {"full": text("common.place"), "bands": text("common.quarter"), "off": ""}[rankings]
    heads = [(first, "num place")] if first else []
    heads += [
        (text("common.committee"), ""),
        (text("residents.rate"), "num rate"),
        (text("residents.of_registered"), "num raw"),
    ]
    lines = [_line(row, most, scope) for row in rows.itertuples()]
    table = begun(lines, SHOWN, lambda some: brief(heads, some, "ranked residents-ranked"), "party.others")
    least = numerals.count(ranking.least(RESIDENTS_ACTIVE, settings().minimums))
    note = notes(text("party.board_note_registered", count=least) + text("residents.committee_note"))
    title = text("residents.by_committee")
    table_card.draw(
        "residents", title, table, note, metric=RESIDENTS_ACTIVE, frame=lambda: committees_frame(rows)
    )


def _arranged(rows: pd.DataFrame) -> pd.DataFrame:
    """In the order that the town shows: by place, by quarter, or by code alone."""
    order = {"full": ["place", "committee"], "bands": ["quarter", "committee"], "off": ["committee"]}
    return rows.sort_values(order[settings().rankings], na_position="last", ignore_index=True)


def _line(row, most: float, scope: Scope) -> Markup:
    rankings = settings().rankings
    place: Content = numerals.count(row.place) if rankings == "full" else _place(row)
    if pd.isna(row.place):
        place = (
            span(text(f"party.{row.reason}_short"), cls="why", data_hint=_reason(row), tabindex=0)
            if _reason(row)
            else numerals.MISSING
        )
    value = None if pd.isna(row.value) else float(row.value)
    count = text("sign.few") if row.cover == "small" else numerals.count(row.active_30)
    return tr(
        None if rankings == "off" else td(place, cls="num place"),
        th(inner(scope.portrait(row.committee), short(row.name)), scope="row"),
        td(signs.bar(value, numerals.rate(value), most), cls="num rate"),
        td(text("sign.of", part=count, whole=numerals.count(row.registered)), cls="num raw"),
        aria_current="true" if row.committee == scope.mine else None,
    )


def _whole(number) -> int | None:
    return None if pd.isna(number) else int(number)


def committees_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """The committees as they are downloaded: ordered and covered as on screen."""
    listed, rankings = list(rows.itertuples()), settings().rankings
    columns: dict[str, list] = {}
    if rankings != "off":
        key = "place" if rankings == "full" else "quarter"
        columns[text(f"common.{key}")] = [_whole(getattr(row, key)) for row in listed]
    columns |= {
        text("common.committee"): [row.name for row in listed],
        text("common.code"): [row.committee for row in listed],
        text("residents.rate_percent"): [
            None if pd.isna(row.value) else float(percent(row.value)) for row in listed
        ],
        text("residents.active_30"): [_whole(row.active_30) for row in listed],
        text("residents.registered"): [row.registered for row in listed],
    }
    if rankings != "off":
        columns[text("registration.reason")] = [_reason(row) or None for row in listed]
    return pd.DataFrame(columns, dtype="object")


def _boards(key: str, boards: pd.DataFrame, above: Content = None) -> None:
    if not _named(boards):
        body: Content = empty(text("party.no_boards_kept"))
        table_card.draw(key, text("residents.by_board"), above, body, metric=RESIDENTS_ACTIVE)
        return
    heads = [(text("party.board"), "")]
    heads += [(text(f"residents.{name}"), "num") for name in ("active_30", "posts_30", "comments_30")]
    lines = [
        tr(
            th(_board(row), scope="row"),
            td(_persons(row), cls="num"),
            td(numerals.count(row.posts_30), cls="num"),
            td(numerals.count(row.comments_30), cls="num"),
        )
        for row in boards.itertuples()
    ]
    table = brief(heads, lines, "residents-boards")
    note = notes(text("residents.boards_note"), text("residents.committee_note") if above else "")
    body = (
        more(text("residents.all_boards", count=numerals.count(len(lines))), table, note)
        if above
        else joined(table, note)
    )
    title, written = text("residents.by_board"), lambda: boards_frame(boards)
    table_card.draw(key, title, above, body, metric=RESIDENTS_ACTIVE, frame=written)


def _named(boards: pd.DataFrame) -> bool:
    """Whether the town keeps boards, and anybody wrote on one."""
    return not boards.empty and bool(boards["name"].notna().any())


def _persons(row) -> str:
    return text("sign.few") if row.cover == "small" else numerals.count(row.active_30)


def _board(row) -> str:
    if pd.notna(row.name):
        return row.name
    return text("party.unknown_board" if row.board else "residents.no_board")


def boards_frame(boards: pd.DataFrame) -> pd.DataFrame:
    """The boards as they are downloaded: covered as on screen."""
    listed = list(boards.itertuples())
    columns = {
        text("party.board"): [_board(row) for row in listed],
        text("residents.active_30"): [_whole(row.active_30) for row in listed],
        text("residents.posts_30"): [row.posts_30 for row in listed],
        text("residents.comments_30"): [row.comments_30 for row in listed],
        text("residents.acts_30"): [row.acts_30 for row in listed],
    }
    return pd.DataFrame(columns, dtype="object")
