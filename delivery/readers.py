"""Who asks for what the server sends."""

from starlette.requests import Request

from data_access.access.reader import ANYBODY, Reader


def reader_of(request: Request) -> Reader:
    """Who asks, as the sign-in before the routes has found it."""
    return request.scope.get("reader", ANYBODY)
