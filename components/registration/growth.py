"""Coverage and net new over the days: charts to look into, each with its words and its table."""

from collections.abc import Callable

import pandas as pd

from components.charts import charted, plots
from components.charts.charted import Picture
from components.parts.outreach_list import kind_name
from components.scope import Scope, choose
from components.words import gained, numerals
from components.words.coverage import unmeasured
from components.words.place_names import short
from data_access.metrics import COVERAGE, NET_NEW, NET_NEW_HOUSEHOLDS, Definition, Parts
from data_access.wording import text

MOST, ROWS = 5, 60


def chosen(standings: pd.DataFrame) -> tuple[str, ...]:
    """The committees that the reader compares with the town, kept in the address."""
    names = {row.committee: short(row.name) for row in standings.sort_values("committee").itertuples()}
    return tuple(choose(text("growth.choose"), "chosen", names, MOST))


def draw(
    only: tuple[str, ...],
    town: pd.DataFrame,
    committees: pd.DataFrame,
    parts: dict[str | None, Parts | None],
    standings: pd.DataFrame,
    events: pd.DataFrame,
    flows: pd.DataFrame,
) -> None:
    """Coverage and net new of the town and of the chosen by day, and each committee's growth where the town keeps
    households.

    `only`: `chosen`; `town`: registration.by_day; `committees`: registration.of_committees of the chosen; `parts`: progress.along;
    `events`: outreach.uplift; `flows`: outreach.household_flows.
    """
    none = unmeasured(standings) if standings["value"].isna().all() else text("trend.empty")
    arguments = town, committees, standings, events, tuple(parts.items())
    _chart("coverage", _coverage, arguments, numerals.rate, COVERAGE, none)
    _chart("daily", _daily, (town, committees, standings), numerals.change, NET_NEW)
    if COVERAGE.kept(standings):
        _chart("heat", _heat, (flows, standings, only), numerals.change, NET_NEW_HOUSEHOLDS)


def _chart(
    key: str,
    build: Callable,
    arguments: tuple,
    written: Callable,
    metric: Definition,
    none: str | None = None,
) -> None:
    title, none = text(f"growth.{key}"), none or text("trend.empty")
    kinds = "rate" if metric is COVERAGE else None
    charted.draw(key, title, build, arguments, metric, written=written, none=none, kinds=kinds)


def _coverage(
    seen: Scope,
    town: pd.DataFrame,
    committees: pd.DataFrame,
    standings: pd.DataFrame,
    events: pd.DataFrame,
    parts: tuple[tuple[str | None, Parts | None], ...],
) -> Picture:
    names, whole = _names(standings), text("download.whole_town")
    chosen = committees["committee"].map(names)
    lines = pd.concat(
        [
            _named(committees.assign(name=chosen, value=COVERAGE.of_each(committees))),
            _named(town.assign(name=whole, value=COVERAGE.of_each(town))),
        ]
    ).dropna(subset=["value"])
    places = events["committee"].map(names).where(events["committee"].notna(), whole)
    figure = plots.trend(lines, _marks(lines, events.assign(place=places)), seen.look, _links(names, seen))
    words = _trend_words(lines, {names.get(code, whole) if code else whole: change for code, change in parts})
    return Picture(words + _without_line(lines, chosen), figure, _wide(lines, "value"))


def _daily(seen: Scope, town: pd.DataFrame, committees: pd.DataFrame, standings: pd.DataFrame) -> Picture:
    names = _names(standings)
    if committees.empty:
        flows = town.assign(name=text("download.whole_town"))
    else:
        flows = committees.assign(name=committees["committee"].map(names))
    flows = flows.assign(net_new=flows.groupby("name")["registered"].diff()).dropna(subset=["net_new"])
    figure = plots.daily(flows, seen.look, _links(names, seen))
    return Picture(_daily_words(flows), figure, _wide(flows, "net_new"))


