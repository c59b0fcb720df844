"""Who reads: what the check before the pages has found out, and how it travels to them."""

import json
from dataclasses import dataclass

from data_access.access.rights import OPEN, Rights

HEADER = "X-Dashboard-Reader"
ADDRESS = "X-Dashboard-Address"
"""Under which the server's own check says to what stands behind it who reads, and from where; from outside neither is
believed."""


@dataclass(frozen=True)
class Reader:
    """What a reader may see; the account and the session's id of who has signed in, or which paired screen it is."""

    rights: Rights
    account: str | None = None
    session: str | None = None
    device: str | None = None


ANYBODY = Reader(OPEN)
"""Who reads where nobody signs in."""


def written(reader: Reader) -> str:
    """The reader as a header's value, in ASCII; the same for the same session and rights."""
    rights = reader.rights
    who = reader.session, reader.account, reader.device
    return json.dumps([*who, rights.role, rights.committees, rights.departments], separators=(",", ":"))


def understood(value: str) -> Reader:
    """The reader of a header's value."""
    session, account, device, role, committees, departments = json.loads(value)
    return Reader(Rights(role, tuple(committees), tuple(departments)), account, session, device)
