"""A wall's remote: the document of the phone and what it says, and what the wall hears, says and shows of it."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from components import menu, remote
from components.scope import CODE, language_of, look_of
from data_access import previews, state
from data_access.access import remotes, sessions
from data_access.access.remotes import LINES, Order, Remote
from data_access.access.rights import SCREEN
from data_access.base_path import under_base
from data_access.clock import moment
from data_access.problem import Problem
from data_access.records.chain import Actor
from data_access.settings import settings, store_url
from data_access.wording import text
from delivery import clients, cookies, standing, streams, town
from delivery.based import origin
from delivery.readers import reader_of
from delivery.streams import News

ADDRESS = menu.REMOTE.address
NEWS = f"{ADDRESS}/news"
ORDERS, CODES = "/screen/orders", "/screen/remote"
TO_ALL = (ADDRESS, NEWS)
"""What a phone may ask for that has not signed in: its own word says what it may."""
is_part = remote.is_part
_LONGEST = 4 * 1024
_STATUS = {"remote_unknown": 404, "remote_unseen": 404, "remote_over": 410, "pairing_paused": 429}
_KEPT = {
    "page": str,
    "code": str,
    "row_page": str,
    "row_code": str,
    "line": int,
    "lines": int,
    "name": str,
    "at": int,
    "version": int,
}
"""What a wall says that it shows, besides its `scenes`."""


async def phone(request: Request) -> Response:
    """The phone's document; by POST what it says."""
    parameters = dict(request.query_params)
    language_of(parameters)
    try:
        held = await _of_phone(request)
        if request.method == "POST":
            return await _hear(request, held)
        name = settings().name_of(await town.is_demonstration()) or text("frame.product")
        places = await run_in_threadpool(_places) if held else None
    except Problem as problem:
        return _trouble(problem)
    page = remote.document(name, look_of(parameters), parameters, places)
    return HTMLResponse(page, headers={"Cache-Control": "no-store"})


async def news(request: Request) -> Response:
    """What the phone's wall shows and has been told."""
    language_of(request.query_params)

    async def look() -> News | None:
        held, at = await _of_phone(request), moment()
        if held is None:
            return None
        return News(_content(held, at) | {"shown": held.display}, _left(held, at), lively=True)

    return await _or_trouble(request, look)


async def orders(request: Request) -> Response:
    """What a wall has been told; by POST what it shows."""
    language_of(request.query_params)
    wall, _ = _wall_of(request)

    async def look() -> News | None:
        at, all_walls = moment(), await standing.remotes() if wall else []
        found = next((one for one in all_walls if one.wall == wall), None)
        if found is None:
            return None
        return News(_content(found, at), _left(found, at), lively=found.is_paired(at))

    if request.method != "POST" or not wall:
        return await _or_trouble(request, look)
    sent = await _sent(request)
    display = {key: sent[key] for key, kind in _KEPT.items() if isinstance(sent.get(key), kind)}
    scenes = sent.get("scenes")
    turning = map(str, scenes) if isinstance(scenes, list) else ()
    display["scenes"] = [key for key in turning if key in menu.BY_KEY]
    try:
        await run_in_threadpool(remotes.report, standing.kept().engine, wall, display, moment())
    except Problem as problem:
        return _trouble(problem)
    standing.forget_remotes()
    return Response(status_code=204)


async def code(request: Request) -> Response:
    """The code that a wall is to show, and where it is typed; by POST the wall is taken from all phones."""
    language_of(request.query_params)
    if not reader_of(request).rights.opens("remote"):
        return _answer(404)
    wall, device = _wall_of(request)
    new = "" if wall else sessions.new_token()
    wall, address = wall or sessions.id_of(new), clients.address(request.scope, settings().access)
    try:
        engine = standing.kept().engine
        if request.method == "POST":
            await run_in_threadpool(remotes.end, engine, wall, Actor(address=address), moment())
        offered = await run_in_threadpool(remotes.offer, engine, wall, device, address, moment())
    except Problem as problem:
        return _trouble(problem)
    standing.forget_remotes()
    signs, seconds = offered
    way = under_base(ADDRESS)
    answer = _answer(
        200, code=signs, seconds=seconds, typed_at=origin(request.scope) + way, way=f"{way}?code={signs}"
    )
    if new:
        cookies.put(answer, request.scope, cookies.WALL, new)
    return answer


