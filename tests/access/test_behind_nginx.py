"""Behind a real nginx: whom a gateway names is believed from the gateway alone; who signs in here, below a path and by TLS, is
let in by the cookie of this dashboard alone."""

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from websockets.exceptions import InvalidStatus

from components import menu
from data_access.access import accounts, sessions
from data_access.clock import moment
from data_access.records.chain import Actor
from data_access.records.opening import opened
from tests.access.people import CHIEF, PASSWORD, SECRETARY, audited
from tests.browser.serving import Served
from tests.delivery.visitor import run
from tests.servers import free_port, nginx
from tests.tab import Tab

pytestmark = pytest.mark.slow
OWN = "a password of my own"
BASE = "/town/dashboard"
PROXY = "127.0.0.2"
"""From where nginx asks: who asks the server directly comes from another address of this machine."""
PASSED_ON = f"""
    proxy_bind {PROXY};
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection "upgrade";
"""
GATEWAY = """
map $cookie_portal $user { default ""; zhang-is-signed-in "张三"; }
map $cookie_portal $groups { default ""; zhang-is-signed-in "others,shuji"; }
server {
  listen 127.0.0.1:%(port)s;
  location / {
    proxy_pass %(to)s;
    proxy_set_header X-Portal-User $user;
    proxy_set_header X-Portal-Groups $groups;
    %(passed_on)s
  }
}
"""
BELOW = """
server {
  listen 127.0.0.1:%(port)s ssl; TLS
  location %(base)s/ { proxy_pass %(to)s; %(passed_on)s }
  location / { return 404 "another application"; }
}
"""
BY_GATEWAY = f"""[access]
mode = "header"
trusted_proxies = ["{PROXY}/32"]
user_header = "X-Portal-User"
groups_header = "X-Portal-Groups"
sign_out_address = "https://portal.example/out"
[[access.groups]]
group = "shequban"
role = "office"
[[access.groups]]
group = "shuji"
role = "secretary"
committees = ["310113101003"]
"""
BY_PASSWORD = f"""[access]
mode = "accounts"
trusted_proxies = ["{PROXY}/32"]
[server]
public_url = "https://portal.town.example{BASE}/"
"""
ZHANG = {"Cookie": "portal=zhang-is-signed-in"}
FORGED = {"X-Portal-User": "chief", "X-Portal-Groups": "shequban", "X-Forwarded-For": PROXY}


class Site:
    """A dashboard behind nginx: where readers find it, where it listens itself, its records."""

    def __init__(self, served: Served, records: Path, address: str):
        self.served, self.records, self.address = served, records, address

    def get(self, path: str, headers: dict[str, str] | None = None, address: str = "") -> httpx2.Response:
        """What a browser gets at a path of the dashboard, and no further."""
        asked = (address or self.address) + path
        return httpx2.get(asked, headers=headers, verify=False, trust_env=False, timeout=60)

    def socket(self, headers: dict[str, str] | None = None, address: str = "", page: str = "works") -> str:
        """What a page sends over its socket; or the status with which the socket was refused."""

        async def opened_page() -> str:
            try:
                async with Tab(address or self.address, page, headers=headers) as tab:
                    return b"".join(await tab.run()).decode("utf-8", "replace")
            except InvalidStatus as refused:
                return str(refused.response.status_code)

        return run(opened_page())

    def acts(self) -> list[tuple[str, str]]:
        """Who did what, in the audit."""
        engine = opened(f"sqlite:///{self.records}", moment())
        found = [(account, act) for account, act, _ in audited(engine) if account]
        engine.dispose()
        return found


@pytest.fixture(scope="module")
def sites(small_demo_file, small_demo_store, tmp_path_factory):
    """Two dashboards behind one nginx: one whose readers a gateway signs in, one below a path where Wang has an account."""
    found, blocks = {}, []
    ways = {"gateway": (BY_GATEWAY, GATEWAY, "http", ""), "below": (BY_PASSWORD, BELOW, "https", BASE)}
    for way, (settings, block, scheme, base) in ways.items():
        folder, port = tmp_path_factory.mktemp(way), free_port()
        records = folder / "records.db"
        _with_wang(records)
        served = Served(small_demo_file, small_demo_store, folder, settings=settings, records=records)
        served.start()
        named = {"port": port, "to": served.url, "base": BASE, "passed_on": PASSED_ON}
        blocks.append(block % named)
        found[way] = Site(served, records, f"{scheme}://localhost:{port}{base}")
    with nginx("".join(blocks)):
        yield found
    for site in found.values():
        site.served.stop()


def _with_wang(records: Path) -> None:
    engine = opened(f"sqlite:///{records}", moment())
    accounts.add(engine, CHIEF, moment(), "wang", SECRETARY, PASSWORD)
    accounts.set_own(engine, Actor("wang", "secretary"), moment(), None, OWN)
    sessions.end_all(engine, CHIEF, moment(), "wang")
    engine.dispose()


