"""The dashboard below a path of a host that others share, behind a real nginx with TLS, which leaves the path before what it
passes on or takes it off."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from data_access.wording import words
from scripts.pictures import BEEN_BEFORE, SIZES, settled
from tests.browser.serving import Served
from tests.conftest import copy_of
from tests.servers import free_port, nginx

BASE = "/town/dashboard"
PUBLIC = "https://portal.town.example"
SITE = """
server {
  listen 127.0.0.1:%(port)s ssl; TLS
  location = /signin { default_type text/html; return 200 '<h1>sign in</h1>'; }
  location %(base)s/ {
    if ($cookie_signed = "out") { return 302 /signin; }
    proxy_pass %(to)s;
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection "upgrade";
  }
  location = /portal {
    default_type text/html;
    return 200 '<iframe src="%(framed)s%(base)s/" width="1200" height="700"></iframe>';
  }
  location / { return 404 "another application"; }
}
"""
READ = """new MutationObserver(() => {
  const line = document.getElementById('connection')?.textContent
  if (line) sessionStorage.setItem('read', line)
  for (const box of document.querySelectorAll('[data-testid="stAlertContainer"]'))
    if (box.checkVisibility()) sessionStorage.setItem('boxes', box.textContent)
}).observe(document, { subtree: true, childList: true })"""
"""Has a tab remember what its line has said last, and a box of Streamlit's: they are gone when the tab opens anew."""
HEARD = """async (base) => {
  const send = async (path, word) => {
    const how = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(word) };
    return (await fetch(base + path, word && how)).json();
  };
  const { code, way } = await send("/screen/remote");
  await send("/remote", { do: "pair", code });
  let sent = 0;
  return new Promise((done) => {
    setTimeout(done, 10_000, ["late", "", 10_000]);
    new EventSource(base + "/screen/orders").onmessage = ({ data }) => {
      const { order } = JSON.parse(data);
      if (order) done([way === `${base}/remote?code=${code}`, order.page, performance.now() - sent]);
      if (sent) return;
      sent = performance.now();
      send("/remote", { do: "show", page: "works" });
    };
  });
}"""
"""In one tab a phone says what a wall is to show: where the code leads, what the wall hears, and after how many ms."""


@pytest.fixture(scope="module")
def proxied(demo_file, demo_store, tmp_path_factory):
    """The host of a proxy that keeps the path, and that of one that takes it off, before the same dashboard."""
    folder = tmp_path_factory.mktemp("proxied")
    store = copy_of(demo_store, folder / "store.db")
    ports = {"kept": free_port(), "stripped": free_port()}
    hosts = {way: f"https://localhost:{port}" for way, port in ports.items()}
    server = f'[server]\npublic_url = "{PUBLIC}{BASE}/"\nembed_in = ["{hosts["kept"]}"]\n'
    dashboard = Served(demo_file, store, folder, settings=server)
    dashboard.start()
    to = {"kept": dashboard.url, "stripped": f"{dashboard.url}/"}
    framed = {"kept": hosts["stripped"], "stripped": hosts["kept"]}
    sites = [SITE % {"port": ports[way], "base": BASE, "to": to[way], "framed": framed[way]} for way in ports]
    with nginx("".join(sites)):
        yield hosts
    dashboard.stop()


@pytest.fixture
def tab(browser):
    """A tab whose browser does not mind the certificate, and `tab.seen`: what it asked for, with the status."""
    width, height = SIZES["laptop"]
    context = browser.new_context(ignore_https_errors=True, viewport={"width": width, "height": height})
    context.add_init_script(BEEN_BEFORE)
    context.add_init_script(READ)
    page = context.new_page()
    page.seen = []
    page.on("response", lambda answer: page.seen.append((answer.status, answer.url)))
    page.on("websocket", lambda socket: page.seen.append((101, socket.url)))
    yield page
    context.close()


@pytest.mark.parametrize("way", ["kept", "stripped"])
def test_all_that_a_reader_opens_lies_below_the_path(proxied, tab, way):
    host = proxied[way]
    tab.goto(f"{host}{BASE}/?on=2017-07-16")
    settled(tab)
    expect(tab.locator(".sentence").first).to_be_visible()
    for page in ("works", "help"):
        tab.locator(f'.head nav a[href^="{BASE}/{page}"]').click()
        expect(tab.locator(f'.head nav a[href^="{BASE}/{page}"]')).to_have_attribute("aria-current", "page")
        assert urlsplit(tab.url).path == f"{BASE}/{page}"
        settled(tab)
    tab.go_back()
    expect(tab.locator("#works-list [data-project]").first).to_be_visible()
    tab.goto(f"{host}{BASE}/Committee/?committee=310113101003")
    settled(tab)
    expect(tab.locator("h1")).to_contain_text("祁南")
    tab.goto(f"{host}{BASE}/screen?scenes=works&dwell=3600")
    scene = tab.frame_locator("#scenes iframe.shown")
    expect(scene.locator(".sentence").first).to_be_visible()
    tab.locator('[data-does="phone"]').dispatch_event("click")
    expect(tab.locator("#phone img")).to_be_visible()
    tab.wait_for_function("document.querySelector('#phone img').naturalWidth > 0")
    assert [one for one in tab.seen if one[0] >= 400] == []
    outside = [url for _, url in tab.seen if not below(url, host) and not url.startswith(("data:", "blob:"))]
    assert outside == []


