"""What the map's script fetches by itself (ground, outlines, marks): kept under an address made of its content.

So a run sends the browser a few addresses instead of megabytes, and what did not change is not fetched again.
"""

import gzip
from collections import OrderedDict
from hashlib import sha256
from threading import Lock

from data_access.base_path import under_base

MOST = 400
"""How many contents are kept; the one asked for longest ago goes first. A page that needs it again puts it back."""

_kept: OrderedDict[str, bytes] = OrderedDict()
_lock = Lock()


def address(content: str) -> str:
    """Where a browser finds the content, a text of JSON."""
    plain = content.encode()
    return _keep(f"{sha256(plain).hexdigest()[:24]}.json", plain)


def packed(name: str) -> bytes | None:
    """The content of an address's last part, compressed; None where it is not kept."""
    with _lock:
        if name in _kept:
            _kept.move_to_end(name)
        return _kept.get(name)


def _keep(name: str, plain: bytes) -> str:
    with _lock:
        kept = name in _kept
        if kept:
            _kept.move_to_end(name)
    if not kept:
        content = gzip.compress(plain, 5, mtime=0)
        with _lock:
            _kept[name] = content
            while len(_kept) > MOST:
                _kept.popitem(last=False)
    return under_base(f"/map/{name}")
