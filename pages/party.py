"""Which party members joined, who takes part and in what, which branches are silent; down to the branch."""

import streamlit as st

from components.party import activity_charts, department_table, head, member_boards, tables, visit_tables
from components.reading import read
from components.scope import current
from data_access import party
from data_access.party import activity, branches, visits
from data_access.registration import movement, progress
from data_access.settings import settings

scope, least = current(), settings().minimums
on = scope.on
members, units = read(party.suppressed(on, least)), read(party.units(on, least))
boards, goals = (
    read(party.boards(on, party.since(on, scope.compare), least)),
    read(party.visit_goals(on, least)),
)
names = dict(zip(members["committee"], members["name"], strict=True))
branch = branches.row_of(units, scope.branch)
row = movement.row_of(members, branch.committee if branch else scope.committee)


def of_committee(code: str) -> None:
    """A committee's members, its branches and visits, as far as they may be told."""
    own, of_own = branches.of_committee(units, code), movement.rows_of(goals, code)
    head.trail(scope, row)
    head.of_committee(row, boards, own)
    head.committee_figures(row, own, of_own)
    tables.branches(own, names, scope)
    visit_tables.committee(read(party.visits_of(code, on, least)), visits.left_out(of_own))
    member_boards.draw(boards)
    if not party.is_covered(row):
        with st.container(key="activity"):
            activity_charts.by_kind(read(party.acts_by_kind(code, on)), read(activity.campaigns(on, code)))
            activity_charts.by_board(read(party.acts_by_board(code, on)))


def of_town() -> None:
    """The town's members, committees, branches, departments and visits."""
    town, categories = read(party.town_suppressed(on, least)), read(party.visits_by("category", on, least))
    committees, campaigns = read(party.visits_by("committee", on, least)), read(activity.campaigns(on))
    head.of_town(town, boards, units)
    head.town_figures(town, read(party.blocks(on, least)), units, goals)
    member_boards.draw(boards)
    tables.silent(units, names, scope)
    department_table.draw(read(party.by_department(on, least)))
    visit_tables.town(categories, committees, visits.left_out(goals), names, scope)
    tables.committees(members, units, committees, scope)
    with st.container(key="activity"):
        activity_charts.by_kind(read(party.acts_by_kind(None, on)), campaigns)
        activity_charts.members(read(party.history(*progress.lately(on))), campaigns)
        activity_charts.by_board(read(party.acts_by_board(None, on)))
        activity_charts.hours(read(party.acts_by_hour(on)))
        activity_charts.calendar(read(party.calendar(on, least)), members)


with st.container(key="party"):
    head.unknown(scope, row, branch)
    if branch:
        head.trail(scope, row, branch)
        head.of_branch(branch)
        head.branch_figures(branch)
        tables.branches(branches.of_committee(units, branch.committee), names, scope)
    elif row:
        of_committee(row.committee)
    else:
        of_town()
