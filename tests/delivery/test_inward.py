"""What of Streamlit's own a reader's browser may use: what comes over a socket, and which of its files there are."""

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from delivery.inward import MESSAGES, SOCKET, Inward
from tests.delivery.test_app import ask, run

KINDS = {
    "rerun_script", "stop_script", "app_heartbeat", "clear_cache", "set_run_on_save", "load_git_info", "file_urls_request",
    "debug_disconnect_websocket", "debug_shutdown_runtime", "backend_operation_request",
}  # fmt: skip


def through(*frames: bytes) -> list[dict]:
    """What reaches Streamlit of the frames that a browser sends before it leaves."""
    coming = [
        *({"type": "websocket.receive", "bytes": frame} for frame in frames),
        {"type": "websocket.disconnect"},
    ]
    reached: list[dict] = []

    async def receive():
        return coming.pop(0)

    async def streamlit(_scope, heard, _send):
        while not reached or reached[-1]["type"] != "websocket.disconnect":
            reached.append(await heard())

    run(Inward(streamlit, ours=())({"type": "websocket", "path": SOCKET}, receive, None))
    return reached[:-1]


def frame(kind: str) -> bytes:
    """The smallest message of a kind."""
    message = BackMsg()
    if BackMsg.DESCRIPTOR.fields_by_name[kind].message_type:
        getattr(message, kind).SetInParent()
    else:
        setattr(message, kind, True)
    return message.SerializeToString()


def test_every_kind_of_message_has_been_decided_about():
    assert {field.name for field in BackMsg.DESCRIPTOR.fields if field.containing_oneof} == KINDS
    assert {*MESSAGES} < KINDS


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_page_says_what_pages_say_and_nobody_empties_what_all_share(kind):
    assert len(through(frame(kind))) == (kind in ("rerun_script", "stop_script", "app_heartbeat"))


def test_of_two_messages_in_one_frame_the_one_that_is_obeyed_is_judged():
    assert through(frame("rerun_script") + frame("clear_cache")) == []
    assert len(through(frame("clear_cache") + frame("rerun_script"))) == 1


def test_what_follows_a_message_that_is_not_heard_is_heard():
    assert [one["bytes"] for one in through(frame("clear_cache"), frame("stop_script"))] == [
        frame("stop_script")
    ]
    assert through(b"\xff\xff") == [{"type": "websocket.receive", "bytes": b"\xff\xff"}]


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/registration/", "/registration"),
        ("/Registration", "/registration"),
        ("/WORKS/index.html", "/works"),
        ("/index.html", "/"),
        ("/Overview/", "/"),
        ("//works", "/works"),
        ("/screen/", "/screen"),
        ("/Screen", "/screen"),
        ("/Data/", "/data"),
    ],
)
def test_an_address_that_is_nearly_right_leads_to_the_page_that_is_meant(path, meant):
    status, headers, _ = ask(path, "on=2017-06-15&lang=en")
    assert (status, headers["location"]) == (307, f"{meant}?on=2017-06-15&lang=en")


def test_no_address_leads_to_another_server():
    for path in ("//evil.example", "//evil.example/..", "/\\evil.example", "/evil.example//"):
        status, headers, _ = ask(path)
        assert status in (307, 404)
        assert headers.get("location", "/?lost=").startswith("/?lost=")


@pytest.mark.parametrize("tag", ["zh-CN", "zh_Hans", "ZH", "zh", "", "xx"])
def test_a_language_may_be_named_by_a_tag(tag):
    assert '<html lang="zh-CN"' in ask("/", f"lang={tag}")[2].decode()
    assert '<html lang="en"' in ask("/", "lang=en-GB")[2].decode()
