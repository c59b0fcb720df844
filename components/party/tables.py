"""Committees and branches of the party page: their tables, what may be told of each."""

from functools import partial

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import signs, table_card, tables
from components.parts.cards import empty, notes
from components.parts.html import inner, joined, span
from components.parts.tables import Cell, Column
from components.party.head import ago, fewer, placed, shown_of, shown_rate, silence
from components.scope import Scope
from components.words import numerals
from components.words.place_names import short
from data_access import metrics
from data_access.settings import settings
from data_access.wording import term, text

_COLUMNS = ("committee", "registered", "shown", "shown_rate", "active", "silent", "visits")


def committees(rows: pd.DataFrame, branches: pd.DataFrame, visits: pd.DataFrame, scope: Scope) -> None:
    """Every committee in code order, each leading to its own view. `rows`: party.suppressed; `branches`: branches.suppressed;
    `visits`: visits.summed by committee."""
    kept = branches if len(branches) and branches["recorded"].any() else branches.iloc[:0]
    silent = kept.groupby("committee")["silent"].sum()  # missing where no branch, or no act, is on record
    done = visits.assign(rate=metrics.VISITS.of_each(visits)).set_index("committee")["rate"]
    rows = rows.assign(
        silent=rows["committee"].map(silent).astype("Float64"),
        visits=rows["committee"].map(done).astype(float),
    )
    words = [f"{row.name} {row.committee}".lower() for row in rows.itertuples()]
    label, hint, none = (term("registration", key) for key in ("search", "search_hint", "none_found"))
    sorts = settings().rankings == "full"
    columns = [
        Column(
            _heading(key),
            "heading" if key == "committee" else f"num {key}",
            sorts or key == "committee",
            _way(key),
            name=key,
        )
        for key in _COLUMNS
    ]
    mine = rows.index[rows["committee"] == scope.mine]
    searched = st.query_params.get("q", "")[:100]
    body = tables.search("party-committees", label, hint, none, searched, words) + tables.table(
        columns,
        [_committee(row, scope) for row in rows.itertuples()],
        key="party-committees",
        words=words,
        searched=searched,
        current=int(mine[0]) if len(mine) else None,
    )
    note = notes(text("party.covered_note", count=_least()))
    title = text("party.committees")
    written = partial(committees_frame, rows)
    table_card.draw("committees", title, body, note, metric=metrics.PARTY_ACTIVE, frame=written)


def committees_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """The committees as they are downloaded: covered as on screen."""
    columns = {
        "common.committee": rows["name"],
        "common.code": rows["committee"],
        "party.registered": rows["party_registered"],
        "party.identity_shown": rows["identity_shown"],
        "party.roster": rows["roster"],
        "party.with_branch": rows["with_branch"],
        "party.without_branch": rows["unplaced"],
        "party.active_30": rows["active_30"],
        "party.interaction_30": rows["interaction_30"],
        "party.positive_30": rows["positive_30"],
        "party.positive_own_30": rows["positive_own_30"],
        "party.praise_30": rows["praise_30"],
        "party.silent_branches": rows["silent"],
    }
    return pd.DataFrame(columns).rename(columns={key: text(key) for key in columns})


def silent(branches: pd.DataFrame, names: dict[str, str], scope: Scope) -> None:
    """The branches without an act in 14 days, the longest silent first. `branches`: branches.suppressed; `names`: of the
    committees by code."""
    rows = branches[branches["silent"].astype(bool)] if len(branches) else branches
    rows = rows.sort_values(["nobody", "days", "branch"], ascending=[True, False, True], na_position="first")
    columns = [
        Column(text("party.branch"), "heading", name="branch"),
        Column(text("common.committee"), name="committee"),
        Column(text("party.last_act"), "num", first="down", name="last_act"),
        Column(text("party.identity_shown"), "num", first="down", name="shown"),
    ]
    cells = [
        [
            Cell(_branch_link(row, scope), row.name),
            Cell(_link(scope, row.committee, short(names.get(row.committee, row.committee)))),
            Cell(silence(row), _silent_days(row)),
            Cell(shown_of(row), "" if pd.isna(row.identity_shown) else int(row.identity_shown)),
        ]
        for row in rows.itertuples()
    ]
    body = (
        tables.table(columns, cells, key="silent", step=10) if cells else empty(text(_none_silent(branches)))
    )
    title, written = text("party.silent_list"), partial(branches_frame, rows, names)
    table_card.draw("silent", title, body, metric=metrics.SILENT, frame=written)


def _none_silent(branches: pd.DataFrame) -> str:
    """What stands in the place of a list of silent branches that has no row."""
    if branches.empty:
        return "party.no_branches_kept"
    return "party.none_silent" if branches["recorded"].any() else "party.no_acts_kept"


