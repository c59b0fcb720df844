"""The meeting-room screen's page, and its code to scan."""

from io import BytesIO

import segno
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from components import menu, wall
from components.scope import language_of, resolve
from components.wall import spotlights
from data_access import database, recorded, registration, state
from data_access.base_path import under_base
from data_access.made import worked_out
from data_access.problem import Problem
from data_access.settings import records_url, settings, store_url
from data_access.wording import name, text
from data_access.works import consultation
from delivery import pairing
from delivery.based import origin
from delivery.readers import reader_of

SCENES = [page for page in menu.PAGES if page.on_wall]
NOTHING = {
    "spots": {"committee": [], "project": []},
    "whys": {},
    "names": {},
    "demonstration": "",
    "remote": False,
    "offered": [page.key for page in SCENES],
}
"""What the spotlights fall on while there are no data."""


async def screen(request: Request) -> Response:
    """The meeting-room screen; without a readable store it opens all the same, and waits. Where nobody is signed in, a code by
    which it can be paired."""
    if reader_of(request) is None:
        return await pairing.document(request)
    return await run_in_threadpool(_opened, request)


def spots(request: Request) -> Response:
    """What the spotlights fall on now, for a screen that has been open for long."""
    language_of(request.query_params)
    if not reader_of(request).rights.opens("screen"):
        return _closed(request)
    lit = _spotlights(dict(request.query_params))
    return pairing.renew(request, JSONResponse(lit, headers={"Cache-Control": "no-store"}))


def code_to_scan(request: Request) -> Response:
    """A QR code, as SVG, of an address of this server, for the phone of who looks at the screen."""
    target = request.query_params.get("to", under_base("/"))[:400]
    if not target.startswith(under_base("/")) or target.startswith("//"):
        return PlainTextResponse("404", status_code=404)
    drawn = BytesIO()
    segno.make(origin(request.scope) + target, error="m").save(drawn, kind="svg", border=2, scale=8)
    return Response(drawn.getvalue(), media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def _opened(request: Request) -> Response:
    lang, parameters = language_of(request.query_params), dict(request.query_params)
    if not reader_of(request).rights.opens("screen"):
        return _closed(request)
    town = _spotlights(parameters) | {"remote": reader_of(request).rights.opens("remote")}
    page = wall.document(lang, parameters, settings(), town)
    answer = Response(page, media_type="text/html", headers={"Cache-Control": "no-store"})
    return pairing.renew(request, answer)


def _closed(request: Request) -> Response:
    role = name("role", reader_of(request).rights.role)
    return PlainTextResponse(text("access.page", role=role), 404, {"Cache-Control": "no-store"})


def _spotlights(parameters: dict[str, str]) -> dict:
    """What the spotlights fall on and why, on the day that is held or the last one; nothing where the store is away."""
    try:
        engine = database.store_engine(store_url())
    except Problem:
        return NOTHING
    try:
        with (
            database.snapshot(engine) as connection,
            recorded.beside(connection, records_url()) as rows,
        ):
            town = state.of(connection)
            day = resolve(parameters, town).on
            standings = worked_out(registration.standings(day, settings()), rows)
            works = consultation.as_of(rows(consultation.projects(day)), day)
    except Problem:
        return NOTHING
    finally:
        engine.dispose()
    lit = spotlights.of_town(parameters, standings, consultation.behind(works), works)
    offered = [page.key for page in SCENES if town.keeps(*page.needs)]
    mark = text("common.demonstration") if town.demonstration else ""
    return lit | {"demonstration": mark, "offered": offered}
