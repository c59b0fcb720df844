"""Lists that the address sorts: by what they offer, and by nothing else that may stand in it."""

import re

import pytest

from components.parts import long_table
from data_access.access.rights import Rights
from tests import page

LISTS = {
    "case-list": ("cases", "case-list"),
    "ranking": ("registration", "ranking"),
    "waiting-opinions": ("me", "waiting-opinions"),
    "unanswered": ("me", "unanswered-posts"),
    "posts": ("topics", "posts"),
    "committees": ("committee", "committees"),
    "projects": ("project", "projects"),
    "department_list": ("department", "department_list"),
    "acts": ("administration", "acts"),
}
"""What the address calls each list, with its page and its table."""


@pytest.mark.parametrize("key", LISTS)
def test_a_list_is_sorted_by_what_it_offers_and_by_nothing_else(key, page_of, monkeypatch):
    """Where every list is too long to be sent whole."""
    monkeypatch.setattr(long_table, "AT_ONCE", 0)
    place, table = LISTS[key]

    def seen(**parameters: str) -> str:
        markup = page.sent(page_of(place, rights=Rights("office"), **parameters))
        return page.first(rf'(?s)<table class="[^"]*" id="{table}".*?</table>', markup)[0]

    unsorted = seen()
    offered = {*re.findall(rf"sort={key}\.(\w+)\.", unsorted)}
    for column in ("nonsense", *re.findall(r'data-column="(\w+)"', unsorted)):
        found = seen(sort=f"{key}.{column}.up")
        if column in offered:
            assert f'data-column="{column}" aria-sort="ascending"' in found
        else:
            assert page.plain(found) == page.plain(unsorted), column
