"""A wall that nobody has paired yet: what it shows, and what it asks every few seconds."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from components import menu, pairing
from components.scope import language_of
from data_access.access import devices, sessions
from data_access.base_path import under_base
from data_access.clock import moment
from data_access.problem import Problem
from data_access.settings import settings
from data_access.wording import text
from delivery import clients, cookies, standing, town
from delivery.based import origin
from delivery.readers import reader_of

ADDRESS = "/screen/pairing"
is_part = pairing.is_part


async def document(request: Request) -> Response:
    """The wall's document; its browser is known from now on by a token of its own."""
    lang = language_of(request.query_params)
    query = request.scope["query_string"].decode("latin-1")
    back = under_base(menu.SCREEN.address) + (f"?{query}" if query else "")
    way_in = f"{menu.address(menu.SIGN_IN.key)}?{urlencode({'next': back, 'lang': lang})}"
    name = settings().name_of(await town.is_demonstration()) or text("frame.product")
    page = pairing.document(name, origin(request.scope) + menu.address("administration"), way_in)
    answer = HTMLResponse(page, headers={"Cache-Control": "no-store"})
    if not cookies.of(request.scope, cookies.WALL):
        cookies.put(answer, request.scope, cookies.WALL, sessions.new_token())
    return answer


def state(request: Request) -> Response:
    """Whether the browser may read; else the code that it is to show, and for how many seconds."""
    language_of(request.query_params)
    if reader_of(request):
        return _answer(200, paired=True)
    try:
        return _offered(request)
    except Problem as problem:
        return _answer(503, paired=False, sentence=problem.for_reader)


def renew(request: Request, answer: Response) -> Response:
    """An answer to a screen, which keeps its token for another while."""
    if reader_of(request).device:
        token = cookies.of(request.scope, cookies.DEVICE)
        cookies.put(answer, request.scope, cookies.DEVICE, token)
    return answer


def _offered(request: Request) -> Response:
    wall, engine, at = cookies.of(request.scope, cookies.WALL), standing.kept().engine, moment()
    if not wall:
        return _answer(400, paired=False, sentence=text("pairing.no_cookies"))
    if token := devices.collect(engine, wall, at):
        answer = _answer(200, paired=True)
        cookies.put(answer, request.scope, cookies.DEVICE, token)
        cookies.drop(answer, request.scope, cookies.WALL)
        return answer
    code, seconds = devices.offer(engine, wall, clients.address(request.scope, settings().access), at)
    return _answer(200, paired=False, code=code, seconds=seconds)


def _answer(status: int, **content: object) -> Response:
    return JSONResponse(content, status, {"Cache-Control": "no-store"})
