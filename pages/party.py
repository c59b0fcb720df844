"""Which party members joined, who takes part and in what, which branches are silent; down to the branch."""

import streamlit as st

from components.party import (
    activity_charts,
    department_table,
    head,
    member_boards,
    tables,
    visit_tables,
)
from components.reading import derived, read
from components.scope import current
from data_access import party
from data_access.party import activity, branches, departments, visits
from data_access.registration import movement, progress
from data_access.settings import settings

scope, least = current(), settings().minimums
on, since, small = scope.on, party.since(scope.on, scope.compare), least.small_group
areas, of_day = party.on_days([on, since]), branches.on_day(on)
members = derived(party.told, areas, of_day, on, least)
units = derived(branches.told, of_day, members, on, small)
boards = derived(party.boards, areas, of_day, on, since, least)
goals = derived(visits.of_valid, visits.on_day(on), members)
names = dict(zip(members["committee"], members["name"], strict=True))
branch = branches.row_of(units, scope.branch)
row = movement.row_of(members, branch.committee if branch else scope.committee)

with st.container(key="party"):
    head.unknown(scope, row, branch)
    if branch:
        head.trail(scope, row, branch)
        head.of_branch(branch)
        head.branch_figures(branch)
        tables.branches(branches.of_committee(units, branch.committee), names, scope)
    elif row:
        code = row.committee
        own, of_own = branches.of_committee(units, code), movement.rows_of(goals, code)
        head.trail(scope, row)
        head.of_committee(row, boards, own)
        head.committee_figures(row, own, of_own)
        tables.branches(own, names, scope)
        visit_tables.committee(derived(visits.told, goals, code, on, small), visits.left_out(of_own))
        member_boards.draw(boards)
        if not party.is_covered(row):
            with st.container(key="activity"):
                acts = derived(activity.per_kind, activity.by_kind(code, on))
                activity_charts.by_kind(acts, read(activity.campaigns(on, code)))
                activity_charts.by_board(derived(activity.per_board, activity.by_board(code, on)))
    else:
        town = derived(party.town_told, areas, of_day, on, least)
        blocks = derived(party.covered_blocks, departments.on_day(on), small)
        categories, committees = (visits.summed(goals, by, on) for by in ("category", "committee"))
        head.of_town(town, boards, units)
        head.town_figures(town, blocks, units, goals)
        member_boards.draw(boards)
        tables.silent(units, names, scope)
        department_table.draw(derived(departments.told, departments.on_day(on), small))
        visit_tables.town(categories, committees, visits.left_out(goals), names, scope)
        tables.committees(members, units, committees, scope)
        with st.container(key="activity"):
            campaigns = read(activity.campaigns(on))
            activity_charts.by_kind(derived(activity.per_kind, activity.by_kind(None, on)), campaigns)
            activity_charts.members(read(party.history(*progress.lately(on))), campaigns)
            activity_charts.by_board(derived(activity.per_board, activity.by_board(None, on)))
            activity_charts.hours(derived(activity.weekdays, activity.hours(on)))
            activity_charts.calendar(derived(activity.by_day, activity.calendar(on), members), members)
