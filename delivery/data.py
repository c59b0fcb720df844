"""The tables of the pages as files: for who follows a link below one, and for scripts."""

import asyncio
import logging
from contextlib import suppress
from functools import partial
from hashlib import sha256
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from components import catalogue, headless, menu
from components.document import refusal
from components.scope import language_of, readable
from data_access import state
from data_access.access.reader import Reader
from data_access.access.rights import Rights
from data_access.base_path import under_base
from data_access.clock import moment
from data_access.problem import Problem
from data_access.records import writing
from data_access.records.chain import Actor
from data_access.settings import settings, store_url
from data_access.wording import text
from delivery import clients, standing
from delivery.readers import reader_of
from delivery.turns import Turns

log = logging.getLogger(__name__)
_KEPT = ("Cache-Control", "Retry-After")
_EXAMPLE = "/data/ranking.csv?on=2017-06-15&lang=en"
TURNS = Turns[tuple[Response, headless.File | None]]("data", most=48, most_of_one=12)
"""One page at a time: who takes away waits for each other, and never takes more than one thread from who reads. As many wait
as a town has units, who all begin at half past eight; a quarter of them one reader's."""


async def tables(request: Request) -> Response:
    """Which tables there are, by page; all that there may be while the store is away."""
    language_of(request.query_params)
    rights = reader_of(request).rights
    listed = catalogue.offered(rights)
    with suppress(Problem):
        listed = catalogue.offered(rights, await run_in_threadpool(state.current, store_url()))
    return _sentence(200, "data.listed", listed, example=under_base(_EXAMPLE))


async def rows(request: Request) -> Response:
    """A table as CSV; `for=excel` as Excel in China opens it right."""
    excel = request.query_params.get("for") == headless.FOR_EXCEL
    return _for_reader(await _table(request, headless.FOR_EXCEL if excel else headless.CSV), request)


async def workbook(request: Request) -> Response:
    """A table as XLSX."""
    return _for_reader(await _table(request, headless.XLSX), request)


async def paper(request: Request) -> Response:
    """An official document, as PDF, DOCX or picture by the end of its name."""
    end = request.url.path.rpartition(".")[2]
    form = next(one for one in (headless.PDF, headless.DOCX, headless.PNG) if one == end)
    return _for_reader(await _table(request, form), request)


def _for_reader(answer: Response, request: Request) -> Response:
    """The answer; to a reader's browser, which leaves the page for words, as a page from which a way leads back."""
    if answer.status_code < 400 or "text/html" not in request.headers.get("accept", ""):
        return answer
    lang, words = language_of(request.query_params), bytes(answer.body).decode().partition("\n\n")[0].strip()
    page, parameters = catalogue.page_of(request.path_params["name"]), dict(request.query_params)
    parameters.pop("for", None)
    back = menu.address((page or menu.PAGES[0]).key) + (f"?{urlencode(parameters)}" if parameters else "")
    headers = {name: answer.headers[name] for name in _KEPT if name in answer.headers}
    return HTMLResponse(refusal.document({lang: words}, "data.not_taken", back), answer.status_code, headers)


async def _table(request: Request, form: str) -> Response:
    """A table as a page of the same address offers it; what is wrong with the address in a sentence."""
    language_of(request.query_params)
    name, parameters = request.path_params["name"], dict(request.query_params)
    if form == headless.FOR_EXCEL:
        del parameters["for"]
    page, rights = catalogue.page_of(name), reader_of(request).rights
    if page is None:
        return _sentence(404, "data.unknown", catalogue.offered(rights), name=readable(name))
    if unknown := [one for one in parameters if one not in catalogue.PARAMETERS]:
        allowed = text("sign.listed").join(catalogue.PARAMETERS)
        return _sentence(400, "data.parameter", name=readable(unknown[0]), allowed=allowed)
    if page.key in catalogue.OF_ONE_PLACE and page.key not in parameters:
        return _sentence(400, "data.place_missing", name=page.key)
    work = TURNS.take(_who(request), partial(_answer, page, name, parameters, rights, form))
    if work is None:
        return _sentence(503, "data.busy", retry=5)
    answer, file = await asyncio.wrap_future(work)
    answer = _once(answer, request)
    if file is None or answer.status_code != 200 or request.method == "HEAD":
        return answer
    return await run_in_threadpool(_noted, request, page.key, name, form, file) or answer


def _who(request: Request) -> str:
    """By whom a table is taken away: the account or screen, else the address."""
    reader: Reader = reader_of(request)
    return reader.account or reader.device or clients.address(request.scope, settings().access)


def _noted(request: Request, page: str, name: str, form: str, file: headless.File) -> Response | None:
    """Keeps in the audit what somebody who is signed in takes away, without its content; what is answered where that fails."""
    reader: Reader = reader_of(request)
    if reader.account is None:
        return None
    language_of(request.query_params)
    try:
        actor = Actor(reader.account, reader.rights.role, clients.address(request.scope, settings().access))
        taken = {"table": name, "format": form, "page": page, "on": file.on} | file.about
        writing.note(standing.kept().engine, actor, "exported", moment(), **taken)
    except Exception:
        log.exception("a table was not given away, for the audit could not be written")
        return _sentence(503, "data.unrecorded", retry=15)
    return None


def _answer(
    page: menu.Page, name: str, parameters: dict[str, str], rights: Rights, form: str
) -> tuple[Response, headless.File | None]:
    language_of(parameters)
    try:
        file = headless.file(page, name, parameters, rights, form)
    except (headless.Refused, headless.Closed, headless.Lacking, headless.Absent, Problem) as why:
        return _without(why, page, name), None
    except Exception:
        log.exception("a table could not be written")
        return _sentence(500, "data.broken"), None
    headers = {
        "Cache-Control": "no-cache",
        "ETag": f'"{sha256(file.content).hexdigest()[:32]}"',
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
    }
    return Response(file.content, media_type=file.kind, headers=headers), file


def _without(why: Exception, page: menu.Page, name: str) -> Response:
    """What is answered where the page offers no such table, or is not to be had."""
    match why:
        case headless.Refused():
            return _sentence(400, "data.refused", sentence=str(why))
        case headless.Closed():
            return _sentence(404, "data.closed", sentence=str(why))
        case headless.Lacking():
            return _sentence(404, "data.lacking", name=name, what=str(why))
        case headless.Absent():
            return _sentence(404, "data.absent", {page.key: why.offered}, name=name)
        case Problem():
            headers = {"Cache-Control": "no-store", "Retry-After": "15"}
            return PlainTextResponse(why.for_reader, 503, headers)
    raise why


def _once(answer: Response, request: Request) -> Response:
    """The answer, or that nothing has changed since who asks had it."""
    tag = answer.headers.get("etag")
    if tag and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"Cache-Control": "no-cache", "ETag": tag})
    return answer


def _sentence(
    status: int, key: str, listed: dict | None = None, retry: int | None = None, **values
) -> Response:
    """An answer in words, and the tables below it, by page."""
    lines = [text(key, **values), *(["", text("data.offered")] if listed else [])]
    for page, names in (listed or {}).items():
        lines += [
            "",
            f"{text(f'nav.{page}')}  {menu.address(page)}",
            *(f"  {under_base(f'/data/{name}.csv')}" for name in names),
        ]
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": str(retry)} if retry else {})
    return PlainTextResponse("\n".join(lines) + "\n", status, headers)
