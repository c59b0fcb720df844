"""Two servers on the same records: who signs out at one is out at the other, and nobody gets what another has begun."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Subprotocol
from websockets.asyncio.client import connect

from tests.access.people import ADMIN, OFFICE, SECRETARY, hold_accounts
from tests.browser.seen import barriers, wide_signs
from tests.browser.serving import Served
from tests.browser.visits import signed_in
from tests.commands import in_turn


@pytest.fixture
def two(small_demo_file, small_demo_store, tmp_path):
    """Two servers, at which Wang, Li and the administrator have accounts."""
    records = tmp_path / "records.db"
    hold_accounts(records, {"wang": SECRETARY, "li": OFFICE, "chief": ADMIN})
    servers = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        settings = '[access]\nmode = "accounts"\n'
        servers.append(
            Served(small_demo_file, small_demo_store, tmp_path / name, settings=settings, records=records)
        )
        servers[-1].start()
    yield [server.url for server in servers]
    for server in servers:
        server.stop()


def streamlits_session(url: str, page, before: str = "none") -> str:
    """The session that Streamlit gives to this browser, which asks to go on with the one `before`."""
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())

    async def asked() -> str:
        address = url.replace("http", "ws") + "/_stcore/stream"
        headers = {"Cookie": cookie, "Origin": url}
        protocols = [Subprotocol(word) for word in ("streamlit", "x", before)]
        async with connect(address, subprotocols=protocols, additional_headers=headers, proxy=None) as socket:
            message = BackMsg()
            message.rerun_script.query_string = "lang=en"
            await socket.send(message.SerializeToString())
            async for frame in socket:
                found = ForwardMsg.FromString(frame)
                if found.WhichOneof("type") == "new_session":
                    return found.new_session.initialize.session_id
        return ""

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asyncio.wait_for(asked(), 60)).result()


def test_who_signs_out_in_one_tab_is_out_in_the_others(two, browser):
    one, other = two
    here = signed_in(browser, f"{one}/works?lang=en", "wang")
    elsewhere = here.context.new_page()
    elsewhere.goto(f"{other}/committee?committee=310113101003&lang=en")
    expect(elsewhere.locator(".reader > summary")).to_have_text("wang")
    strangers = signed_in(browser, f"{one}/works?lang=en", "li")
    begun = streamlits_session(one, here)
    assert streamlits_session(one, here, begun) == begun
    assert streamlits_session(one, strangers, begun) not in ("", begun)
    here.locator(".reader > summary").click()
    here.get_by_role("button", name="Sign out").click()
    expect(here.get_by_label("Password")).to_be_visible()
    expect(elsewhere.get_by_label("Password")).to_be_visible(timeout=10_000)
    assert elsewhere.locator(".card").count() == 1
    expect(strangers.locator(".reader > summary")).to_have_text("li")


def test_an_administrator_gives_accounts_from_a_phone_and_lets_a_wall_in_by_command(two, browser, tmp_path):
    url, _ = two
    wall = browser.new_context(viewport={"width": 1920, "height": 1080}).new_page()
    wall.goto(f"{url}/screen?scenes=works&lang=en")
    expect(wall.locator("#code")).to_have_text(re.compile(r"^\w{6}$"))
    chief = signed_in(browser, f"{url}/works?lang=en", "chief", viewport={"width": 390, "height": 844})
    chief.goto(f"{url}/administration?view=add&look=dark")
    chief.get_by_label("账号", exact=True).fill("zhao")
    chief.get_by_role("combobox", name="居委会").click()
    chief.get_by_role("option").first.click()
    chief.keyboard.press("Escape")
    assert "Press Enter" not in chief.inner_text("body")
    assert barriers(chief) == []
    touched = chief.locator(
        'form :is([role="group"], [data-testid="stTextInputRootElement"], button:visible)'
    )
    assert [one for one in touched.all() if (one.bounding_box() or {"height": 0})["height"] < 44] == []
    chief.get_by_role("button", name="建立账号").click()
    expect(chief.get_by_text("账号 zhao 已建立。")).to_be_visible()
    first = chief.locator("#one-time").inner_text()
    chief.get_by_role("link", name="zhao").click()
    chief.get_by_role("button", name="执行").click()
    expect(chief.get_by_text("账号 zhao 的密码已重设")).to_be_visible()
    again = chief.locator("#one-time").inner_text()
    assert chief.evaluate("document.documentElement.scrollWidth") <= 390
    chief.goto(f"{url}/administration?lang=en")
    expect(chief.get_by_label("Pairing code")).to_be_visible()
    assert wide_signs(chief) == []
    chief.emulate_media(media="print")
    expect(chief.get_by_label("Pairing code")).to_be_hidden()
    new = browser.new_context().new_page()
    for password in (first, again):
        new.goto(f"{url}/sign-in?lang=en")
        new.get_by_label("Account").fill("zhao")
        new.get_by_label("Password").fill(password)
        new.keyboard.press("Enter")
        wrong = password == first
        expect(
            new.get_by_role("alert") if wrong else new.get_by_label("New password", exact=True)
        ).to_be_visible()
    code = wall.locator("#code").inner_text()
    screen = commanded(tmp_path, ["screen", "pair", code, "--name", "会议室"], ["screen", "list"])[-1]
    expect(wall.frame_locator("iframe.shown").locator(".sentence").first).to_be_visible(timeout=60_000)
    [device] = re.findall(r"\b[0-9a-f]{8}\b", screen)
    commanded(tmp_path, ["screen", "revoke", device])
    expect(wall.locator("#code")).not_to_have_text(code, timeout=20_000)
    expect(wall.locator("#code")).to_have_text(re.compile(r"^\w{6}$"))


def commanded(folder, *commands: list[str]) -> list[str]:
    """What commands on the servers' records say, one after the other."""
    ended = in_turn(commands, RECORDS_DATABASE_URL=f"sqlite:///{folder / 'records.db'}")
    assert [one.returncode for one in ended] == [0] * len(commands), ended
    return [one.stdout for one in ended]
