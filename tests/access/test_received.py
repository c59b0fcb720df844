"""What a served page really sends: over every frame of every page, one after the other, with the sessions of others at hand."""

from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from components import menu
from data_access import records
from data_access.access import accounts, sessions
from data_access.access.rights import Rights
from data_access.clock import moment
from data_access.records.chain import Actor
from data_access.records.opening import opened
from tests.access.people import CHIEF
from tests.access.test_obedience import FOREIGN, READERS, VISITS, plant
from tests.browser.serving import Served
from tests.conftest import copy_of
from tests.delivery.visitor import run
from tests.tab import Tab

pytestmark = pytest.mark.slow
ADDRESSES = [
    *VISITS.values(),
    ("topics", {"committee": FOREIGN, "topic": "parking"}),
    ("cases", {"committee": FOREIGN, "rows": "1000"}),
    ("works", {"committee": FOREIGN}),
]


@pytest.fixture(scope="module")
def town(small_demo_file, small_demo_store, tmp_path_factory):
    """A served town in which what a secretary may not see of other committees is called SECRET; `signed_in(name, rights)`: what
    a browser holds then."""
    folder = tmp_path_factory.mktemp("received")
    store, kept = copy_of(small_demo_store, folder / "store.db"), folder / "records.db"
    plant(store)
    engine = opened(f"sqlite:///{kept}", moment())
    with engine.connect() as connection:
        installation = connection.execute(select(records.record_head.c.installation)).scalar_one()

    def signed_in(name: str, rights: Rights) -> dict[str, str]:
        accounts.add(engine, CHIEF, moment(), name, rights, None)
        token = sessions.begin(engine, Actor(name, rights.role), moment(), rights, seen=1)
        return {"Cookie": f"dashboard-{installation[:8]}={token}"}

    settings = '[access]\nmode = "accounts"\n'
    served = Served(small_demo_file, store, folder, settings=settings, records=kept)
    served.start()
    yield served, signed_in
    served.stop()
    engine.dispose()


async def _visit(tab: Tab) -> dict[str, bytes]:
    """All that a tab is sent while it goes from address to address."""
    found = {}
    for key, parameters in ADDRESSES:
        frames = await tab.run(menu.BY_KEY[key].address.strip("/"), urlencode(parameters))
        found[f"{key} {parameters}"] = b"".join(frames)
    return found


def test_no_frame_brings_a_secretary_what_is_anothers_not_even_with_anothers_session(town):
    served, signed_in = town
    lis, wangs = signed_in("li-of-the-office", READERS["office"]), signed_in("wang", READERS["secretary"])

    async def one_after_the_other():
        async with Tab(served.url, headers=lis) as office:
            sent = await _visit(office)
            async with Tab(served.url, headers=wangs, before=office.session) as secretary:
                received = await _visit(secretary)
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
