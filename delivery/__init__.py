"""What the server sends besides the pages' own traffic: documents, files, headers, the meeting-room screen, health."""

from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from components import menu
from data_access.settings import ROOT
from delivery import data, files, own_account, pairing, provider, remote, screen, signing
from delivery.admission import Admission
from delivery.based import Based
from delivery.compression import Compressed
from delivery.documents import Documents
from delivery.gate import Gate
from delivery.headers import Headers
from delivery.health import health
from delivery.inward import Inward

ROUTES = (
    Route("/healthz", health),
    Route(menu.SIGN_IN.address, signing.way_in, methods=["GET", "POST"]),
    Route(menu.PROVIDER.address, provider.way_there),
    Route(menu.BACK.address, provider.way_back),
    Route(menu.SIGN_OUT.address, signing.way_out, methods=["GET", "POST"]),
    Route(menu.ACCOUNT.address, own_account.own_account, methods=["GET", "POST"]),
    Route("/screen", screen.screen),
    Route(pairing.ADDRESS, pairing.state),
    Route(remote.ADDRESS, remote.phone, methods=["GET", "POST"]),
    Route(remote.NEWS, remote.news),
    Route(remote.ORDERS, remote.orders, methods=["GET", "POST"]),
    Route(remote.CODES, remote.code, methods=["GET", "POST"]),
    Route("/screen/qr", screen.code_to_scan),
    Route("/screen/spots", screen.spots),
    Route("/data", data.tables),
    Route("/data/", data.tables),
    Route("/data/{name}.csv", data.rows),
    Route("/data/{name}.xlsx", data.workbook),
    Route("/data/{name}.pdf", data.paper),
    Route("/data/{name}.docx", data.paper),
    Route("/data/{name}.png", data.paper),
    Route("/guide/{name}", files.guide_picture),
    Route("/attachments/{path:path}", files.attachment),
    Route("/chrome/{version}/{name:path}", files.chrome_asset),
    Route("/map/tiles/{z:int}/{x:int}/{y:int}.png", files.map_tile),
    Route("/map/{name}", files.map_file),
    Mount("/app/static", StaticFiles(directory=ROOT / "components" / "static")),
)
MIDDLEWARE = (
    Middleware(Based),
    Middleware(Headers),
    Middleware(Gate),
    Middleware(Admission),
    Middleware(Documents),
    Middleware(Compressed),
    Middleware(Inward, ours=ROUTES),
)
