"""The party page's first lines: what it says in words, and its headline figures."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import allowed, breadcrumb, figures
from components.parts.cards import figure, notes, notice
from components.parts.html import draw, inner
from components.parts.sentences import clauses, filled, headline, listed
from components.scope import Scope, name_places
from components.words import numerals
from components.words.place_names import short
from data_access import metrics
from data_access.settings import settings
from data_access.wording import text


def _trail(scope: Scope, committee, branch=None) -> None:
    steps = [(scope.link("party"), text("common.whole_town"))]
    steps.append((scope.link("party", committee=committee.committee), committee.name))
    if branch:
        steps.append((scope.link("party", committee=committee.committee, branch=branch.branch), branch.name))
    name_places(committee=committee.name, **({"branch": branch.name} if branch else {}))
    portrait = inner(scope.portrait(committee.committee), text("party.to_portrait"), cls="portrait")
    breadcrumb.trail(steps, portrait)


def of_town(
    town: pd.DataFrame,
    boards: dict[str, pd.DataFrame],
    branches: pd.DataFrame,
    blocks: pd.DataFrame,
    visits: pd.DataFrame,
) -> None:
    """How many take part, who leads, how many branches are silent, and the figures. `town`: party.town_suppressed; `boards`:
    party.boards; `branches`: branches.suppressed; `blocks`: party.covered_blocks; `visits`: visits.of_valid."""
    rate = metrics.PARTY_ACTIVE.of_all(town).value
    if not town["party_registered"].sum():
        taking_part = text("party.no_members")
    elif rate is None:
        taking_part = text("party.nobody")
    elif not town["recorded"].any():
        taking_part = text("party.no_acts_kept")
    else:
        taking_part = filled("party.active_is", rate=numerals.rate(rate))
    headline(clauses(taking_part, _leaders(boards), _silent(branches)))
    with st.container(key="figures"):
        figures.party_registered(town)
        _identity_shown(town)
        figures.departments(blocks)
        figures.party_active(town)
        _silent_branches(branches)
        _visits(visits)


def of_committee(
    row, boards: dict[str, pd.DataFrame], branches: pd.DataFrame, visits: pd.DataFrame, scope: Scope
) -> None:
    """The way to one committee, how many of its members take part, its places, and its figures as far as they may be told.
    `row`: of party.suppressed; the frames: as in `of_town`, its own alone."""
    _trail(scope, row)
    if pd.notna(row.cover):
        taking_part = _covered(row.cover)
    elif pd.isna(row.active_30) or not row.identity_shown or not row.recorded:
        taking_part = filled("party.shown_is", count=numerals.count(row.identity_shown))
    else:
        taking_part = filled("party.active_of", rate=numerals.rate(metrics.PARTY_ACTIVE.of(row)))
    places = _places(row.committee, boards)
    headline(clauses(taking_part, places, _silent(branches)), whose=row.name)
    _committee_figures(row, branches, visits)


def of_branch(row, committee, scope: Scope) -> None:
    """The way to a branch, how long it has been silent, or that it is not, and its figures. `row`: of branches.suppressed;
    `committee`: its own, of party.suppressed."""
    _trail(scope, committee, row)
    if row.nobody:
        words = text("party.nobody_shows")
    elif not row.recorded:
        words = text("party.no_acts_kept")
    else:
        words = silence(row) if row.silent else text("party.branch_active")
    headline(clauses(words), whose=row.name)
    _branch_figures(row)


def silence(row) -> str:
    """For how long a silent branch has been so. `row`: of branches.suppressed."""
    if row.nobody:
        return text("party.nobody_shows")
    if pd.isna(row.days):
        return text("party.days_over")
    return ago(row.days)


def ago(days: int) -> str:
    """How many days ago, in words."""
    return text("party.days", days=numerals.count(days)) if days else text("party.today")


def _committee_figures(row, branches: pd.DataFrame, visits: pd.DataFrame) -> None:
    rows, of = pd.DataFrame([vars(row)]), {"committee": row.committee}
    with st.container(key="figures"):
        if pd.notna(row.cover):
            few = fewer(row.cover)
            for metric in (metrics.PARTY_REGISTERED, metrics.IDENTITY_SHOWN_RATE, metrics.PARTY_ACTIVE):
                figure(metric, few, notes(_covered(row.cover)), of=of)
        else:
            figures.party_registered(rows, of)
            _identity_shown(rows, of)
            if pd.isna(row.active_30):
                figure(metrics.PARTY_ACTIVE, numerals.MISSING, notes(text("party.active_covered")))
            else:
                figures.party_active(rows, of)
        _silent_branches(branches, of)
        _visits(visits, of)


def _branch_figures(row) -> None:
    whole, of = _roster(row), {"branch": row.branch}
    rate = metrics.share(row.identity_shown, row.roster) if pd.isna(row.cover) else None
    note = text("party.of_roster", part=shown_of(row), whole=whole)
    with st.container(key="figures"):
        figure(metrics.IDENTITY_SHOWN_RATE, numerals.rate(rate), notes(note), of=of)
        state, last = text("party.is_silent" if row.silent else "party.is_active"), text("party.within")
        if row.silent or row.nobody:
            last = silence(row)
        elif not row.recorded:
            state, last = numerals.MISSING, text("party.no_acts_kept")
        figure(metrics.SILENT, state, notes(last), label=text("party.last_act"), of=of)


def shown_of(row) -> str:
    """Members with identity shown of a branch, or how they are covered. `row`: of branches.suppressed."""
    if row.nobody:
        return numerals.count(0)
    if row.cover == "nearly":
        return but_few(row.roster)
    return text("sign.few") if row.cover == "small" else numerals.count(row.identity_shown)


def but_few(roster: float) -> str:
    """What stands for a count that leaves 1 to 4 of a roster: from where to where it may lie."""
    fewest = settings().minimums.small_group
    return text("sign.range", low=numerals.count(roster - fewest + 1), high=numerals.count(roster - 1))


def _covered(cover: str) -> str:
    """Why nothing is told of a committee's members."""
    return text("party.covered" if cover == "small" else "party.covered_beside")


