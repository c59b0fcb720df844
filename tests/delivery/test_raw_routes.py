"""What each role gets at every raw address of the server, and may say over a socket, against tables written by hand."""

from pathlib import Path
from unittest.mock import MagicMock

import pytest
from starlette.types import ASGIApp
from streamlit.runtime import Runtime
from streamlit.runtime.caching.storage.dummy_cache_storage import MemoryCacheStorageManager

import delivery
from components import menu
from components.maps import map_files
from data_access.access import reader
from data_access.access.rights import ROLES
from delivery import inward, standing
from tests.access.people import let_in
from tests.access.test_obedience import DEPARTMENT, FOREIGN, OWN, READERS
from tests.delivery.routes import addresses
from tests.delivery.test_inward import KINDS, frame
from tests.delivery.visitor import Visitor, run

THIRD = "d105"
"""Another department that has something to do."""
PEOPLE = {role: READERS[role] for role in ROLES if role != "screen"}
"""By role; a screen on the wall signs nobody in."""
ALIKE = {
    "/healthz": 200,
    "/sign-in": 303,
    "/sign-in/provider": 303,
    "/sign-in/back": 400,
    "/sign-out": 200,
    "/account": 200,
    "/nonsense": 307,
    "/screen/qr": 200,
    "/data": 200,
    "/data/": 200,
    "/screen/pairing": 200,
    "/screen/orders": 204,
    "/remote": 200,
    "/remote/news": 204,
    "/map/tiles/1/1/1.png": 204,
    "/data/1.csv": 404,
    "/guide/1": 307,
    "/guide/committee-zh.webp": 200,
    "/attachments/1": 404,
    "/chrome/1/1": 404,
    "/chrome/1/document/chrome.js": 200,
    "/map/1": 404,
    "/app/static": 404,
    "/app/static/1": 404,
    "/app/static/favicon.svg": 200,
    "/_stcore/host-config": 200,
}
"""What everybody gets who has signed in, whatever the role; all that is not in these tables is 404 here, before Streamlit."""
STREAMLITS = {"/_stcore/health", "/_stcore/stream", "/media/1", "/static/js/index.js"}
"""What Streamlit answers, to a page that has been let in; nothing of it is of one reader alone but what a page has got."""
FIRST, ALL = {"leading_group", "office"}, {*PEOPLE} - {"auditor", "admin"}
BY_ROLE = {
    "/screen": ALL,
    "/screen/spots": ALL,
    "PHOTO": ALL,
    "MAP": ALL,
    "/data/ranking.csv": ALL,
    "/data/metrics.csv": ALL,
    "/data/mapped_works.csv": ALL,
    "/data/posts.csv": ALL - {"party_office"},
    "/data/cases.csv": ALL - {"party_office"},
    "/data/members.csv": FIRST | {"department", "party_office"},
    f"/data/branches.csv?committee={OWN}": FIRST | {"secretary", "party_office"},
    f"/data/branches.csv?committee={FOREIGN}": FIRST | {"party_office"},
    f"/data/neighbourhoods.csv?committee={OWN}": FIRST | {"secretary"},
    f"/data/neighbourhoods.csv?committee={FOREIGN}": FIRST,
    f"/data/department_cases.csv?department={DEPARTMENT}": FIRST | {"department"},
    f"/data/department_cases.csv?department={THIRD}": FIRST,
    f"/data/unanswered.csv?committee={OWN}": FIRST | {"secretary"},
    f"/data/unanswered.csv?committee={FOREIGN}": FIRST,
    "/data/accounts.csv": {"office", "admin"},
    "/data/settings.csv": {"office", "admin"},
    "/data/audit.csv": {"office", "admin", "auditor"},
}
"""Who gets an answer; to the others it is as if it were not there."""
HEARD = {"rerun_script", "stop_script", "app_heartbeat"}


@pytest.fixture
def signed_in(records_url, small_demo_file, small_demo_store, town_settings, monkeypatch):
    """A browser by role."""
    town_settings(f'[access]\nmode = "accounts"\n[attachments]\nfolder = "{small_demo_file}.photos"\n')
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{small_demo_store}")
    runtime = MagicMock(cache_storage_manager=MemoryCacheStorageManager())
    monkeypatch.setattr(Runtime, "_instance", runtime)
    engine, found = standing.kept().engine, {}
    for role, rights in PEOPLE.items():
        found[role] = Visitor(cookie=let_in(engine, role, rights)["Cookie"])
    return found


@pytest.mark.slow
def test_every_raw_address_answers_to_the_roles_that_the_tables_name(signed_in, small_demo_file):
    photo = next(file.name for file in Path(f"{small_demo_file}.photos").iterdir())
    real = {"PHOTO": f"/attachments/{photo}", "MAP": map_files.address('{"a": 1}')}
    pages = {page.address for page in menu.PAGES}
    asked = (addresses() | {*ALIKE}) - pages - STREAMLITS - {*BY_ROLE}
    for role, visitor in signed_in.items():
        answers = {address: visitor.get(address).status for address in asked}
        assert answers == {address: ALIKE.get(address, 404) for address in asked}, role
        assert visitor.get("/_stcore/metrics").text == "404"
        answers = {address: visitor.get(real.get(address, address)).status for address in BY_ROLE}
        assert answers == {address: 200 if role in roles else 404 for address, roles in BY_ROLE.items()}, role


def test_whatever_the_role_a_socket_hears_what_pages_say_and_says_who_asks(signed_in):
    for role, visitor in signed_in.items():
        scope, heard = _through(visitor.scope("websocket", inward.SOCKET, {}))
        assert heard == HEARD, role
        [written] = [value for name, value in scope["headers"] if name == reader.HEADER.lower().encode()]
        assert reader.understood(written.decode("ascii")).rights == PEOPLE[role]
    assert _through(Visitor().scope("websocket", inward.SOCKET, {})) == ({}, set())


def _through(scope: dict) -> tuple[dict, set[str]]:
    """What of a socket reaches Streamlit through all that stands before it, where a page says one thing of each kind."""
    frames = {frame(kind): kind for kind in sorted(KINDS)}
    coming = [{"type": "websocket.receive", "bytes": one} for one in frames]
    reached: list[dict] = []
    heard: set[str] = set()

    async def streamlit(scope, receive, _send):
        reached.append(scope)
        while (message := await receive())["type"] != "websocket.disconnect":
            heard.add(frames[message["bytes"]])

    async def receive():
        return coming.pop(0) if coming else {"type": "websocket.disconnect"}

    async def send(_message):
        pass

    app: ASGIApp = streamlit
    for one in reversed(delivery.MIDDLEWARE):
        app = one.cls(app, *one.args, **one.kwargs)
    run(app(scope, receive, send))
    return (reached[0] if reached else {}), heard
