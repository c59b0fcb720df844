"""Who asks for what the server sends."""

from starlette.requests import Request

from components.reader import Reader
from data_access.access.rights import OPEN


def reader_of(request: Request) -> Reader:
    """Who asks, as the sign-in before the routes has found it."""
    return request.scope.get("reader", Reader(OPEN))