def fewer(cover: str) -> str:
    """What stands for a committee's members where they are covered."""
    least = max(settings().minimums.small_group, settings().minimums.identity_shown)
    return text("sign.under", count=least) if cover == "small" else numerals.MISSING


def _roster(row) -> str:
    return text("sign.few") if pd.isna(row.roster) and row.cover == "small" else numerals.count(row.roster)


def _leaders(boards: dict[str, pd.DataFrame]) -> Markup | str:
    """Who is first in which ranking; in one phrase where it is the same everywhere."""
    if settings().rankings != "full" or any(map(allowed.leaves_out, boards)):
        return ""
    first = {key: list(rows.loc[rows["place"] == 1, "name"]) for key, rows in boards.items()}
    if not all(first.values()):
        return ""
    whose = {key: text("sign.and").join(short(name) for name in names[:2]) for key, names in first.items()}
    if len(set(whose.values())) == 1:
        return text("party.first_in_all", name=next(iter(whose.values())))
    return listed(*(filled(f"party.first_{key}", name=name) for key, name in whose.items()))


def _places(committee: str, boards: dict[str, pd.DataFrame]) -> Markup | str:
    if settings().rankings != "full":
        return ""
    places = {key: rows.loc[rows["committee"] == committee, "place"].dropna() for key, rows in boards.items()}
    return listed(
        *(filled(f"party.place_{key}", place=int(own.iloc[0])) for key, own in places.items() if len(own))
    )


def _silent(branches: pd.DataFrame) -> Markup | str:
    count = int(branches["silent"].sum()) if len(branches) else 0
    return filled("party.silent", count=numerals.count(count)) if count else ""


def _identity_shown(rows: pd.DataFrame, of: Mapping[str, str] | None = None) -> None:
    """Of the rosters, the share that shows the identity, and who is on none. `rows`: the town's or a committee's of
    party.suppressed."""
    row = next(rows.itertuples(), None)
    if row is None or pd.isna(row.roster):
        count = numerals.count(None if row is None else row.identity_shown or None)
        figure(metrics.IDENTITY_SHOWN_RATE, numerals.MISSING, notes(text("party.no_rosters", count=count)))
        return
    parts = [numerals.count(part) for part in placed(row)]
    part = "".join(parts) or numerals.MISSING
    if len(parts) > 1:
        part = text("sign.range", low=parts[0], high=parts[-1])
    of_roster = text("party.of_roster", part=part, whole=numerals.count(row.roster))
    figure(metrics.IDENTITY_SHOWN_RATE, shown_rate(row), notes(of_roster, unplaced(row)), of=of)


def shown_rate(row) -> str:
    """The share of the rosters that shows the identity, from where to where where few are on none. `row`: of party.suppressed."""
    if pd.isna(row.roster) or not row.roster:
        return numerals.MISSING
    rates = list(dict.fromkeys(numerals.rate(metrics.share(part, row.roster)) for part in placed(row)))
    return (
        text("sign.range", low=rates[0], high=rates[-1])
        if len(rates) > 1
        else "".join(rates) or numerals.MISSING
    )


def placed(row) -> list[float]:
    """Members with identity shown on the rosters of valid branches: the number, or the least and the most that it may be,
    or nothing where that is not told. `row`: of party.suppressed."""
    if pd.notna(row.with_branch):
        return [row.with_branch]
    if row.unplaced_cover != "small" or pd.isna(row.identity_shown):
        return []
    return [row.identity_shown - settings().minimums.small_group + 1, row.identity_shown - 1]


def unplaced(row) -> str:
    """How many of those who show the identity have no valid branch, as far as it may be told. `row`: of party.suppressed."""
    if isinstance(row.unplaced_cover, str):
        return text("party.few_unplaced" if row.unplaced_cover == "small" else "party.unplaced_covered")
    if pd.isna(row.unplaced) or not row.unplaced:
        return ""
    return text("party.unplaced", count=numerals.count(row.unplaced))


def _silent_branches(branches: pd.DataFrame, of: Mapping[str, str] | None = None) -> None:
    if branches.empty or not branches["recorded"].any():
        missing = text("party.no_branches_kept" if branches.empty else "party.no_acts_kept")
        figure(metrics.SILENT, numerals.MISSING, notes(missing))
        return
    note = text("party.of_branches", count=numerals.count(len(branches)))
    figure(metrics.SILENT, numerals.count(branches["silent"].sum()), notes(note), of=of)


def _visits(visits: pd.DataFrame, of: Mapping[str, str] | None = None) -> None:
    total = metrics.VISITS.of_all(visits)
    left = text("visits.left_out", count=numerals.count(total.left_out)) if total.left_out else ""
    if not total.whole:
        figure(metrics.VISITS, numerals.MISSING, notes(text("visits.no_targets"), left))
        return
    note = text("visits.of_target", part=numerals.count(total.part), whole=numerals.count(total.whole))
    figure(metrics.VISITS, numerals.rate(total.value), notes(note, left), of=of)


def unknown(scope: Scope, row, branch) -> None:
    """That the address names a branch or a committee that there is not on the day: `branch` or `row` is None then."""
    name = "branch" if scope.branch and not branch else "committee" if scope.committee and not row else None
    if name:
        draw(notice(text(f"scope.{name}", value=getattr(scope, name))))