def _heat(seen: Scope, stocks: pd.DataFrame, standings: pd.DataFrame, only: tuple[str, ...]) -> Picture:
    order = [code for code in standings["committee"] if code in only or not only]
    flows = stocks.pivot(index="committee", columns="day", values="households").diff(axis=1).iloc[:, 1:]
    flows = flows.reindex(order[:ROWS])
    names = _names(standings)
    words = _heat_words(flows, names)
    if len(order) > ROWS:
        words += text("growth.first_rows", count=numerals.count(ROWS))
    table = flows.rename(index=names).rename_axis(text("common.committee")).reset_index()
    table = table.rename(columns={day: numerals.day(day) for day in flows.columns})
    figure = plots.heat(flows, names, seen.look, {code: seen.portrait(code) for code in flows.index})
    return Picture(words + text("growth.press"), figure, table)


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[["day", "name", "value"]]


def _names(standings: pd.DataFrame) -> dict[str, str]:
    return {row.committee: short(row.name) for row in standings.itertuples()}


def _links(names: dict[str, str], seen: Scope) -> dict[str, str]:
    """The portraits' addresses by the names shown."""
    return {name: seen.portrait(code) for code, name in names.items()}


def _without_line(lines: pd.DataFrame, chosen: pd.Series) -> str:
    """The chosen committees that have no coverage to draw."""
    missing = [name for name in dict.fromkeys(chosen) if name not in set(lines["name"])]
    return text("growth.no_base", names=text("sign.and").join(missing)) if missing else ""


def _wide(rows: pd.DataFrame, value: str) -> pd.DataFrame:
    """A row a day, the latest first; a column a name."""
    order = list(dict.fromkeys(rows["name"]))
    table = rows.pivot(index="day", columns="name", values=value)[order].sort_index(ascending=False)
    return table.rename_axis(index=text("common.day"), columns=None).reset_index()


def _marks(lines: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """The events that lie on one of the lines: day, name, value, words."""
    events = events.astype({"held_on": "object", "place": "object"})
    found = events.merge(
        lines.rename(columns={"name": "place"}).astype({"day": "object", "place": "object"}),
        left_on=["held_on", "place"],
        right_on=["day", "place"],
    )
    words = [
        f"{numerals.day(row.day)} {row.place} {kind_name(row.kind)} {row.title or ''}".strip()
        for row in found.itertuples()
    ]
    return pd.DataFrame(
        {"day": found["day"], "name": found["place"], "value": found["value"], "words": words}
    )


def _trend_words(lines: pd.DataFrame, parts: dict[str, Parts | None]) -> str:
    sentences = []
    for label, line in lines.groupby("name", sort=False):
        of_which = gained.of_which(parts.get(label))
        sentences.append(
            text(
                "growth.from_to",
                name=label,
                first=numerals.day(line["day"].iloc[0]),
                last=numerals.day(line["day"].iloc[-1]),
                start=numerals.rate(line["value"].iloc[0]),
                end=numerals.rate(line["value"].iloc[-1]),
                of_which=text("sign.comma") + of_which if of_which else "",
            )
        )
    return "".join(sentences)


def _daily_words(flows: pd.DataFrame) -> str:
    sentences = []
    for label, bars in flows.groupby("name", sort=False):
        most = bars.loc[bars["net_new"].idxmax()]
        sentences.append(
            text(
                "growth.most_on",
                name=label,
                count=numerals.change(bars["net_new"].sum()),
                day=numerals.day(most["day"]),
                most=numerals.change(most["net_new"]),
            )
        )
    return "".join(sentences)


def _heat_words(flows: pd.DataFrame, names: dict[str, str]) -> str:
    sums = flows.sum(axis=1, min_count=1).dropna()
    if sums.empty:
        return ""
    most, still = sums.idxmax(), int((sums <= 0).sum())
    period = numerals.period(flows.columns[0], flows.columns[-1])
    if sums[most] <= 0:
        return text("growth.heat_none", period=period, count=numerals.count(len(sums)))
    return text(
        "growth.heat_words",
        period=period,
        name=names[most],
        count=numerals.change(sums[most]),
        others=text("growth.heat_left", count=numerals.count(still))
        if still
        else text("growth.heat_none_left"),
    )
