"""What the running server answers at."""

import re
import subprocess
import sys
from functools import cache

from components import menu
from data_access.settings import ROOT


@cache
def addresses() -> frozenset[str]:
    """One address of every route of the running server, ours and Streamlit's, and of every page."""
    code = "import app; print(*(route.path for route in app.app._build_starlette_app().routes), sep='\\n')"
    listed = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    routes = [
        re.sub(r"\{(\w+)(:\w+)?\}", "1", path) or "/static/js/index.js" for path in listed.stdout.split("\n")
    ]
    pages = (page.address for page in menu.PAGES)
    return frozenset({*filter(None, routes), *pages, "/nonsense", "/static/index.html"})
