"""Nobody gets in who has not signed in, whatever they send; who has is let out again wherever they are."""

import asyncio
import logging
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from components import menu
from data_access.access import accounts, failures, passwords, reader, sessions
from data_access.access.choices import Access
from data_access.clock import moment
from data_access.records.chain import Actor
from delivery import clients, standing, town, watched
from delivery.admission import Admission
from tests.access.people import ADMIN, CHIEF, OFFICE, PASSWORD, SECRETARY, audited
from tests.delivery.routes import addresses
from tests.delivery.visitor import Visitor, run

OWN = "a password of my own"
OPEN = {
    "/healthz",
    "/sign-in/back",
    "/sign-in/provider",
    "/screen",
    "/screen/pairing",
    "/remote",
    "/remote/news",
}
"""What answers to who has not signed in, besides signing in and out."""
ACCOUNTS = '[access]\nmode = "accounts"\nhelp = "王工"\n'
GATEWAY = """[access]
mode = "header"
trusted_proxies = ["10.0.0.0/30"]
sign_out_address = "https://portal.example/out"
groups = [
  {group = "shequban", role = "office"},
  {group = "shuji", role = "secretary", committees = ["310113101003"]},
]
"""


@pytest.fixture(autouse=True)
def _cheap_and_forgetful(monkeypatch):
    monkeypatch.setattr(passwords, "_HASHER", passwords.PasswordHasher(1, 64, 1))
    passwords._nobodys.cache_clear()
    monkeypatch.setattr(standing, "SECONDS", 0)
    yield
    passwords._nobodys.cache_clear()


@pytest.fixture
def people(records_url, town_settings):
    """Who can sign in: an administrator, an office's account, a secretary, each with a password of their own."""
    town_settings(ACCOUNTS)
    engine = standing.kept().engine
    for name, rights in (("chief", ADMIN), ("li", OFFICE), ("wang", SECRETARY)):
        accounts.add(engine, CHIEF, moment(), name, rights, PASSWORD)
        accounts.set_own(engine, Actor(name, rights.role), moment(), None, OWN)
        sessions.end_all(engine, CHIEF, moment(), name)
    return engine


def signed_in(name: str = "wang") -> Visitor:
    visitor = Visitor()
    assert visitor.sign_in(name, OWN).status == 303
    return visitor


def socket(visitor: Visitor, **headers: str):
    """What reaches Streamlit of a browser's websocket: its scope, or None; and the status with which it was refused."""
    return through(visitor.scope("websocket", "/_stcore/stream", headers))


def through(scope: dict):
    """The same of any websocket."""
    reached, sent = [], []

    async def inside(scope, _receive, _send):
        reached.append(scope)

    async def send(message):
        sent.append(message)

    run(Admission(inside)(scope, None, send))
    return reached[0] if reached else None, sent[0].get("status") if sent else None


def reader_in(scope: dict) -> reader.Reader:
    """Whom a websocket's scope names to Streamlit."""
    [written] = [value for name, value in scope["headers"] if name == reader.HEADER.lower().encode()]
    return reader.understood(written.decode("ascii"))


def test_without_a_session_only_the_way_in_answers(people):
    answers = {address: Visitor().get(address) for address in addresses()}
    assert len(answers) > 30
    assert {path for path, answer in answers.items() if answer.status not in (303, 401)} == {
        "/sign-in",
        "/sign-in/back",
        "/screen",
        "/screen/pairing",
        "/remote",
        "/remote/news",
        "/healthz",
    }
    assert 'id="entry"' in answers["/remote"].text
    assert (answers["/remote/news"].status, answers["/remote/news"].text) == (204, "")
    assert 'id="code"' in answers["/screen"].text
    assert answers["/sign-in/back"].status == 400
    assert answers["/sign-out"].leads_to == "/sign-in"
    assert answers["/healthz"].text == ""
    assert {answer.text for answer in answers.values() if answer.status == 401} == {"请先登录。\n"}
    assert answers["/screen/pairing"].status == 400
    pages = [answers[page.address] for page in menu.PAGES]
    assert {urlsplit(page.leads_to).path for page in pages} == {"/sign-in"}


