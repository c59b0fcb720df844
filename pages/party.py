"""Which party members joined, who takes part and in what, which branches are silent; down to the branch."""

import streamlit as st

from components import (
    department_table,
    party_activity,
    party_boards,
    party_head,
    party_tables,
    party_trail,
    visit_tables,
)
from components.reading import derived, read
from components.scope import current
from data_access import activity, branches, departments, movement, party, progress, visits
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
    party_head.unknown(scope, row, branch)
    if branch:
        party_trail.draw(scope, row, branch)
        party_head.of_branch(branch)
        party_head.branch_figures(branch)
        party_tables.branches(branches.of_committee(units, branch.committee), names, scope)
    elif row:
        code = row.committee
        own, of_own = branches.of_committee(units, code), movement.rows_of(goals, code)
        party_trail.draw(scope, row)
        party_head.of_committee(row, boards, own)
        party_head.committee_figures(row, own, of_own)
        party_tables.branches(own, names, scope)
        visit_tables.committee(derived(visits.told, goals, code, on, small), visits.left_out(of_own))
        party_boards.draw(boards)
        if not party.is_covered(row):
            with st.container(key="activity"):
                acts = derived(activity.per_kind, activity.by_kind(code, on))
                party_activity.by_kind(acts, read(activity.campaigns(on, code)))
                party_activity.by_board(derived(activity.per_board, activity.by_board(code, on)))
    else:
        town = derived(party.town_told, areas, of_day, on, least)
        blocks = derived(party.covered_blocks, departments.on_day(on), small)
        categories, committees = (visits.summed(goals, by, on) for by in ("category", "committee"))
        party_head.of_town(town, boards, units)
        party_head.town_figures(town, blocks, units, goals)
        party_boards.draw(boards)
        party_tables.silent(units, names, scope)
        department_table.draw(derived(departments.told, departments.on_day(on), small))
        visit_tables.town(categories, committees, visits.left_out(goals), names, scope)
        party_tables.committees(members, units, committees, scope)
        with st.container(key="activity"):
            campaigns = read(activity.campaigns(on))
            party_activity.by_kind(derived(activity.per_kind, activity.by_kind(None, on)), campaigns)
            party_activity.members(read(party.history(*progress.lately(on))), campaigns)
            party_activity.by_board(derived(activity.per_board, activity.by_board(None, on)))
            party_activity.hours(derived(activity.weekdays, activity.hours(on)))
            party_activity.calendar(derived(activity.by_day, activity.calendar(on), members), members)
