"""What stands before the paths of this server in its readers' addresses, where it shares a host with others."""

import os
import re
from contextlib import suppress
from urllib.parse import urlsplit

from data_access.problem import Problem
from data_access.settings import settings

_PATH = re.compile(r"(?!\.)[A-Za-z0-9._~-]+(?:/(?!\.)[A-Za-z0-9._~-]+)*")


def under_base(path: str) -> str:
    """Where a browser finds a path of this server. Raises Problem for a BASE_PATH that is no path."""
    return base_path() + path


def base_path() -> str:
    """`/dashboard` where readers open `/dashboard/works`: what BASE_PATH says, else the path of `server.public_url` in the
    settings; empty at the root of a host. Raises Problem for a BASE_PATH that is no path."""
    path = os.environ.get("BASE_PATH")
    if path is None:
        with suppress(Problem):  # of the settings: the pages say it
            path = urlsplit(settings().server.public_url).path
    bare = (path or "").strip("/")
    if bare and not _PATH.fullmatch(bare):
        raise Problem("base_path", value=path)
    return f"/{bare}" if bare else ""
