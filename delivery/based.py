"""The path below which a proxy offers the dashboard on a host that it shares: taken off what comes, put before what goes."""

from urllib.parse import urlsplit

from starlette.responses import RedirectResponse
from starlette.types import Scope

from data_access.base_path import base_path
from delivery.config import in_force


class Based:
    """Within, every path begins at the root, whether the proxy has left the base path before it or taken it off."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        base = base_path()
        if not base or scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif scope["path"] == base and scope["type"] == "http":
            query = scope["query_string"].decode("latin-1")
            await RedirectResponse(f"{base}/" + (f"?{query}" if query else ""), 307)(scope, receive, send)
        elif scope["path"].startswith(f"{base}/"):
            await self.app(scope | {"path": scope["path"].removeprefix(base)}, receive, send)
        else:
            await self.app(scope, receive, send)


def origin(scope: Scope) -> str:
    """The scheme and the host of the readers' address: that of the settings, else the one that was asked."""
    public = urlsplit(in_force().server.public_url)
    if public.netloc:
        return f"{public.scheme}://{public.netloc}"
    host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
    return f"{scope['scheme']}://{host}"
