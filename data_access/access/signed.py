"""What is handed to a browser and known again when it comes back: nobody without the key can make it."""

import hashlib
import hmac
import json
import secrets
from datetime import datetime, timedelta

from data_access.access.accounts import written_name
from data_access.records.moments import written
from data_access.settings import audit_key


def form_token(holder: str) -> str:
    """What a form carries: only who holds the cookie or the session it was made for can send it."""
    return _sign("form", holder)


def is_form_token(token: str, holder: str) -> bool:
    """Whether a form was made for this holder."""
    return bool(holder) and hmac.compare_digest(token.encode(), form_token(holder).encode())


def mark(name: str) -> str:
    """By which a browser is known again that has signed in to an account."""
    nonce = secrets.token_urlsafe(9)
    return f"{nonce}.{_sign('mark', written_name(name), nonce)}"


def is_mark(value: str, name: str) -> bool:
    """Whether a browser with this mark has signed in to the account before."""
    nonce, _, sign = value.partition(".")
    return hmac.compare_digest(sign.encode(), _sign("mark", written_name(name), nonce).encode())


def sealed(words: list[str], at: datetime) -> str:
    """Words that the browser brings back unchanged."""
    content = json.dumps([written(at), *words]).encode().hex()
    return f"{content}.{_sign('sealed', content)}"


def unsealed(value: str, at: datetime, lasts: timedelta) -> list[str] | None:
    """The words, where they were sealed here and not longer ago than that."""
    content, _, sign = value.partition(".")
    if not hmac.compare_digest(sign.encode(), _sign("sealed", content).encode()):
        return None
    began, *words = json.loads(bytes.fromhex(content))
    return words if began <= written(at) <= written(datetime.fromisoformat(began) + lasts) else None


def _sign(*words: str) -> str:
    return hmac.new(audit_key(), "\n".join(words).encode(), hashlib.sha256).hexdigest()[:43]
