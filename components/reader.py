"""Who looks: what they may see, and by which account."""

from dataclasses import dataclass

from data_access.access.rights import OPEN, Rights


@dataclass(frozen=True)
class Reader:
    """One reader. `account`: the name under which they signed in, None where nobody signs in."""

    rights: Rights
    account: str | None = None


def reader() -> Reader:
    """Who looks at this run."""
    return Reader(OPEN)
