"""The meeting-room screen's page, and its code to scan."""

from io import BytesIO

import segno
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from components import wall
from components.scope import language_of
from data_access import database, registration, state
from data_access.problem import Problem
from data_access.settings import settings, store_url
from data_access.works import consultation


def screen(request: Request) -> Response:
    """The meeting-room screen; without a readable store it opens all the same, and waits."""
    lang, parameters = language_of(request.query_params), dict(request.query_params)
    page = wall.document(lang, parameters, settings(), _spotlights(parameters))
    return Response(page, media_type="text/html", headers={"Cache-Control": "no-store"})


def spots(request: Request) -> JSONResponse:
    """What the spotlights fall on now, for a screen that has been open for long."""
    language_of(request.query_params)
    return JSONResponse(_spotlights(dict(request.query_params)), headers={"Cache-Control": "no-store"})


def code_to_scan(request: Request) -> Response:
    """A QR code, as SVG, of an address of this server, for the phone of who looks at the screen."""
    target = request.query_params.get("to", "/")[:400]
    if not target.startswith("/") or target.startswith("//"):
        return PlainTextResponse("404", status_code=404)
    drawn = BytesIO()
    segno.make(str(request.base_url).rstrip("/") + target, error="m").save(
        drawn, kind="svg", border=2, scale=8
    )
    return Response(drawn.getvalue(), media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def _spotlights(parameters: dict[str, str]) -> dict:
    """The committees of the last day and the works behind plan; none where the store is away."""
    nothing = wall.spotlights(parameters, [], [], False)
    try:
        engine = database.store_engine(store_url())
    except Problem:
        return nothing
    try:
        with database.snapshot(engine) as connection:
            town = state.of(connection)
            day = town.last_day
            committees = database.read(connection, registration.by_committee(day))["committee"]
            works = consultation.as_of(database.read(connection, consultation.projects(day)), day)
    except Problem:
        return nothing
    finally:
        engine.dispose()
    return wall.spotlights(parameters, committees, consultation.behind(works)["project"], town.demonstration)
