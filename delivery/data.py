"""The tables of the pages as CSV, for scripts."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from components import catalogue, headless, menu
from components.scope import language_of, readable
from data_access import state
from data_access.access.rights import Rights
from data_access.base_path import under_base
from data_access.problem import Problem
from data_access.settings import store_url
from data_access.wording import text
from delivery.readers import reader_of

log = logging.getLogger(__name__)
MOST_WAITING = 8
_EXAMPLE = "/data/ranking.csv?on=2017-06-15&lang=en"
_IN_TURN = ThreadPoolExecutor(1, "data")
"""One page at a time: scripts wait for each other, and never take more than one thread from readers."""
_waiting: set[asyncio.Future] = set()


async def tables(request: Request) -> Response:
    """Which tables there are, by page; all that there may be while the store is away."""
    language_of(request.query_params)
    rights = reader_of(request).rights
    listed = catalogue.offered(rights)
    with suppress(Problem):
        listed = catalogue.offered(rights, await run_in_threadpool(state.current, store_url()))
    return _sentence(200, "data.listed", listed, example=under_base(_EXAMPLE))


async def table(request: Request) -> Response:
    """A table as a page of the same address offers it; what is wrong with the address in a sentence."""
    language_of(request.query_params)
    name, parameters = request.path_params["name"], dict(request.query_params)
    page, rights = catalogue.page_of(name), reader_of(request).rights
    if page is None:
        return _sentence(404, "data.unknown", catalogue.offered(rights), name=readable(name))
    if unknown := [one for one in parameters if one not in catalogue.PARAMETERS]:
        allowed = text("sign.listed").join(catalogue.PARAMETERS)
        return _sentence(400, "data.parameter", name=readable(unknown[0]), allowed=allowed)
    if page.key in catalogue.OF_ONE_PLACE and page.key not in parameters:
        return _sentence(400, "data.place_missing", name=page.key)
    if len(_waiting) >= MOST_WAITING:
        return _sentence(503, "data.busy", retry=5)
    answer = asyncio.get_running_loop().run_in_executor(_IN_TURN, _answer, page, name, parameters, rights)
    _waiting.add(answer)
    answer.add_done_callback(_waiting.discard)
    return _once(await asyncio.shield(answer), request)


def _answer(page: menu.Page, name: str, parameters: dict[str, str], rights: Rights) -> Response:
    language_of(parameters)
    try:
        rows = headless.csv(page, name, parameters, rights)
    except headless.Refused as refused:
        return _sentence(400, "data.refused", sentence=str(refused))
    except headless.Closed as closed:
        return _sentence(404, "data.closed", sentence=str(closed))
    except headless.Lacking as lacking:
        return _sentence(404, "data.lacking", name=name, what=str(lacking))
    except headless.Absent as absent:
        return _sentence(404, "data.absent", {page.key: absent.offered}, name=name)
    except Problem as problem:
        return PlainTextResponse(problem.for_reader, 503, {"Cache-Control": "no-store", "Retry-After": "15"})
    except Exception:
        log.exception("a table could not be written")
        return _sentence(500, "data.broken")
    headers = {"Cache-Control": "no-cache", "ETag": f'"{sha256(rows).hexdigest()[:32]}"'}
    return Response(rows, media_type="text/csv", headers=headers)


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
    lines = [text(key, **values)]
    for page, names in (listed or {}).items():
        lines += [
            "",
            f"{text(f'nav.{page}')}  {menu.address(page)}",
            *(f"  {under_base(f'/data/{name}.csv')}" for name in names),
        ]
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": str(retry)} if retry else {})
    return PlainTextResponse("\n".join(lines) + "\n", status, headers)
