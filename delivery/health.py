"""Whether the dashboard does its duty, for who watches over servers."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse

from components.scope import tongue
from data_access import state
from data_access.clock import wall_clock
from data_access.problem import Problem
from data_access.settings import settings, store_url
from data_access.wording import text


def health(request: Request) -> JSONResponse:
    """200 while the store is readable and fresh enough, else 503 with the reason in words."""
    tongue(request.query_params)
    limit = settings().freshness.health_hours
    try:
        town = state.current(store_url())
    except Problem as problem:
        return _answer(503, problem.key, str(problem))
    age = wall_clock() - town.complete_at
    if age > timedelta(hours=limit) and not town.demonstration:
        hours = int(age.total_seconds() // 3600)
        return _answer(503, "old", text("health.old", hours=hours, limit=f"{limit:g}"), town)
    return _answer(200, "ok", text("health.ok"), town)


def _answer(status: int, key: str, sentence: str, town: state.State | None = None) -> JSONResponse:
    content = {"status": "ok" if status == 200 else "failing", "reason": key, "sentence": sentence}
    if town:
        content |= {
            "version": town.version,
            "last_day": str(town.last_day),
            "complete_at": str(town.complete_at),
        }
    return JSONResponse(content, status, {"Cache-Control": "no-store"})