def test_whom_the_gateway_names_reads_whatever_else_the_browser_says(sites):
    site = sites["gateway"]
    before = len(site.acts())
    for said in (ZHANG, ZHANG | FORGED):
        assert site.get("/works", said).status_code == 200
        assert "张三" in (received := site.socket(said))
        assert "chief" not in received
        assert site.get("/me", said).status_code == 200
    assert site.get("/data/audit.csv", ZHANG | FORGED).status_code == 404
    assert site.get("/sign-out", ZHANG).headers["location"] == "https://portal.example/out"
    assert site.acts()[before:] == [("张三", "signed_in")]


@pytest.mark.parametrize("way", ["through nginx", "directly"])
def test_who_names_themselves_is_nobody(sites, way):
    site = sites["gateway"]
    address, before = "" if way == "through nginx" else site.served.url, len(site.acts())
    for said in ({}, FORGED, {"Cookie": "portal=zhang"}, {"X-Portal_User": "chief"} | FORGED):
        assert site.get("/works", said, address).headers["location"].startswith("/sign-in?next="), said
        assert site.get("/data/ranking.csv", said, address).status_code == 401
        assert site.socket(said, address) == "401"
    assert "chief" not in str(site.acts()[before:])


def test_who_signs_in_below_a_path_gets_a_cookie_of_the_path_and_of_tls(sites):
    site = sites["below"]
    wished = f"{BASE}/committee?committee=310113101003&lang=en"
    away = site.get("/committee?committee=310113101003&lang=en").headers["location"]
    assert urlsplit(away).path == f"{BASE}/sign-in"
    assert parse_qs(urlsplit(away).query)["next"] == [wished]
    with _signed_in(site, away) as (browser, entered):
        assert (entered.status_code, entered.headers["location"]) == (303, wished)
        for cookie in entered.headers.get_list("set-cookie"):
            attributes = {one.strip().lower() for one in cookie.split(";")}
            assert {"httponly", f"path={BASE}/", "samesite=lax", "secure"} <= attributes
        assert browser.get(site.address + "/committee").status_code == 200
        assert "wang" in site.socket(_held(browser), page="committee")
        left = _sent(browser, site.address + "/account", site.address + "/sign-out")
        assert left.headers["location"] == f"{BASE}/sign-in"
        assert all(name.endswith(("-form", "-mark")) for name in browser.cookies)
        assert [act for _, act in site.acts()[-2:]] == ["signed_in", "signed_out"]


def test_after_a_restart_a_deep_link_opens_to_a_session_that_stands_and_to_no_other(sites):
    site = sites["below"]
    kept = {name: _cookies_of_a_session(site) for name in ("standing", "stale", "expired")}
    [(name, token)] = [
        one.split("=", 1)
        for one in kept["standing"]["Cookie"].split("; ")
        if "-form=" not in one and "-mark=" not in one
    ]
    kept |= {
        "forged": {"Cookie": f"{name}={'x' * len(token)}"},
        "foreign": {"Cookie": f"{name[:-8]}00000000={token}"},
    }
    kept |= {"of the records": {"Cookie": f"{name}={sessions.id_of(token)}"}, "none": {}}
    with closing(sqlite3.connect(site.records)) as records, records:
        for how, column in (("stale", "ended_at"), ("expired", "ends_at")):
            session = sessions.id_of(_token(kept[how], name))
            records.execute(f"update session set {column} = began_at where token = ?", (session,))
    site.served.restart()
    unpaired = site.get(menu.SCREEN.address, {}).text
    for how, held in kept.items():
        if how == "standing":
            continue
        assert site.socket(held) == "401", how
        assert site.get(menu.SCREEN.address, held).text == unpaired, how
        for page in menu.PAGES:
            away = site.get(page.address, held).headers.get("location", "")
            assert urlsplit(away).path == f"{BASE}/sign-in", (how, page.address)
        for raw in ("/data", "/data/ranking.csv", "/screen/spots", "/media/x", "/_stcore/health", "/map/x"):
            assert site.get(raw, held).status_code == 401, (how, raw)
    assert site.get("/committee?committee=310113101003", kept["standing"]).status_code == 200
    assert "wang" in site.socket(kept["standing"], page="committee")


@contextmanager
def _signed_in(site: Site, away: str = f"{BASE}/sign-in"):
    """A browser in which Wang has signed in, and what the server has answered to that."""
    address = site.address.removesuffix(BASE) + away
    with httpx2.Client(verify=False, trust_env=False, timeout=60) as browser:
        yield browser, _sent(browser, address, address, name="wang", password=OWN)


def _cookies_of_a_session(site: Site) -> dict[str, str]:
    with _signed_in(site) as (browser, _):
        return _held(browser)


def _sent(browser: httpx2.Client, at: str, to: str, **fields: str) -> httpx2.Response:
    """A form that stands at one address, as it is sent to another."""
    token = browser.get(at).text.split('name="token" value="')[1].split('"')[0]
    origin = f"https://{urlsplit(to).netloc}"
    return browser.post(to, data={"token": token, **fields}, headers={"Origin": origin})


def _held(browser: httpx2.Client) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items())}


def _token(held: dict[str, str], name: str) -> str:
    return dict(one.split("=", 1) for one in held["Cookie"].split("; "))[name]
