"""The meeting-room screen's page, and its code to scan."""

from io import BytesIO

import segno
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from components import wall
from components.scope import tongue
from data_access import database, registration, state
from data_access.problem import Problem
from data_access.settings import settings, store_url
from data_access.wording import text


def screen(request: Request) -> Response:
    """The meeting-room screen; without a readable store it opens all the same, and waits."""
    lang = tongue(request.query_params)
    codes, demonstration = _committees()
    mark = text("frame.demonstration") if demonstration else ""
    page = wall.document(lang, dict(request.query_params), settings().screen, codes, mark)
    return Response(page, media_type="text/html", headers={"Cache-Control": "no-store"})


def code_to_scan(request: Request) -> Response:
    """A QR code, as SVG, of an address of this server, for the phone of who looks at the screen."""
    wanted = request.query_params.get("to", "/")[:400]
    if not wanted.startswith("/") or wanted.startswith("//"):
        return PlainTextResponse("404", status_code=404)
    drawn = BytesIO()
    segno.make(str(request.base_url).rstrip("/") + wanted, error="m").save(
        drawn, kind="svg", border=2, scale=8
    )
    return Response(drawn.getvalue(), media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def _committees() -> tuple[list[str], bool]:
    """The codes of the committees of the last day, and whether it is a demonstration; none where the store is away."""
    try:
        engine = database.store_engine(store_url())
    except Problem:
        return [], False
    try:
        with database.snapshot(engine) as connection:
            town = state.of(connection)
            return list(
                database.read(connection, registration.by_committee(town.last_day))["committee"]
            ), town.demonstration
    except Problem:
        return [], False
    finally:
        engine.dispose()
