"""Robots of groups, as their services publish them: what they are sent, and what they answer.

WeCom (企业微信, 政务微信): https://developer.work.weixin.qq.com/document/path/91770; DingTalk (钉钉):
https://open.dingtalk.com/document/robots/custom-robot-access. An address holds a key, so neither it nor what an error says of it goes
anywhere but there.
"""

import base64
import hashlib
import hmac
import json
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

import httpx2

from data_access.settings import Robot, Webhook

MOST_PICTURE = 2 * 1024 * 1024
"""Bytes of a picture before it is encoded."""
A_MINUTE = 20
"""So many messages a robot takes in a minute."""
CONNECT_SECONDS, PATIENCE_SECONDS = 5, 15
"""Until the other side must have answered the call, and have said what became of the message."""
_LONGEST = 64 * 1024
_AGAIN_LATER = (429, 503)
"""What servers answer that have not taken the message."""
_BUSY = {"busy": (-1,), "too_fast": (45009, 130101, 410100)}
_REFUSED = {
    "wrong_key": (93000, 300005, 400101),
    "not_verified": (310000,),
    "group_gone": (400013,),
    "robot_off": (400102, 400106),
    "content": (430101, 430102, 430103, 430104),
}
_REASONS = {code: reason for table in (_BUSY, _REFUSED) for reason, codes in table.items() for code in codes}


@dataclass(frozen=True)
class Answer:
    """What became of a message: it is `sent`; it has certainly not arrived, and may be sent `again` or has `failed` for good; or
    nobody can know (`unsure`). Why, and the service's code, where it gave one."""

    state: str
    reason: str | None = None
    code: int | None = None


def text(words: str) -> dict[str, object]:
    """A message of words."""
    return {"msgtype": "text", "text": {"content": words}}


def picture(png: bytes) -> dict[str, object]:
    """A message that is a picture."""
    checksum = hashlib.md5(png, usedforsecurity=False).hexdigest()
    return {"msgtype": "image", "image": {"base64": base64.b64encode(png).decode(), "md5": checksum}}


def send(robot: Robot, hook: Webhook, message: dict[str, object], at: datetime) -> Answer:
    """Sends a message, once. A message that may have arrived is never called one that has not."""
    try:
        address = httpx2.URL(hook.url)
    except httpx2.InvalidURL:
        return Answer("failed", "address")
    if robot.service == "dingtalk" and hook.secret:
        address = address.copy_merge_params(_signature(hook.secret, at))
    limits = httpx2.Timeout(PATIENCE_SECONDS, connect=CONNECT_SECONDS).as_dict()
    plain = {"Accept-Encoding": "identity"}
    try:
        return _answered(
            httpx2.Request("POST", address, json=message, headers=plain, extensions={"timeout": limits})
        )
    except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout):
        return Answer("again", "unreachable")
    except (httpx2.HTTPError, TimeoutError):
        return Answer("unsure", "silent")


def _signature(secret: str, at: datetime) -> dict[str, str]:
    moment = str(round(at.timestamp() * 1000))
    signed = hmac.new(secret.encode(), f"{moment}\n{secret}".encode(), hashlib.sha256).digest()
    return {"timestamp": moment, "sign": base64.b64encode(signed).decode()}


def _answered(request: httpx2.Request) -> Answer:
    """By the transport itself: a client would write the address, key and all, into the log, and follow where it is sent."""
    until = monotonic() + CONNECT_SECONDS + PATIENCE_SECONDS
    with (
        httpx2.HTTPTransport(trust_env=False) as transport,
        closing(transport.handle_request(request)) as response,
    ):
        body = b""
        for piece in response.iter_raw():
            body += piece
            if len(body) > _LONGEST or monotonic() > until:
                raise TimeoutError
    return _meant(response.status_code, body)


def _meant(status: int, body: bytes) -> Answer:
    if status in _AGAIN_LATER:
        return Answer("again", "busy", status)
    if status >= 500:
        return Answer("unsure", "silent", status)
    if status >= 300:
        return Answer("failed", "foreign", status)
    try:
        code = json.loads(body)["errcode"]
    except (ValueError, KeyError, TypeError):
        return Answer("unsure", "foreign")
    if type(code) is not int:
        return Answer("unsure", "foreign")
    if code == 0:
        return Answer("sent")
    reason = _REASONS.get(code, "other")
    return Answer("again" if reason in _BUSY else "failed", reason, code)
