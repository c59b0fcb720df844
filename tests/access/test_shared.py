"""What readers share, they share with who may see the same: a page is the same to the byte whoever was there before."""

import pytest
import streamlit as st

from data_access.access.rights import Rights
from tests.access.test_obedience import FOREIGN, READERS, VISITS, everything

SOME = ("secretary", "neighbour", "department", "office")
ALL = ("open", "leading_group", "party_office", "screen", "auditor", "admin", *SOME)


def test_what_was_drawn_for_the_office_is_not_repeated_to_a_department(page_of, small_demo_store):
    def seen(role: str) -> str:
        return everything(page_of("overview", f"sqlite:///{small_demo_store}", rights=READERS[role]))

    st.cache_data.clear()
    alone = seen("department")
    st.cache_data.clear()
    assert seen("office") != alone
    assert seen("department") == alone


@pytest.mark.slow
@pytest.mark.parametrize("roles", [SOME, pytest.param(ALL, marks=pytest.mark.soak)], ids=["some", "all"])
def test_a_page_does_not_depend_on_who_was_there_before(page_of, small_demo_store, roles):
    readers = READERS | {"neighbour": Rights("secretary", (FOREIGN,))}
    url = f"sqlite:///{small_demo_store}"

    def seen(role: str) -> dict[str, str]:
        return {
            visit: everything(page_of(key, url, rights=readers[role], **parameters))
            for visit, (key, parameters) in VISITS.items()
        }

    alone = {}
    for role in roles:
        st.cache_data.clear()
        alone[role] = seen(role)
    for role in roles:  # where the last one was first
        after_others = seen(role)
        assert [visit for visit in VISITS if after_others[visit] != alone[role][visit]] == [], role
