"""Whom the office reminds of what is late: slips that the rule proposes, slips that were issued, and how one of them went."""

import streamlit as st

from components.parts import allowed
from components.reading import read
from components.scope import current, town
from components.supervision import choices, figures, file, forms, listing, proposals, units_board
from data_access import meetings, rows, supervision
from data_access.settings import settings

scope, configured, kept = current(), settings(), town()
on, day = scope.on, kept.day_of_records(scope.on)
listed, code = read(supervision.listed(day, configured, scope.rights)), scope.parameter("slip")
slip = rows.one(listed, code, "slip")

if slip is not None:
    with st.container(key="slip"):
        file.show(slip, read(supervision.history(slip.id, day)), scope)
    st.stop()

scope = scope.without("slip")
proposed = None
if not allowed.leaves_out("slip_proposals"):
    proposed = read(supervision.proposed(on, day, configured, scope.rights))
with st.container(key="supervision"):
    if code:
        figures.missing(scope)
    figures.sentence(counts := read(supervision.counts(day, configured)), proposed)
    figures.draw_all(counts, scope)
    if (thing := choices.thing(scope)) or scope.parameter("view") == forms.ISSUE:
        matters = read(meetings.matters(on, configured, scope.rights, scope.parameter("case")))
        about = choices.about(thing, matters, proposed, configured, kept.demonstration)
        forms.issue(about, choices.units(matters), scope)
    if proposed is not None:
        proposals.draw(proposed, scope)
    listing.draw(listed, scope)
    units_board.draw(read(supervision.by_unit(day, configured)), scope)
