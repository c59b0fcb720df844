"""Every headline figure of a page leads to the list behind it, and that list stands where it leads."""

import re
import sqlite3
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from components import menu
from tests import page

COMMITTEE = "310113101005"
PAGES = [
    ("overview", {}),
    ("overview", {"committee": COMMITTEE}),
    ("registration", {}),
    ("party", {}),
    ("party", {"committee": COMMITTEE}),
    ("consultation", {}),
    ("consultation", {"kind": "parking"}),
    ("committee", {"committee": COMMITTEE}),
]
UNLISTED = {"satisfaction"}
"""Ratings: nobody lists who gave which."""
LINK = re.compile(r'<a data-inner href="([^"]*)"')


def figures_of(app) -> dict[str, list[str]]:
    """The addresses to which each headline figure leads, but for its definition, by its key; those that are missing left out."""
    found = {}
    for block in blocks(app._tree):
        key = re.search(r"\bfig-(\w+)", getattr(getattr(block, "proto", None), "id", ""))
        if not key:
            continue
        value = page.first(r'<div class="figure">(.*?)</div>', page.sent(block))[1]
        if page.plain(value) != "—":
            found[key[1]] = [unescape(address) for address in LINK.findall(value)]
    return found


def blocks(block):
    yield block
    for child in getattr(block, "children", {}).values():
        yield from blocks(child)


def misled(found: dict[str, list[str]], page_of) -> list[str]:
    """The figures that lead nowhere, or to a place that is not there."""
    wrong = []
    for key, addresses in found.items():
        if not addresses and key not in UNLISTED:
            wrong.append(f"{key} leads nowhere")
        for address in addresses:
            to = urlsplit(address)
            target = next(one for one in menu.PAGES if one.address == to.path)
            markup = page.sent(page_of(target.key, **dict(parse_qsl(to.query))))
            if to.fragment and f'data-place="{to.fragment}"' not in markup:
                wrong.append(f"{key} leads to {address}, where no {to.fragment} is")
    return wrong


@pytest.mark.parametrize(("key", "parameters"), PAGES, ids=lambda part: str(part))
def test_every_figure_leads_to_the_list_behind_it(key, parameters, page_of):
    found = figures_of(page_of(key, **parameters))
    assert len(found) >= 5
    assert misled(found, page_of) == []


def test_a_works_figures_lead_to_its_own_lists(page_of, demo_store):
    with sqlite3.connect(demo_store) as store:
        (project,) = store.execute("select project_id from project_vote order by project_id").fetchone()
    store.close()
    found = figures_of(page_of("project", project=project))
    assert {"answered_rate", "turnout", "heard"} <= {*found}
    assert misled(found, page_of) == []


def test_what_waits_in_the_town_is_listed_and_what_a_committee_has_is_its_own(page_of):
    assert figures_of(page_of("overview", committee=COMMITTEE))["opinions_waiting"] == ["/me#opinions"]
    own = figures_of(page_of("consultation", committee=COMMITTEE))["opinions_waiting"]
    assert own == [f"/me?committee={COMMITTEE}#opinions"]
    narrower = figures_of(page_of("consultation", kind="parking"))["opinions_waiting"]
    assert narrower == ["/consultation?kind=parking&view=table#works"]
