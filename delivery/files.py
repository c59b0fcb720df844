"""Pictures, scripts and styles, parts of the map."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from components.document import chrome
from components.maps import map_files
from components.scope import language_of
from data_access import basemap, pictures
from data_access.settings import ROOT, settings
from data_access.wording import text
from delivery.compression import KINDS
from delivery.headers import A_DAY, FOREVER, OWN_DAY, OWN_FOREVER
from delivery.readers import reader_of

GUIDE = ROOT / "docs" / "guide"


def attachment(request: Request) -> Response:
    """A picture from the configured folder, and nothing from outside it; without what its camera wrote into it."""
    seen = reader_of(request).rights.opens("works")
    path = pictures.path_of(request.path_params["path"]) if seen else None
    sent = pictures.sent(path) if path else None
    if sent is None:
        language_of(request.query_params)
        reason = text("frame.picture_broken") if path else text("frame.picture_absent")
        return PlainTextResponse(reason, status_code=404)
    headers = {
        "Cache-Control": OWN_DAY,
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    }
    return Response(sent[0], media_type=sent[1], headers=headers)


def chrome_asset(request: Request) -> Response:
    """A script or style of ours, kept for good by its version; a tab from before an upgrade gets today's, and does not keep it."""
    name = request.path_params["name"]
    content = chrome.assets().get(name)
    if content is None:
        return PlainTextResponse("404", status_code=404)
    kept = FOREVER if request.path_params["version"] == chrome.version() else "no-store"
    return Response(content, media_type=KINDS[Path(name).suffix], headers={"Cache-Control": kept})


def map_file(request: Request) -> Response:
    """What the map's script asks for: a part of the map, by the hash of its content."""
    seen = reader_of(request).rights.opens("works")
    content = map_files.packed(request.path_params["name"]) if seen else None
    if content is None:
        return PlainTextResponse("404", status_code=404)
    headers = {"Cache-Control": OWN_FOREVER, "Content-Encoding": "gzip"}
    return Response(content, media_type="application/json", headers=headers)


def guide_picture(request: Request) -> Response:
    """A picture of the guide, out of the project's documents."""
    picture = GUIDE / request.path_params["name"]
    if picture.suffix != ".webp" or not picture.is_file():
        return PlainTextResponse("404", status_code=404)
    return FileResponse(picture, headers={"Cache-Control": A_DAY})


def map_tile(request: Request) -> Response:
    """A tile of the town's own ground; nothing where there is none, so that the map goes on without it."""
    place = request.path_params
    tile = (
        ROOT / settings().map.folder / basemap.TILES / f"{place['z']}" / f"{place['x']}" / f"{place['y']}.png"
    )
    if not tile.is_file():
        return Response(status_code=204)
    return FileResponse(tile, headers={"Cache-Control": OWN_DAY})
