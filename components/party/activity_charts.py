"""What party members do over time: charts to look into, each with its words, its table and what to take away."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from components.charts import charted, party_charts, plots
from components.charts.charted import Picture
from components.parts import signs, table_card
from components.parts.cards import empty
from components.parts.html import div, td, th, tr
from components.parts.outreach_list import kind_name
from components.parts.tables import brief
from components.scope import Scope
from components.words import numerals
from components.words.place_names import short
from data_access.metrics import PARTY_ACTIVE, PARTY_INTERACTION, Definition
from data_access.party.activity import Acts, ActsOfTown
from data_access.wording import text

MOST_ROWS = 60
KINDS = ("post", "comment", "reply", "vote", "sign_up", "visit")


def of_committee(acts: Acts) -> None:
    """What a committee's members do."""
    with st.container(key="activity"):
        _chart("kinds", _kinds, (acts.kinds, acts.campaigns), PARTY_INTERACTION)
        _boards(acts.boards)


def of_town(acts: ActsOfTown, rows: pd.DataFrame) -> None:
    """What the town's members do. `rows`: party.suppressed."""
    with st.container(key="activity"):
        _chart("kinds", _kinds, (acts.kinds, acts.campaigns), PARTY_INTERACTION)
        _chart("members", _members, (acts.days, acts.campaigns), PARTY_ACTIVE)
        _boards(acts.boards)
        _chart("hours", _hours, (acts.hours,), PARTY_INTERACTION)
        _chart("calendar", _calendar, (acts.calendar, rows), PARTY_INTERACTION)


def _boards(table: pd.DataFrame) -> None:
    """Acts of 30 days by board and kind, as a table of its own."""
    none = text("party.no_acts")
    if len(table) and not table["name"].notna().any():
        table, none = table.iloc[:0], text("party.no_boards_kept")
    kinds = [kind for kind in KINDS if len(table) and table[kind].any()]
    title, most = text("party.boards"), max(int(table["acts"].max()), 1) if len(table) else 1
    heads = [(text("party.board"), ""), (text("party.acts"), "num all")] + [
        (text(f"act.{kind}"), "num") for kind in kinds
    ]
    lines = [
        tr(
            th(_board(row), scope="row"),
            td(
                signs.bar(row.acts, numerals.count(row.acts), most),
                cls="num all",
            ),
            [td(numerals.count(getattr(row, kind)), cls="num") for kind in kinds],
        )
        for row in table.itertuples()
    ]
    listed = brief(heads, lines, "party-boards")
    scrolled = div(listed, cls="scrolls-x", tabindex=0, role="region", aria_label=title)
    body, written = scrolled if lines else empty(none), partial(_board_frame, table, kinds)
    table_card.draw("boards", title, body, frame=written, metrics=[PARTY_INTERACTION])


def _kinds(seen: Scope, table: pd.DataFrame, campaigns: pd.DataFrame) -> Picture:
    names = {kind: text(f"act.{kind}") for kind in KINDS}
    sums = table.sum()
    words = ""
    if len(table):
        words = text(
            "party.kinds_words",
            period=numerals.period(table.index[0], table.index[-1]),
            count=numerals.count(sums.sum()),
            kind=names[sums.idxmax()],
            most=numerals.count(sums.max()),
        )
    figure = party_charts.kinds(table, names, _labelled(campaigns), seen.look)
    return Picture(words + _events(campaigns), figure, _listed(table.rename(columns=names)))


def _members(seen: Scope, days: pd.DataFrame, campaigns: pd.DataFrame) -> Picture:
    words = ""
    if len(days):
        first, last = days.iloc[0], days.iloc[-1]
        words = text(
            "party.members_words",
            period=numerals.period(first["day"], last["day"]),
            start=numerals.count(first["identity_shown"]),
            end=numerals.count(last["identity_shown"]),
            active=numerals.count(last["active_30"]),
        )
    table = days.set_index("day")[["identity_shown", "active_30"]]
    listed = _listed(table.rename(columns={key: text(f"party.{key}") for key in table.columns}))
    return Picture(words, party_charts.members(days, _labelled(campaigns), seen.look), listed)


