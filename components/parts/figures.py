"""The headline figures: a number, what it is, what moved, and its definition."""

from datetime import date
from html import escape

import pandas as pd
import streamlit as st

from components.parts import definition, lights, markup
from components.scope import current
from components.words import gained, numerals
from components.words.place_names import short
from data_access import metrics
from data_access.metrics import Metric, Parts
from data_access.settings import Target
from data_access.wording import name, text

_NAMED = 200


def registered(
    town: pd.DataFrame, net_new: dict[int, int | None], since: date | None = None, change: int | None = None
) -> None:
    """Registered residents, with the change over each span, and that since a day of the reader's choice.

    `town`: registration.town of the day alone.
    """
    changes = "".join(
        f'<li class="st-key-fig-net_new-{span}"><span class="label">{escape(text("figure.span", days=span))}</span> '
        f"<b>{numerals.arrow(change)}{numerals.change(change)}</b></li>"
        for span, change in net_new.items()
    )
    if since:
        words = escape(text("figure.since", day=since))
        changes += f'<li><span class="label">{words}</span> <b>{numerals.arrow(change)}{numerals.change(change)}</b></li>'
    value = metrics.REGISTERED.of_all(town).value if len(town) else None
    _card(metrics.REGISTERED, numerals.count(value), f'<ul class="changes">{changes}</ul>')


def coverage(committees: pd.DataFrame, improvement: Parts | None, since: date | None = None) -> None:
    """The town's household coverage as a ratio of sums, its change in a week or since a day and what that is made of, and
    who is left out."""
    total = metrics.COVERAGE.of_all(committees)
    if total.value is None:
        _card(metrics.COVERAGE, numerals.MISSING, markup.notes(unmeasured(committees)))
        return
    notes = [text("figure.of", part=numerals.count(total.part), whole=numerals.count(total.whole))]
    if total.left_out:
        notes.append(text("figure.left_out", count=numerals.count(total.left_out)))
    if parts := gained.of_which(improvement):
        notes.insert(0, parts)
    compared = text("figure.since", day=since) if since else text("figure.week")
    whole = None if improvement is None else float(improvement.whole)
    week = f'<span class="label">{escape(compared)}</span> <b>{numerals.arrow(whole)}{numerals.points(whole)}</b>'
    _card(
        metrics.COVERAGE, numerals.rate(total.value), f'<p class="changes">{week}</p>{markup.notes(*notes)}'
    )


def unmeasured(committees: pd.DataFrame) -> str:
    """Why there is no coverage to tell, in words. `committees`: registration.by_committee."""
    if committees.empty:
        return text("registration.none")
    return text("figure.no_bases" if metrics.COVERAGE.kept(committees) else "figure.no_households")


def party_registered(town: pd.DataFrame) -> None:
    """Party members among the registered, and their share."""
    value = metrics.PARTY_REGISTERED.of_all(town).value if len(town) else None
    if not value:
        _card(metrics.PARTY_REGISTERED, numerals.MISSING, markup.notes(text("party.no_members")))
        return
    note = text("figure.share", rate=numerals.rate(metrics.PARTY_SHARE.of_all(town).value))
    _card(metrics.PARTY_REGISTERED, numerals.count(value), markup.notes(note))


def departments(joined: pd.DataFrame) -> None:
    """Department members, and how many of each block, the small ones covered. `joined`: party.covered_blocks."""
    if not joined["block"].any():
        _card(metrics.DEPARTMENT_JOINED, numerals.MISSING, markup.notes(text("party.no_departments_kept")))
        return
    whole = metrics.DEPARTMENT_JOINED.of_all(joined[joined["block"] == ""]).value
    blocks = joined[joined["block"] != ""].sort_values("joined", ascending=False)
    parts = "".join(
        f"<li><span>{escape(name('block', row.block))}</span> <b>{_covered(row.joined, row.joined_cover)}</b></li>"
        for row in blocks.itertuples()
    )
    below = f'<ul class="parts">{parts}</ul>' if whole else markup.notes(text("figure.no_departments"))
    _card(metrics.DEPARTMENT_JOINED, numerals.count(whole), below)


def _covered(count: float, cover: str | None) -> str:
    """A count, or the sign that stands for it: `<5` for a small one, a dash for one that would give it away."""
    return escape(text("committee.small")) if cover == "small" else numerals.count(count)


def party_active(members: pd.DataFrame) -> None:
    """The share of members with identity shown who did something in 30 days. `members`: party.town."""
    total = metrics.PARTY_ACTIVE.of_all(members)
    if total.value is None or not members["recorded"].any():
        missing = text("party.no_acts_kept" if total.whole else "party.nobody")
        _card(metrics.PARTY_ACTIVE, numerals.MISSING, markup.notes(missing))
        return
    note = text("figure.in_30_days", part=numerals.count(total.part), whole=numerals.count(total.whole))
    _card(metrics.PARTY_ACTIVE, numerals.rate(total.value), markup.notes(note))


