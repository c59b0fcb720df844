"""Codes that a wall shows for a minute and somebody types: they follow from a secret of the wall and the minute, so that every
server shows the same."""

import hashlib
import hmac
import unicodedata
from datetime import datetime, timedelta

from data_access.settings import audit_key

ALPHABET = "ACDEFGHJKLMNPRTUWXY3479"
"""The signs of codes: none that is taken for another one from afar."""
SIGNS = 6
SHOWN = timedelta(seconds=60)
COUNTS = 2 * SHOWN
"""A code that is typed as the next one comes up counts still."""


def minute_of(at: datetime) -> tuple[int, int]:
    """The number of the minute, and the seconds of it that have passed."""
    return divmod(int(at.timestamp()), int(SHOWN.total_seconds()))


def over_at(at: datetime) -> datetime:
    """When the code of this moment counts no more."""
    minute, _ = minute_of(at)
    return datetime.fromtimestamp(minute * SHOWN.total_seconds(), at.tzinfo) + COUNTS


def of(purpose: str, wall: str, minute: int) -> str:
    """The code of a wall in a minute."""
    number = int.from_bytes(keyed(purpose, "code", wall, str(minute)), "big")
    return "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(SIGNS))


def typed(code: str) -> str:
    """A code as it is shown, however it was typed."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", code).upper() if sign.isalnum())[
        : SIGNS + 1
    ]


def keyed(*words: str) -> bytes:
    """What only who holds the key can work out."""
    return hmac.new(audit_key(), "\n".join(words).encode(), hashlib.sha256).digest()