def _calendar(seen: Scope, table: pd.DataFrame, rows: pd.DataFrame) -> Picture:
    left, cut, table = len(rows) - len(table), len(table) - MOST_ROWS, table.iloc[:MOST_ROWS]
    names = {row.committee: short(row.name) for row in rows.itertuples()}
    whose = [names[code] for code in table.index]
    words = [
        [
            f"{name} {numerals.day(day)} {numerals.count(n)}"
            for day, n in zip(table.columns, line, strict=True)
        ]
        for name, line in zip(whose, table.to_numpy(), strict=True)
    ]
    summary = ""
    if len(table):
        sums = table.sum(axis=1)
        summary = text("party.calendar_words", name=names[sums.idxmax()], count=numerals.count(sums.max()))
    if left:
        summary += text("party.left_out", count=numerals.count(left))
    if cut > 0:
        summary += text("party.cut", count=numerals.count(cut))
    listed = table.rename(index=names).rename_axis(text("common.committee")).reset_index()
    listed = listed.rename(columns={day: numerals.day(day) for day in table.columns})
    return Picture(summary, plots.field(table.set_axis(whose), words, text("unit.acts"), seen.look), listed)


def _hours(seen: Scope, table: pd.DataFrame) -> Picture:
    days = [text(f"weekday.{n}") for n in range(7)]
    hours_ = [text("party.hour", hour=hour) for hour in range(24)]
    words = [
        [f"{day} {hour} {numerals.count(n)}" for hour, n in zip(hours_, line, strict=True)]
        for day, line in zip(days, table.to_numpy(), strict=False)
    ]
    summary = ""
    if len(table):
        day, hour = table.stack().idxmax()
        summary = text("party.hours_words", weekday=days[day], hour=hours_[hour])
    listed = table.set_axis(hours_, axis=1).rename(index=dict(enumerate(days)))
    listed = listed.rename_axis(text("party.weekday")).reset_index()
    figure = plots.field(
        table.set_axis(days[: len(table)]).set_axis(hours_, axis=1), words, text("unit.acts"), seen.look
    )
    figure.update_layout(height=330).update_xaxes(tickvals=hours_[::3], tickangle=0)
    return Picture(summary, figure, listed)


def _board(row) -> str:
    if isinstance(row.name, str):
        return row.name
    return text("party.unknown_board" if row.board else "party.no_board")


def _board_frame(table: pd.DataFrame, kinds: list[str]) -> pd.DataFrame:
    columns = {
        text("party.board"): [_board(row) for row in table.itertuples()],
        text("party.acts"): table["acts"],
    }
    return pd.DataFrame(columns | {text(f"act.{kind}"): table[kind] for kind in kinds})


def _labelled(campaigns: pd.DataFrame) -> pd.DataFrame:
    words = [
        f"{numerals.day(row.held_on)} {kind_name(row.kind)} {row.title or ''}".strip()
        for row in campaigns.itertuples()
    ]
    return campaigns.assign(words=words)


def _events(campaigns: pd.DataFrame) -> str:
    if campaigns.empty:
        return ""
    listed = text("sign.and").join(
        text("party.campaign_is", day=numerals.day(row.held_on), title=row.title or "")
        for row in campaigns.itertuples()
    )
    return text("party.campaigns_are", events=listed)


def _listed(table: pd.DataFrame) -> pd.DataFrame:
    """A row a day, the latest first."""
    table = table.sort_index(ascending=False).rename_axis(index=text("common.day"), columns=None)
    return table.reset_index()


def _chart(key: str, build: Callable, arguments: tuple, metric: Definition) -> None:
    title, none = text(f"party.chart_{key}"), text("party.no_acts")
    charted.draw(key, title, build, arguments, metric, written=numerals.count, none=none)
