"""Where a request comes from, and how, as far as somebody who is believed says so."""

import os
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from data_access.access.choices import Access
from data_access.problem import Problem
from data_access.settings import Settings


def verify_heard_first(access: Access) -> None:
    """As a server starts: raises Problem where a gateway signs readers in and uvicorn, below us, believes forwarding headers
    (its own machine's where nothing is set): the address that a stranger writes into one would pass for the gateway's."""
    if access.mode == "header" and os.environ.get("FORWARDED_ALLOW_IPS") != "":
        raise Problem("forwarding_believed")


def address(scope: Scope, access: Access) -> str:
    """The client's address: the connection's own, or behind trusted proxies the nearest that is none of them."""
    hops = [
        hop.strip() for line in Headers(scope=scope).getlist("x-forwarded-for") for hop in line.split(",")
    ]
    nearest = (scope.get("client") or ("", 0))[0]
    while is_trusted(nearest, access) and hops and _is_address(hops[-1]):
        nearest = hops.pop()
    return nearest[:45]


def is_trusted(nearest: str, access: Access) -> bool:
    """Whether what comes from this address is believed to say who sent it."""
    if not _is_address(nearest):
        return False
    found = ip_address(nearest)
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in network for network in access.trusted_proxies)


def by_proxy(scope: Scope, access: Access) -> bool:
    """Whether the connection itself is one of a trusted proxy."""
    return is_trusted((scope.get("client") or ("", 0))[0], access)


def is_encrypted(scope: Scope, config: Settings) -> bool:
    """Whether the reader came by TLS: by a trusted proxy's word, else to the public address where that is one of TLS, or to
    here."""
    headers, public = Headers(scope=scope), urlsplit(config.server.public_url)
    forwarded = headers.getlist("x-forwarded-proto") if by_proxy(scope, config.access) else []
    if not forwarded and headers.get("host", "").lower() == public.netloc.lower() != "":
        return public.scheme == "https"
    return (forwarded[-1] if forwarded else scope["scheme"]) in ("https", "wss")


def _is_address(written: str) -> bool:
    try:
        ip_address(written)
    except ValueError:
        return False
    return True