def below(url: str, host: str) -> bool:
    """Whether an address lies below the path."""
    return url.replace("wss://", "https://").startswith((f"{host}{BASE}/", f"{host}{BASE}?"))


def test_what_is_sent_on_names_the_address_that_readers_have(proxied, tab):
    for host in proxied.values():
        request = tab.context.request
        page = request.get(f"{host}{BASE}/works").text()
        assert f'property="og:image" content="{PUBLIC}{BASE}/app/static/preview.png"' in page
        assert f"{BASE}/data/ranking.csv" in request.get(f"{host}{BASE}/data/").text()
        assert (
            request.get(f"{host}{BASE}/nowhere", max_redirects=0).headers["location"]
            == f"{BASE}/?lost=nowhere"
        )
        assert request.get(f"{host}{BASE}/screen/qr?to={BASE}/works").ok
        assert request.get(f"{host}{BASE}/screen/qr?to=/elsewhere").status == 404
    bare = tab.context.request.get(f"{proxied['kept']}{BASE}", max_redirects=0)
    assert urlsplit(bare.headers["location"]).path == f"{BASE}/"


def test_what_a_phone_says_comes_through_to_the_wall_at_once(proxied, tab):
    for host in proxied.values():
        tab.goto(f"{host}{BASE}/remote")
        leads, page, took = tab.evaluate(HEARD, BASE)
        assert (leads, page) == (True, "works")
        assert took < 3000  # what is kept back comes with the next 4 kB


def test_a_listed_portal_shows_it_in_a_frame_and_another_host_cannot(proxied, tab):
    tab.goto(f"{proxied['kept']}/portal")
    expect(tab.frame_locator("iframe").locator(".sentence").first).to_be_visible()
    refusals: list[str] = []
    tab.on("console", lambda message: refusals.append(message.text))
    tab.goto(f"{proxied['stripped']}/portal")
    tab.wait_for_timeout(500)
    assert any("frame-ancestors" in refusal for refusal in refusals)
    assert tab.frame_locator("iframe").locator(".sentence").count() == 0


SOCKETS = """window.sockets = []; const Real = WebSocket;
window.WebSocket = class extends Real { constructor(...all) { super(...all); sockets.push(this) } }"""
"""Has a page remember its sockets, for a test to close them as a proxy does."""


def test_a_tab_whose_sign_in_at_the_proxy_has_ended_says_so_and_leads_there(proxied, tab):
    tab.add_init_script(SOCKETS)
    tab.goto(f"{proxied['kept']}{BASE}/registration")
    settled(tab)
    tab.context.add_cookies([{"name": "signed", "value": "out", "url": proxied["kept"]}])
    tab.evaluate("sockets.forEach(one => one.close())")
    expect(tab.locator("h1")).to_have_text("sign in")
    assert tab.evaluate("sessionStorage.getItem('read')") == words("zh")["connection.ended"]


@pytest.mark.parametrize(("lang", "behind"), [("zh", "server"), ("en", "sign-in")])
def test_a_tab_whose_scripts_are_gone_says_so_and_opens_anew(proxied, tab, lang, behind):
    """After an upgrade the map's script has another name; or the sign-in at the proxy answers in its place."""
    tab.goto(f"{proxied['kept']}{BASE}/registration{'?lang=en' if lang == 'en' else ''}")
    settled(tab)
    opened = tab.evaluate("performance.timeOrigin")
    if behind == "server":
        tab.route("**/static/js/*", lambda route: route.fulfill(status=404))
        tab.on("request", lambda request: request.is_navigation_request() and tab.unroute("**/static/js/*"))
    else:
        tab.context.add_cookies([{"name": "signed", "value": "out", "url": proxied["kept"]}])
    tab.locator(f'.head nav a[href^="{BASE}/works"]').click()

    if behind == "server":
        tab.wait_for_function("before => performance.timeOrigin > before + 1", arg=opened)
        assert tab.evaluate("sessionStorage.getItem('boxes')") is None
        expect(tab.locator("#works-list [data-project]").first).to_be_visible()
    else:
        expect(tab.locator("h1")).to_have_text("sign in")
    key = {"server": "updated", "sign-in": "ended"}[behind]
    assert tab.evaluate("sessionStorage.getItem('read')") == words(lang)[f"connection.{key}"]
