"""What a department's page says first: its cases and its replies in a sentence, and the figures of both."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import breadcrumb
from components.parts.cards import figure, notes
from components.parts.html import inner, joined, span
from components.parts.sentences import clauses, filled, headline, listed
from components.scope import Scope, name_places, town
from components.words import numerals
from data_access import metrics
from data_access.metrics import Definition, Ratio
from data_access.settings import settings
from data_access.wording import name, text

DAYS = 30
_RATES = (metrics.ON_TIME_CLOSURE, metrics.FIRST_CONTACT_IN_TIME, metrics.RETURNED_RATE)


def sentence(own, counts, scope: Scope) -> None:
    """The way to it, then how many cases it has, how many of them too late, and how soon it answers. `own`: a row of
    concerns.by_department; `counts`: cases.figures of it."""
    name_places(department=own.name)
    steps = [(scope.link("department"), text("nav.department")), (scope.again("department"), own.name)]
    party = inner(scope.link("party", "departments"), text("department.to_party"), cls="portrait")
    breadcrumb.trail(steps, party)
    parts = [_cases(counts)] if town().keeps("case_file") else []
    parts += [_replies(own)] if town().keeps("post", "interaction") else []
    headline(clauses(*parts or [name("block", own.block)]), whose=own.name)


def figures(own, member, counts, scope: Scope) -> None:
    """Members, replies and cases. `member`: its row of party.by_department, None where it is covered with its block; the rest
    as in `sentence`."""
    of = {"department": own.department}
    with st.container(key="figures"):
        _members(member, of)
        hours = text("department.replied", count=numerals.count(own.replies))
        figure(metrics.REPLY_HOURS, _with_unit(metrics.REPLY_HOURS, _hours(own)), notes(hours), of=of)
        if pd.notna(own.concerns):
            by_itself = text("department.by_itself")
            _rate(metrics.ANSWERED_24H, own, of, f"{scope.again('department')}#department_topics", by_itself)
        cases, day = (
            scope.link("cases", department=own.department),
            notes(text("department.on_day", day=scope.on)),
        )
        figure(metrics.CASES_OPEN, numerals.count(counts.open), day, of=of, target=cases)
        target = scope.link("cases", department=own.department, light="red")
        figure(metrics.CASES_OVERDUE, numerals.count(counts.overdue), day, of=of, target=target)
        for metric in _RATES:
            _rate(metric, counts, of, None)
        closed = text("department.closed", count=numerals.count(counts.closed))
        days = _with_unit(metrics.CASE_DAYS, numerals.decimal(counts.median_days))
        figure(metrics.CASE_DAYS, days, notes(closed), of=of)


def _cases(counts) -> Markup | str:
    if not counts.open and not counts.received:
        return text("department.no_cases")
    late = filled("department.overdue_is", count=numerals.count(counts.overdue)) if counts.overdue else ""
    rate = metrics.ON_TIME_CLOSURE.of(counts)
    timely = "" if rate is None else filled("department.on_time_is", rate=numerals.rate(rate))
    still = text("department.none_now")
    if counts.open:
        still = filled("department.open_is", count=numerals.count(counts.open))
    return listed(still, late, timely)


def _replies(own) -> Markup | str:
    if not own.replies:
        return text("department.no_replies")
    return filled("department.replies_is", count=numerals.count(own.replies), hours=_hours(own))


def _hours(own) -> str:
    return numerals.decimal(own.median_hours)


def _with_unit(metric: Definition, words: str) -> Markup | str:
    if words == numerals.MISSING:
        return words
    return joined(words, span(name("unit", metric.unit), cls="unit"))


def _members(member, of: Mapping[str, str]) -> None:
    """How many have joined, as far as it may be parts."""
    metric = metrics.DEPARTMENT_JOINED
    if member is None:
        figure(metric, numerals.MISSING, notes(text("department.covered")), of=of)
        return
    roster = text("department.of_roster", count=numerals.count(member.roster_members))
    taking_part = text("department.active_is", count=numerals.count(member.active_30))
    below = notes(
        roster if pd.notna(member.roster_members) else "", taking_part if pd.notna(member.active_30) else ""
    )
    figure(metric, _joined(member), below, of=of)


def _joined(member) -> str:
    if member.cover == "nearly":
        roster, fewest = member.roster_members, settings().minimums.small_group
        return text("sign.range", low=numerals.count(roster - fewest + 1), high=numerals.count(roster - 1))
    return text("sign.few") if member.cover == "small" else numerals.count(member.joined)


def _rate(metric: Ratio, row: Any, of: Mapping[str, str], target: str | None, *further: str) -> None:
    part, whole = (getattr(row, name) for name in (metric.part, metric.whole))
    made_of = (
        text("sign.of", part=numerals.count(part), whole=numerals.count(whole))
        if whole
        else text("department.nothing_due")
    )
    figure(metric, numerals.rate(metric.of(row)), notes(made_of, *further), of=of, target=target)
