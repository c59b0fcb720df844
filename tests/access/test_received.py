"""What a served page really sends: over every frame of every page, one after the other, with the sessions of others at hand."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from components import menu
from data_access.clock import moment
from data_access.records.opening import opened
from tests.access.people import let_in
from tests.access.test_obedience import FOREIGN, OTHER, READERS, VISITS, plant
from tests.browser.serving import Served
from tests.conftest import copy_of
from tests.delivery.visitor import run
from tests.tab import Tab

pytestmark = pytest.mark.slow
ADDRESSES = [
    *VISITS.values(),
    ("topics", {"committee": FOREIGN, "topic": "parking"}),
    ("cases", {"committee": FOREIGN, "rows": "1000"}),
    ("cases", {"committee": FOREIGN, "q": "SECRE"}),
    ("works", {"committee": FOREIGN}),
    *(("me", {"as": asked}) for asked in (FOREIGN, OTHER, "office", "leading_group")),
]
ONE = {
    "case": ("cases", "select id from case_file where committee_code = ? order by id desc"),
    "building": (
        "committee",
        "select code from building where neighbourhood_code like ? || '%' order by code",
    ),
}
"""By parameter: the page of one thing, and which things of a committee there are."""


@pytest.fixture(scope="module")
def town(small_demo_file, small_demo_store, tmp_path_factory):
    """A served town in which what a secretary may not see of other committees is called SECRET; its records; where to look."""
    folder = tmp_path_factory.mktemp("received")
    store, kept = copy_of(small_demo_store, folder / "store.db"), folder / "records.db"
    plant(store)
    engine = opened(f"sqlite:///{kept}", moment())
    settings = '[access]\nmode = "accounts"\n'
    served = Served(small_demo_file, store, folder, settings=settings, records=kept)
    served.start()
    yield served, engine, [*ADDRESSES, *_of_one(store)]
    served.stop()
    engine.dispose()


def _of_one(store: Path) -> list[tuple[str, dict[str, str]]]:
    """The addresses of single things of another committee."""
    found = []
    with closing(sqlite3.connect(store)) as connection:
        for parameter, (key, query) in ONE.items():
            (code,) = connection.execute(query, (FOREIGN,)).fetchone()
            found.append((key, {"committee": FOREIGN, parameter: code}))
    return found


async def _visit(tab: Tab, addresses: list[tuple[str, dict[str, str]]]) -> dict[str, bytes]:
    """All that a tab is sent while it goes from address to address."""
    found = {}
    for key, parameters in addresses:
        frames = await tab.run(menu.BY_KEY[key].address.strip("/"), urlencode(parameters))
        found[f"{key} {parameters}"] = b"".join(frames)
    return found


def test_no_frame_brings_a_secretary_what_is_anothers_not_even_with_anothers_session(town):
    served, engine, addresses = town
    lis = let_in(engine, "li-of-the-office", READERS["office"])
    wangs = let_in(engine, "wang", READERS["secretary"])

    async def one_after_the_other():
        async with Tab(served.url, headers=lis) as office:
            sent = await _visit(office, addresses)
            async with Tab(served.url, headers=wangs, before=office.session) as secretary:
                received = await _visit(secretary, addresses)
        async with Tab(served.url, headers=wangs, before=office.session) as later:
            received["when the other has gone"] = b"".join(await later.run("cases"))
        async with Tab(served.url, headers=lis, before=office.session) as again:
            await again.run("cases")
        return sent, received, [tab.session for tab in (office, again, secretary, later)]

    sent, received, (first, resumed, *others) = run(one_after_the_other())
    assert len({address for address, frames in sent.items() if b"SECRET" in frames}) >= 5
    assert all(b"li-of-the-office" in frames for frames in sent.values())
    assert [address for address, frames in received.items() if b"SECRET" in frames] == []
    assert [address for address, frames in received.items() if b"li-of-the-office" in frames] == []
    assert all(b"wang" in frames for frames in received.values())
    assert resumed == first
    assert first not in others
