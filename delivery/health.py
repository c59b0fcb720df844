"""Whether the dashboard does its duty, for who watches over servers."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from components.scope import language_of
from data_access import health as checking
from data_access import recorded
from data_access.clock import wall_clock
from data_access.problem import Problem
from data_access.settings import records_url, settings, store_url


def health(request: Request) -> Response:
    """200 while the store is readable, whole and fresh enough, else 503; the reason in words, that of a refresh which
    failed meanwhile too, or of records that cannot be read; for who may read."""
    language_of(request.query_params)
    try:
        found = checking.of(store_url(), wall_clock(), settings().freshness.health_hours)
        found = checking.beside(found, recorded.trouble(records_url()))
    except Problem as problem:  # the settings'
        found = checking.Health(False, problem.key, problem.for_reader)
    status = 200 if found.well else 503
    if not request.scope.get("reader"):
        return Response(status_code=status, headers={"Cache-Control": "no-store"})
    content: dict[str, str | int] = {
        "status": "ok" if found.well else "failing",
        "reason": found.reason,
        "sentence": found.sentence,
    }
    if town := found.town:
        content |= {
            "version": town.version,
            "last_day": str(town.last_day),
            "complete_at": str(town.complete_at),
        }
    return JSONResponse(content, status, {"Cache-Control": "no-store"})