TRICKS = (
    *(
        "//works",
        "/works/",
        "/WORKS",
        "/sign-in/../works",
        "/sign-in/x",
        "/sign-in;/data",
        "/healthz/../data",
    ),
    *("/app/static/fonts/../../data/ranking.csv", "/app/static/fonts", "/app/static/preview.png"),
    *("/chrome/1/document/chrome.js", "/chrome/1/../../data", "/./data", "/sign-out/data", "/account/"),
)


def test_no_other_method_and_no_other_writing_of_an_address_is_answered(people):
    visitor, own = Visitor(), {"/sign-in", "/sign-out"}
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "X"):
        answers = {path: visitor._ask(method, path, b"", {}).status for path in addresses() - own}
        let_in = {path: status for path, status in answers.items() if status not in (303, 401)}
        assert {*let_in} <= OPEN, method
        assert {*let_in.values()} <= {400, 404, 405} or method == "HEAD"
    tricked = {path: visitor.get(path).status for path in TRICKS}
    assert {path: status for path, status in tricked.items() if status not in (303, 401, 404)} == {}


@pytest.mark.parametrize("kept", ["", "forged", "stale", "foreign", "expired"])
def test_no_socket_reaches_streamlit_without_a_session_that_stands(people, kept, monkeypatch):
    visitor = signed_in()
    assert socket(visitor)[0] is not None
    [name] = [one for one in visitor.cookies if not one.endswith(("-form", "-mark"))]
    if kept == "stale":
        sessions.end(people, Actor("wang"), moment(), sessions.id_of(visitor.session))
    elif kept == "expired":
        later = moment() + sessions.LASTS
        monkeypatch.setattr(standing, "moment", lambda: later)
    elif kept == "foreign":
        visitor.cookies = {"dashboard-00000000": visitor.session}
    else:
        visitor.cookies[name] = kept
    assert socket(visitor) == (None, 401)
    assert visitor.get("/overview").status == 303


def test_the_page_gets_to_know_the_reader_from_the_check_alone(people):
    visitor = signed_in()
    scope, _ = socket(visitor, **{reader.HEADER.lower(): '["x","chief","admin",[],[]]'})
    found = reader_in(scope)
    assert (found.account, found.rights) == ("wang", SECRETARY)
    assert found.session == sessions.id_of(visitor.session)
    assert visitor.session not in str(scope["headers"][-1])


def test_signing_in_leads_back_and_gives_a_token_that_nobody_chose(people):
    visitor = Visitor()
    first = visitor.get("/committee?committee=310113101003&lang=en")
    assert parse_qs(urlsplit(first.leads_to).query) == {
        "next": ["/committee?committee=310113101003&lang=en"],
        "lang": ["en"],
    }
    visitor.get(first.leads_to)
    [form] = visitor.cookies
    visitor.cookies[form.removesuffix("-form")] = "chosen-by-somebody"
    entered = visitor.sign_in("WANG ", OWN, first.leads_to)
    assert (entered.status, entered.leads_to) == (303, "/committee?committee=310113101003&lang=en")
    assert visitor.session not in ("", "chosen-by-somebody")
    [cookie] = [one for one in entered.cookies if "-form" not in one and "-mark" not in one]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    assert ("wang", "signed_in", {}) in audited(people)