def works(projects: pd.DataFrame) -> None:
    """Works by light, each number a way to those works. `projects`: consultation.as_of."""
    counts, seen = projects["light"].value_counts(), current()
    shown = "".join(
        f'<li><a data-inner href="{escape(seen.link("consultation", committee=seen.committee, light=colour))}">'
        f"<b>{numerals.count(counts.get(colour, 0))}</b> {lights.light(colour)}</a></li>"
        for colour in lights.ORDER
    )
    unlit = len(projects) - int(counts.sum())
    note = markup.notes(text("figure.unlit", count=numerals.count(unlit))) if unlit else ""
    if projects.empty:
        shown, note = "", markup.notes(text("figure.no_projects"))
    _card(metrics.PROJECTS_BY_LIGHT, f'<ul class="by-light">{shown}</ul>', note)


def opinions(asked: pd.DataFrame, on: date) -> None:
    """Opinions without an answer, and how long the oldest has waited. `asked`: consultation.opinions."""
    row = asked.iloc[0]
    if not row.received:
        _card(metrics.OPINIONS_WAITING, numerals.MISSING, markup.notes(text("figure.no_opinions")))
        return
    rate = numerals.rate(metrics.ANSWERED_RATE.of_all(asked).value)
    notes = [text("figure.received", received=numerals.count(row.received), rate=rate)]
    if row.waiting:
        days = (on - row.oldest_waiting.date()).days
        notes.insert(0, text("figure.oldest", days=numerals.count(days)))
    else:
        notes.insert(0, text("figure.none_waiting"))
    _card(metrics.OPINIONS_WAITING, numerals.count(row.waiting), markup.notes(*notes))


def committees(standings: pd.DataFrame) -> None:
    """How many committees there are, how many grew and how many stand still. `standings`: progress.standings."""
    notes = []
    if standings["net_new_households"].notna().any():
        growing = int((standings["net_new_households"] > 0).sum())
        notes.append(text("figure.with_growth", count=numerals.count(growing)))
    if standings["watched"].any():
        notes.append(text("figure.stalled", count=numerals.count(int(standings["stalled"].sum()))))
    _card(metrics.COMMITTEES, numerals.count(len(standings)), markup.notes(*notes))


def waiting(town: pd.DataFrame) -> None:
    """Applications without a verification, and how many of them wait too long. `town`: registration.town of the day."""
    value, long = (int(town[key].sum()) if len(town) else None for key in ("waiting", "waiting_long"))
    note = text("figure.waiting_long", count=numerals.count(long)) if long else text("figure.none_long")
    _card(metrics.WAITING, numerals.count(value), markup.notes(note))


def stalled(standings: pd.DataFrame) -> None:
    """How many committees stand still, their names one tap away. `standings`: progress.standings."""
    if not standings["watched"].any():
        said = "figure.few_days" if metrics.COVERAGE.kept(standings) else "figure.no_households"
        _card(metrics.STALLED, numerals.MISSING, markup.notes(text(said)))
        return
    still, seen = standings[standings["stalled"]].sort_values("committee"), current()
    names = "".join(
        f'<li><a data-inner href="{escape(seen.portrait(row.committee))}">{escape(short(row.name))}</a></li>'
        for row in still[:_NAMED].itertuples()
    )
    if len(still) > _NAMED:
        names += f"<li>{escape(text('committee.and_more', count=numerals.count(len(still))))}</li>"
    fold = (
        f'<details class="names" data-alone><summary>{escape(text("figure.which"))}</summary>'
        f'<ul class="panel">{names}</ul></details>'
    )
    note = markup.notes(text("figure.of_committees", count=numerals.count(len(standings))))
    _card(metrics.STALLED, numerals.count(len(still)), note + (fold if names else ""))


def target(goal: Target | None, way, standings: pd.DataFrame) -> None:
    """The town's way to its target: households needed, needed a day, when it may be reached.

    `way`: standing.ToTarget, None where there is nothing to measure it by; `goal`: None where there is no target;
    `standings`: progress.standings.
    """
    if goal is None:
        _card(metrics.GAP_TO_TARGET, numerals.MISSING, markup.notes(text("figure.no_target")))
        return
    notes = [text("figure.target", rate=numerals.rate(goal.coverage), day=goal.due)]
    if way is None:
        _card(metrics.GAP_TO_TARGET, numerals.MISSING, markup.notes(*notes, unmeasured(standings)))
        return
    if way.needed and way.pace is not None:
        notes.append(text("figure.pace", count=numerals.decimal(float(way.pace))))
    notes.append(expected(way.needed, way.earliest, way.latest, way.reason))
    _card(metrics.GAP_TO_TARGET, numerals.count(way.needed), markup.notes(*notes))


def expected(needed: int, earliest: date | None, latest: date | None, reason: str | None) -> str:
    """When a target may be reached, in words, or why that cannot be told. Given as in standing.ToTarget."""
    if not needed:
        return text("figure.reached")
    if earliest is None:
        return text(f"no_date.{reason}")
    if latest is None:
        return text("figure.from_day", day=earliest)
    return text("figure.between", period=numerals.period(earliest, latest))


def plain(metric: Metric, value: str, *sentences: str, more: str = "") -> None:
    """Any figure with its notes below. `value` and `more` are HTML."""
    _card(metric, value, markup.notes(*sentences) + more)


def _card(metric: Metric, value: str, below: str) -> None:
    label = escape(text(f"metric.{metric.key}.name"))
    with st.container(key=f"fig-{metric.key}"):
        markup.draw(
            f'<section class="card fig"><div class="fig-head"><h2 class="label">{label}</h2>{definition.fold(metric)}</div>'
            f'<div class="figure">{value}</div>{below}</section>'
        )