async def _hear(request: Request, held: Remote | None) -> Response:
    """Does what a phone says."""
    sent = await _sent(request)
    deed = str(sent.get("do"))
    if deed == "pair":
        address, typed = clients.address(request.scope, settings().access), str(sent.get("code", ""))[:40]
        token = await run_in_threadpool(remotes.pair, standing.kept().engine, typed, address, moment())
        answer = _answer(200)
        cookies.put(answer, request.scope, cookies.REMOTE, token)
    elif deed == "leave":
        answer = _answer(200)
        cookies.drop(answer, request.scope, cookies.REMOTE)
    elif deed not in _DEEDS:
        return _answer(400)
    elif held is None:
        raise Problem("remote_over")
    else:
        answer = _answer(200, version=await run_in_threadpool(_DEEDS[deed], held, sent))
    standing.forget_remotes()
    return answer


def _show(held: Remote, sent: dict[str, Any]) -> int:
    """Has the wall show a page that a screen may; gives the order's version. Raises Problem."""
    page, place, line = str(sent.get("page")), sent.get("code"), sent.get("line")
    if page not in menu.BY_KEY or not menu.BY_KEY[page].on_wall or not SCREEN.opens(page):
        raise Problem("remote_unseen")
    name = None
    if place:
        is_place = page in previews.PLACES and isinstance(place, str) and CODE.fullmatch(place)
        name = previews.name_of(page, place) if is_place else None
        if name is None:
            raise Problem("remote_unseen")
    line = line if isinstance(line, int) and 0 <= line <= LINES else 0
    at = moment()
    order = Order(page, place or "", name or "", line)
    return remotes.tell(standing.kept().engine, held.id, order, at + settings().screen.resume, at)


def _go_on(held: Remote, _sent: dict[str, Any]) -> int:
    at = moment()
    return remotes.tell(standing.kept().engine, held.id, None, at, at)


def _hold(held: Remote, sent: dict[str, Any]) -> int:
    """Holds the last day of the data, or lets go."""
    day = state.current(store_url()).last_day if sent.get("on") else None
    return remotes.hold(standing.kept().engine, held.id, day, moment())


_DEEDS: dict[str, Callable[[Remote, dict[str, Any]], int]] = {"show": _show, "go_on": _go_on, "hold": _hold}


def _places() -> remote.Places:
    """What a screen may be told to open."""
    held = state.current(store_url())
    pages = [
        page for page in menu.PAGES if page.on_wall and SCREEN.opens(page.key) and held.keeps(*page.needs)
    ]
    keys = [page.key for page in pages]
    named = {place: previews.names(place) if place in keys else {} for place in previews.PLACES}
    return remote.Places(keys, named["committee"], named["project"])


async def _of_phone(request: Request) -> Remote | None:
    """The wall that the phone may tell something; None where it may none."""
    token = cookies.of(request.scope, cookies.REMOTE) if cookies.are_any(request.scope) else ""
    at = moment()
    remote_id = remotes.named(token, at) if token else None
    found = next((one for one in await standing.remotes() if one.id == remote_id), None)
    if found is None or not found.is_paired(at):
        return None
    return found if found.device or settings().access.mode == "open" else None


def _wall_of(request: Request) -> tuple[str, str | None]:
    """By what the asking wall is known, and which paired one it is; empty where it is none that can be told something."""
    reader = reader_of(request)
    if not reader.rights.opens("remote"):
        return "", None
    if reader.device:
        return reader.device, reader.device
    token = cookies.of(request.scope, cookies.WALL) if cookies.are_any(request.scope) else ""
    return (sessions.id_of(token) if token else ""), None


def _content(found: Remote, at: datetime) -> dict[str, object]:
    order = vars(found.order) if found.order else None
    head = {"id": found.id, "version": found.version, "paired": found.is_paired(at)}
    day = found.day.isoformat() if found.day and found.is_paired(at) else None
    return head | {"order": order, "day": day}


def _left(found: Remote, at: datetime) -> int:
    """Milliseconds until the wall goes its own way again."""
    return max(int((found.until - at).total_seconds() * 1000), 0) if found.until else 0


async def _or_trouble(request: Request, look) -> Response:
    try:
        return await streams.answer(request, look)
    except Problem as problem:
        return _trouble(problem)


async def _sent(request: Request) -> dict[str, Any]:
    """What was sent as JSON, which no page of another server can send unseen; nothing where it is too long, too deep, or holds what
    is no text that can be kept."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST:
            return {}
    try:
        found = json.loads(body)
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return {}
    plain = request.headers.get("content-type", "").startswith("application/json")
    return found if plain and isinstance(found, dict) else {}


def _trouble(problem: Problem) -> Response:
    return _answer(_STATUS.get(problem.key, 503), sentence=problem.for_reader)


def _answer(status: int, **content: object) -> Response:
    return JSONResponse(content, status, {"Cache-Control": "no-store"})
