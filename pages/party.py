"""Which party members joined, who takes part and in what, which branches are silent; down to the branch."""

import streamlit as st

from components.party import activity_charts, department_table, head, member_boards, tables, visit_tables
from components.reading import read
from components.scope import current
from data_access import party, rows
from data_access.settings import settings

scope, least = current(), settings().minimums
on, before = scope.on, party.since(scope.on, scope.compare)
members, units = read(party.suppressed(on, least)), read(party.units(on, least))
boards, visits = read(party.boards(on, before, least)), read(party.visit_goals(on, least))
names = dict(zip(members["committee"], members["name"], strict=True))
branch = rows.one(rows.whose(units, scope.rights.own("branches")), scope.branch, "branch")
row = rows.one(members, branch.committee if branch else scope.committee)

with st.container(key="party"):
    head.unknown(scope, row, branch)
    if branch:
        head.of_branch(branch, row, scope)
        tables.branches(rows.of(units, branch.committee), names, scope)
    elif row:
        code, own = row.committee, rows.of(units, row.committee)
        head.of_committee(row, boards, own, rows.of(visits, code), scope)
        tables.branches(own, names, scope)
        visit_tables.committee(*read(party.visits_of(code, on, least)))
        member_boards.draw(boards)
        if not party.is_covered(row):
            activity_charts.of_committee(read(party.acts(code, on)))
    else:
        sums = read(party.visits_of_town(on, least))
        head.of_town(
            read(party.town_suppressed(on, least)), boards, units, read(party.blocks(on, least)), visits
        )
        member_boards.draw(boards)
        tables.silent(units, names, scope)
        department_table.draw(read(party.by_department(on, least)), scope)
        visit_tables.town(sums, names, scope)
        tables.committees(members, units, sums.committees, scope)
        activity_charts.of_town(read(party.acts_of_town(on, least)), members)
