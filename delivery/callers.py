"""Who asks, under which name of the server, and from which page: what is asked before anything is answered."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from data_access.settings import Settings
from data_access.wording import text
from delivery import town
from delivery.config import in_force

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)\.?(:\d{1,5})?")
_FORWARDED = ("forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip")


@dataclass(frozen=True)
class Refused:
    """Why somebody is not served: the status, the key of the sentence under `refused`, and what fills it."""

    status: int
    reason: str
    values: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return text(f"refused.{self.reason}", **self.values)


class Caller:
    """A request, or a websocket about to be opened, as far as it says who sent it."""

    def __init__(self, scope: dict):
        self.scope = scope
        self.headers = Headers(scope=scope)

    @cached_property
    def host(self) -> str:
        """The name under which the server was asked, with the port if it was said; empty where there is no such name."""
        hosts = self.headers.getlist("host")
        found = _HOST.fullmatch(hosts[0].lower()) if len(hosts) == 1 else None
        return found[1] + (found[2] or "") if found else ""

    @property
    def name(self) -> str:
        """The name without the port."""
        return re.sub(r":\d+$", "", self.host)

    @property
    def forwarded(self) -> bool:
        """Whether somebody in between has passed it on, and said so."""
        return any(name in _FORWARDED or name.startswith("x-forwarded-") for name in self.headers)

    @property
    def is_local(self) -> bool:
        """Whether it comes from this machine, to this machine's own name for itself, through nobody."""
        client = self.scope.get("client")
        return (
            client is not None and _is_loopback(client[0]) and _is_loopback(self.name) and not self.forwarded
        )


async def named(caller: Caller) -> Refused | None:
    """One Host, and a possible one."""
    return None if caller.host else Refused(400, "host_malformed")


async def from_here(caller: Caller) -> Refused | None:
    """While nobody signs in, a real town's data leave the machine only where somebody decided that they may."""
    access = in_force().access
    if access.mode != "open" or caller.is_local or access.open_to_network:
        return None
    return None if await town.is_demonstration() else Refused(403, "network")


async def ours(caller: Caller) -> Refused | None:
    """A Host that is this server: its own name for itself at any port (a tunnel has another than the one listened on), the
    address that the connection came in by, and what the settings list. So no foreign name can be pointed here."""
    server = caller.scope.get("server") or ("", 0)
    listed = _listed(in_force())
    if _is_loopback(caller.name) or caller.host in listed or caller.name in listed:
        return None
    return None if _same(caller.name, server[0]) else Refused(421, "host", {"host": caller.host[:80]})


async def same_origin(caller: Caller) -> Refused | None:
    """No Origin, or that of a page of ours: the Host that was asked, or a listed one. A page of another server may neither
    write here nor listen."""
    origins = caller.headers.getlist("origin")
    if not origins:
        return None
    scheme, _, host = origins[0].lower().partition("://")
    if len(origins) == 1 and scheme in ("http", "https") and host in (caller.host, *_listed(in_force())):
        return None
    return Refused(403, "origin", {"origin": origins[0][:80]})


def _listed(config: Settings) -> set[str]:
    return {*config.server.hosts, urlsplit(config.server.public_url).netloc} - {""}


def _is_loopback(name: str) -> bool:
    if name == "localhost":
        return True
    address = _address(name)
    return bool(address) and address.is_loopback


def _same(name: str, other: str) -> bool:
    address = _address(name)
    return bool(address) and address == _address(other)


def _address(name: str):
    """The IP address that a name is, without the clothes of the other version; None where it is none."""
    try:
        address = ip_address(name.strip("[]"))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
