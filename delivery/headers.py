"""Headers that answers carry, and how long a browser may keep what it got."""

from starlette.datastructures import MutableHeaders

from components.document import chrome
from data_access import basemap
from delivery.config import in_force

FOREVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
OWN_DAY, OWN_FOREVER = (kept.replace("public", "private") for kept in (A_DAY, FOREVER))
"""Of what not everybody may have: kept by the reader's browser alone."""
PARTS = ("text/javascript", "application/javascript", "text/css", "font/")
"""What a page is made of, and what is never a page: these answers need no policy, which is as long as many of them."""


class Headers:
    """Adds to answers what browsers need to be strict, and how long to keep our own static files."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        async def sending(message):
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                if not headers.get("Content-Type", "").startswith(PARTS):
                    if not in_force().server.embed_in:  # it knows no list: the policy does
                        headers["X-Frame-Options"] = "SAMEORIGIN"
                    headers["Referrer-Policy"] = "same-origin"
                    headers.setdefault("Content-Security-Policy", _policy())
                if scope["path"].startswith("/app/static/") and message["status"] in (200, 304):
                    headers["Cache-Control"] = A_DAY
            await send(message)

        await self.app(scope, receive, sending if scope["type"] == "http" else send)


def _policy() -> str:
    config = in_force()
    tiles = basemap.SERVICE_HOSTS if config.map.tianditu_key else ()
    return chrome.policy(config.attachments.hosts, tiles, config.server.embed_in)