def branches(rows: pd.DataFrame, names: dict[str, str], scope: Scope) -> None:
    """The branches of one committee, the reader's own among them marked. `rows`: its own of branches.suppressed."""
    columns = [
        Column(text("party.branch"), "heading", name="branch"),
        Column(text("party.roster"), "num", first="down", name="roster"),
        Column(text("party.identity_shown"), "num", first="down", name="shown"),
        Column(text("party.shown_rate"), "num", first="down", name="shown_rate"),
        Column(text("party.last_act"), "state", name="last_act"),
    ]
    cells, mine = (
        [_branch(row, scope) for row in rows.itertuples()],
        rows.index[rows["branch"] == scope.branch],
    )
    body = tables.table(columns, cells, key="branches", current=int(mine[0]) if len(mine) else None)
    body += notes(text("party.branches_note"))
    if rows.empty:
        body = empty(text("party.no_branches"))
    title, written = text("party.branches"), partial(branches_frame, rows, names)
    table_card.draw("branches", title, body, metric=metrics.IDENTITY_SHOWN_RATE, frame=written)


def branches_frame(rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Branches as they are downloaded: covered as on screen."""
    listed = list(rows.itertuples())
    return pd.DataFrame(
        {
            text("party.branch"): [row.name for row in listed],
            text("common.code"): [row.branch for row in listed],
            text("common.committee"): [names.get(row.committee, row.committee) for row in listed],
            text("party.roster"): [None if pd.isna(row.roster) else int(row.roster) for row in listed],
            text("party.identity_shown"): [shown_of(row) for row in listed],
            text("party.last_act"): [_state(row) for row in listed],
        },
        dtype="object",
    )


def _least() -> int:
    return max(settings().minimums.small_group, settings().minimums.identity_shown)


def _heading(key: str) -> str:
    return text("party.silent_branches") if key == "silent" else term("party", key)


def _way(key: str) -> str:
    return "up" if key == "committee" else "down"


def _committee(row, scope: Scope) -> list[Cell]:
    few = None if pd.isna(row.cover) else fewer(row.cover)
    identity_shown = row.identity_shown
    active = None if few or not row.recorded else metrics.PARTY_ACTIVE.of(row)
    return [
        Cell(_link(scope, row.committee, short(row.name)), short(row.name)),
        _number(few or numerals.count(row.party_registered), row.party_registered),
        _number(few or numerals.count(identity_shown), identity_shown),
        _shown_rate(row),
        _rate(active),
        _number(numerals.count(row.silent), row.silent),
        _rate(row.visits),
    ]


def _number(words: str, value) -> Cell:
    return Cell(words, "" if pd.isna(value) else int(value))


def _shown_rate(row) -> Cell:
    if row.unplaced_cover == "small":
        least = metrics.share(placed(row)[0], row.roster) if placed(row) else None
        return Cell(shown_rate(row), "" if least is None else least)
    return _rate(metrics.IDENTITY_SHOWN_RATE.of(row))


def _rate(value) -> Cell:
    return tables.number(signs.bar(value, numerals.rate(value)), value)


def _branch(row, scope: Scope) -> list[Cell]:
    few = row.cover == "small" and pd.isna(row.roster)
    rate = metrics.share(row.identity_shown, row.roster) if pd.isna(row.cover) else None
    return [
        Cell(_branch_link(row, scope), row.name),
        _number(text("sign.few") if few else numerals.count(row.roster), row.roster),
        _number(shown_of(row), row.identity_shown),
        _rate(rate),
        Cell(_marked(row), _silent_days(row) if row.silent else 0),
    ]


def _silent_days(row) -> int:
    """What a silent branch sorts by: those that nobody knows of last."""
    if row.nobody:
        return 1000
    return 999 if pd.isna(row.days) else int(row.days)


def _state(row) -> str:
    if row.silent or not row.recorded:
        return silence(row) if row.silent or row.nobody else text("party.no_acts_kept")
    return text("party.within") if pd.isna(row.days) else ago(row.days)


def _marked(row) -> Markup | str:
    """When the branch last took part, with a shape and a word beside where it is silent."""
    if not row.silent:
        return _state(row)
    return joined(span(text("party.is_silent"), cls="status", data_light="amber"), " ", silence(row))


def _branch_link(row, scope: Scope) -> Markup:
    return inner(scope.link("party", committee=row.committee, branch=row.branch), row.name)


def _link(scope: Scope, code: str, words: str) -> Markup:
    return inner(scope.link("party", committee=code), words)