@pytest.mark.parametrize(
    "wished",
    [
        *("//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "evil", ""),
        *("/\t/evil.example", "/sign-out", "javascript:alert(1)", "/%0d%0aSet-Cookie: x"),
    ],
)
def test_after_signing_in_nobody_is_led_elsewhere(people, wished):
    leads_to = Visitor().sign_in("wang", OWN, f"/sign-in?next={wished}").leads_to
    assert leads_to == "/"


def test_on_a_phone_one_begins_with_what_waits(people):
    phone = Visitor(**{"user-agent": "Mozilla/5.0 (iPhone) Mobile"})
    assert phone.sign_in("wang", OWN, "/sign-in?lang=en").leads_to == "/me?lang=en"


def test_one_begins_at_the_first_page_that_is_ones_own(people):
    assert Visitor().sign_in("wang", OWN).leads_to == "/"
    assert Visitor().sign_in("chief", OWN).leads_to == "/me"


def test_a_wrong_password_and_a_wrong_name_are_told_alike(people, caplog):
    caplog.set_level(logging.DEBUG)
    wrong = [
        Visitor().sign_in("wang", "my secret password"),
        Visitor().sign_in("nobody", "my secret password"),
    ]
    assert {(answer.status, answer.trouble) for answer in wrong} == {(401, "账号或密码不对。")}
    assert all("my secret" not in answer.text for answer in wrong)
    assert "my secret" not in caplog.text
    failures.sum_up(people, moment() + timedelta(minutes=1))
    details = [details for _, act, details in audited(people) if act == "sign_in_failed"]
    assert sum(one["failures"] for one in details) == 2
    assert "my secret" not in str(audited(people))


def test_who_fails_waits_and_others_do_not(people):
    known, stranger = signed_in(), Visitor()
    known.post("/sign-out")
    for _ in range(4):
        assert stranger.sign_in("wang", "wrong password").status == 401
    paused = stranger.sign_in("wang", OWN)
    assert (paused.status, paused.headers["retry-after"]) == (429, "5")
    assert paused.trouble == "尝试次数过多：请 5 秒后再试。"
    assert stranger.sign_in("li", OWN).status == 303
    assert Visitor("10.0.0.9").sign_in("wang", OWN).status == 303


def test_when_too_many_sign_in_the_rest_come_again(people, monkeypatch):
    for _ in range(passwords.AT_ONCE + passwords.MOST_WAITING):
        passwords._admitted.acquire()
    try:
        for _ in range(9):
            busy = Visitor().sign_in("wang", OWN)
            assert (busy.status, busy.headers["retry-after"]) == (429, "5")
    finally:
        for _ in range(passwords.AT_ONCE + passwords.MOST_WAITING):
            passwords._admitted.release()
    signed_in()


def test_nothing_is_done_for_a_form_that_is_not_this_browsers(people):
    other, visitor = signed_in("li"), Visitor()
    assert visitor.post("/sign-in", token="forged", name="wang", password=OWN).status == 400
    assert visitor.session == ""
    visitor = signed_in()
    theirs = other.get("/account").text.split('name="token" value="')[1].split('"')[0]
    for token in ("", "forged", theirs):
        visitor.post("/sign-out", token=token)
        visitor.post("/account", token=token, do="everywhere")
        visitor.post(
            "/account", token=token, do="password", old=OWN, new="another password", again="another password"
        )
    assert visitor.get("/account").status == 200
    assert Visitor().sign_in("wang", OWN).status == 303


def test_signing_out_ends_the_session_for_good(people):
    visitor = signed_in()
    copied = dict(visitor.cookies)
    assert visitor.get("/sign-out").status == 200
    assert visitor.get("/account").status == 200
    assert visitor.post("/sign-out").leads_to == "/sign-in"
    assert visitor.session == ""
    visitor.cookies = copied
    assert visitor.get("/account").status == 303
    assert audited(people)[-1][:2] == ("wang", "signed_out")


def test_a_password_set_by_others_is_changed_first(people):
    accounts.reset(people, CHIEF, moment(), "wang", PASSWORD)
    visitor = Visitor()
    assert visitor.sign_in("wang", PASSWORD, "/sign-in?next=/works").leads_to == "/account?next=%2Fworks"
    assert visitor.get("/overview").leads_to == "/account?next=%2Foverview"
    assert visitor.get("/data/ranking.csv").status == 403
    assert socket(visitor) == (None, 403)
    here = "/account?next=/works"
    assert visitor.post(here, do="password", new=OWN, again="another").trouble == "两次输入的新密码不一样。"
    assert visitor.post(here, do="password", new="short", again="short").trouble == "密码太短：至少 10 位。"
    same = visitor.post(here, do="password", new=PASSWORD, again=PASSWORD)
    assert same.trouble == "新密码与原密码相同：请换一个。"
    assert visitor.post(here, do="password", new=OWN, again=OWN).leads_to == "/works"
    assert socket(visitor)[0] is not None


def test_an_own_new_password_ends_the_other_sessions(people):
    here, elsewhere = signed_in(), signed_in()
    before = here.session
    assert (
        here.post("/account", do="password", old="wrong", new=PASSWORD, again=PASSWORD).trouble
        == "原密码不对。"
    )
    assert here.post("/account", do="password", old=OWN, new=PASSWORD, again=PASSWORD).status == 303
    assert here.session != before
    assert here.get("/account").text.count("<li>") == 1
    assert elsewhere.get("/account").status == 303


def test_one_signs_out_everywhere_at_once(people):
    here, elsewhere, other = signed_in(), signed_in(), signed_in("li")
    assert here.get("/account").text.count("<li>") == 2
    here.post("/account", do="everywhere")
    assert [visitor.get("/account").status for visitor in (here, elsewhere, other)] == [303, 303, 200]


def test_without_accounts_the_page_says_the_command(records_url, town_settings):
    town_settings(ACCOUNTS)
    assert "account add NAME --role admin" in Visitor().get("/sign-in").text
    assert "王工" not in Visitor().get("/sign-in").text


def test_an_open_page_is_closed_when_its_session_ends(people, monkeypatch):
    monkeypatch.setattr(watched, "EVERY", 0.05)
    visitor = signed_in()
    session_id, sent, received = sessions.id_of(visitor.session), [], []

    async def streamlit(_scope, receive, send):
        received.append(await receive())
        await send({"type": "websocket.send", "bytes": b"before"})
        await send({"type": "websocket.send", "bytes": b"after"})
        received.append(await receive())

    async def open_page():
        frames: asyncio.Queue = asyncio.Queue()
        await frames.put({"type": "websocket.receive", "bytes": b"a frame"})

        async def send(message):
            sent.append(message)
            if message["type"] == "websocket.send":
                sessions.end(people, Actor("wang"), moment(), session_id)

        scope = visitor.scope("websocket", "/_stcore/stream", {})
        await asyncio.wait_for(Admission(streamlit)(scope, frames.get, send), 5)

    run(open_page())
    assert [message["type"] for message in received] == ["websocket.receive", "websocket.disconnect"]
    assert sent == [
        {"type": "websocket.send", "bytes": b"before"},
        {"type": "websocket.close", "code": watched.ENDED, "reason": ""},
    ]


def while_open(scope: dict, then, monkeypatch) -> list[str]:
    """What a socket's browser is sent where nothing is done, once something has happened to what let it in."""
    monkeypatch.setattr(watched, "EVERY", 0.05)
    sent: list[str] = []

    async def streamlit(_scope, receive, _send):
        then()
        assert (await receive())["type"] == "websocket.disconnect"

    async def send(message):
        sent.append(message["type"])

    async def opened():
        await asyncio.wait_for(Admission(streamlit)(scope, asyncio.Future, send), 5)

    run(opened())
    return sent


def test_a_socket_is_closed_as_soon_as_its_reader_would_not_be_let_in(
    own_store, records_url, monkeypatch, town_settings
):
    """Of a demonstration on the network, whose store then holds a real town."""
    town_settings("")
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{own_store}")
    monkeypatch.setattr(town, "SECONDS", 0)
    scope = Visitor("10.1.2.9").scope("websocket", "/_stcore/stream", {"host": "10.1.2.3:8501"})

    def a_real_town_comes():
        with closing(sqlite3.connect(own_store)) as changed, changed:
            changed.execute("update state set demonstration = 0")

    assert while_open(scope, a_real_town_comes, monkeypatch) == ["websocket.close"]


def test_a_gateways_reader_is_asked_for_again_after_the_length_of_a_session(
    records_url, town_settings, monkeypatch
):
    town_settings(GATEWAY)
    scope = from_gateway("10.0.0.2").scope("websocket", "/_stcore/stream", {})

    def twelve_hours_pass():
        later = moment() + sessions.LASTS
        monkeypatch.setattr(standing, "moment", lambda: later)

    assert while_open(scope, twelve_hours_pass, monkeypatch) == ["websocket.close"]
    assert acts() == ["signed_in"]
    assert socket(from_gateway("10.0.0.2"))[0] is not None
    assert acts() == ["signed_in"] * 2


def test_whom_a_gateway_names_signs_in_once_for_all_requests_and_servers(records_url, town_settings):
    town_settings(GATEWAY)
    gateway = from_gateway("10.0.0.2")
    with ThreadPoolExecutor(4) as at_once:
        [*at_once.map(gateway.get, ["/sign-in", "/overview", "/data", "/works"])]
    first = reader_in(socket(gateway)[0])
    assert acts() == ["signed_in"]
    [kept] = sessions.of_account(standing.kept().engine, "zhang", moment())
    assert (kept.id, kept.address, kept.rights.committees) == (first.session, "1.2.3.4", ("310113101003",))
    for others in ({"groups": "shequban"}, {"user": "wu"}):
        assert reader_in(socket(from_gateway("10.0.0.2", **others))[0]).session != first.session
    own = gateway.get("/account").text
    assert "zhang" in own
    assert 'class="sessions"' not in own
    token = own.split('name="token" value="')[1].split('"')[0]
    assert gateway.get("/sign-out").leads_to == "https://portal.example/out"
    assert acts() == ["signed_in"] * 3
    assert gateway.post("/sign-out", token=token).leads_to == "https://portal.example/out"
    assert acts() == ["signed_in"] * 3 + ["signed_out"]
    assert reader_in(socket(gateway)[0]).session != first.session


def acts() -> list[str]:
    """What stands in the audit."""
    return [act for _, act, _ in audited(standing.kept().engine) if act != "begun"]


def test_who_comes_while_the_account_is_changed_does_not_come_in(people, monkeypatch):
    """A password is looked at for a while: a reset or another role that falls into it ends the sign-in too."""
    look = passwords.matches

    def slowly(*password):
        right = look(*password)
        accounts.reset(people, CHIEF, moment(), "wang", PASSWORD)
        return right

    monkeypatch.setattr(passwords, "matches", slowly)
    visitor = Visitor()
    assert (visitor.sign_in("wang", OWN).status, visitor.session) == (401, "")


def test_a_form_of_too_many_fields_is_none_of_ours(people):
    assert Visitor().post("/sign-in", **{f"f{n}": "x" for n in range(40)}).status == 400


def test_a_name_that_nobody_can_have_is_a_wrong_one(people):
    for name in ("a\0b", "two words", "@"):
        assert Visitor().sign_in(name, OWN).status == 401


def test_what_others_keep_in_the_browser_takes_nothing_of_ours_away(people):
    visitor = signed_in()
    ours = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    for foreign in ('o={"a":1, "b":2}', "flag", "a/b=1", "u=a b c"):
        assert Visitor().get("/account", cookie=f"{foreign}; {ours}").status == 200, foreign


@pytest.mark.parametrize("lines", [["6.6.6.6", "203.0.113.9"], ["6.6.6.6, 203.0.113.9"]])
def test_an_address_that_the_client_writes_itself_is_not_believed(lines):
    office = {"group": "a", "role": "office"}
    access = Access.model_validate({"mode": "header", "trusted_proxies": ["10.0.0.0/30"], "groups": [office]})
    headers = [(b"x-forwarded-for", line.encode()) for line in lines]
    scope = {"type": "http", "client": ("10.0.0.2", 1), "headers": headers}
    assert clients.address(scope, access) == "203.0.113.9"


def from_gateway(address: str, user: str = "zhang", groups: str = "shuji, other") -> Visitor:
    return Visitor(
        address, **{"x-forwarded-user": user, "x-forwarded-groups": groups, "x-forwarded-for": "1.2.3.4"}
    )


def test_a_gateways_word_counts_and_nobody_elses(records_url, town_settings):
    town_settings(GATEWAY)
    scope, _ = socket(from_gateway("10.0.0.1"))
    found = reader_in(scope)
    assert (found.account, found.rights.role, found.rights.committees) == (
        "zhang",
        "secretary",
        ("310113101003",),
    )
    assert from_gateway("10.0.0.1").get("/sign-in?next=/works").leads_to == "/works"
    assert from_gateway("10.0.0.1").get("/sign-out").leads_to == "https://portal.example/out"
    for refused in (
        from_gateway("10.0.0.9"),
        from_gateway("127.0.0.1"),
        from_gateway("10.0.0.1", user=" "),
        from_gateway("10.0.0.1", groups="other"),
        Visitor("10.0.0.1"),
    ):
        assert socket(refused) == (None, 401)
        assert refused.get("/overview").status == 303
        assert "门户" in refused.get("/sign-in").text


def test_the_demonstration_lets_one_try_each_role(demo_store, records_url, town_settings, monkeypatch):
    town_settings("")
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")
    visitor = Visitor()
    assert visitor.get("/works").status == 200
    assert visitor.post("/sign-in", role="mayor").trouble == "这里没有可体验的账号：请先重新生成演示数据。"
    assert visitor.post("/sign-in?next=/me", role="secretary").leads_to == "/me"
    found = reader_in(socket(visitor)[0])
    assert (found.account, found.rights.committees) == ("demo-secretary", ("310113101003",))
    assert Visitor().sign_in("demo-admin", "nobody's password").status == 400
    another = Visitor("10.9.8.7")
    another.post("/sign-in", role="secretary")
    own = visitor.get("/account").text
    assert "demo-secretary" in own
    assert "10.9.8.7" not in own
    visitor.post("/account", do="everywhere")
    assert reader_in(socket(another)[0]) == reader_in(socket(another)[0]) != reader.ANYBODY
    visitor.post("/sign-out")
    assert reader_in(socket(visitor)[0]) == reader.ANYBODY


def test_where_nobody_signs_in_the_page_says_how_to_switch_it_on(
    own_store, records_url, town_settings, monkeypatch
):
    with closing(sqlite3.connect(own_store)) as changed, changed:
        changed.execute("update state set demonstration = 0")
    monkeypatch.setenv("STORE_DATABASE_URL", f"sqlite:///{own_store}")
    town_settings("")
    visitor = Visitor()
    assert "[access]\nmode = &#34;accounts&#34;" in visitor.get("/sign-in").text
    assert visitor.post("/sign-in", role="secretary").status == 400
    assert visitor.session == ""


def test_a_proxys_word_on_address_and_encryption_counts_where_it_is_trusted(people, town_settings):
    town_settings(ACCOUNTS + 'trusted_proxies = ["10.0.0.0/30"]\n[server]\nhosts = ["town.example"]\n')
    said = {
        "x-forwarded-proto": "https",
        "x-forwarded-for": "6.6.6.6, 1.2.3.4, 10.0.0.2",
        "host": "town.example",
    }
    for address, secure, kept in (("10.0.0.1", True, "1.2.3.4"), ("10.0.0.9", False, "10.0.0.9")):
        entered = Visitor(address, **said).sign_in("wang", OWN)
        assert all(("Secure" in cookie) is secure for cookie in entered.cookies)
        assert sessions.of_account(people, "wang", moment())[0].address == kept


def test_at_a_public_address_of_tls_cookies_go_by_tls_alone(people, town_settings):
    town_settings(ACCOUNTS + '[server]\npublic_url = "https://town.example"\n')
    for host, secure in (("town.example", True), ("localhost", False)):
        entered = Visitor(host=host).sign_in("wang", OWN)
        assert [("Secure" in cookie) for cookie in entered.cookies] == [secure] * len(entered.cookies)
        assert entered.status == 303


def test_in_a_portals_frame_a_cookie_belongs_to_the_portal(people, town_settings):
    framed = '[server]\npublic_url = "https://town.example"\nembed_in = ["https://portal.example"]\n'
    town_settings(ACCOUNTS + 'trusted_proxies = ["10.0.0.0/30"]\n' + framed)
    for scheme, framed_alone in (("https", True), ("http", False)):
        visitor = Visitor("10.0.0.1", **{"x-forwarded-proto": scheme, "host": "town.example"})
        for cookie in visitor.sign_in("wang", OWN).cookies:
            assert ("SameSite=none; Secure; Partitioned" in cookie) is framed_alone
            assert ("SameSite=lax" in cookie) is not framed_alone
