"""Addresses of databases: what they mean, and how they may be shown."""

import re
from urllib.parse import quote, quote_plus

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from data_access.problem import Problem

_DRIVERS = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
}
_SECRET = re.compile(r"pass|pwd|secret|token|key|credential|auth", re.IGNORECASE)
"""Parameters of an address that are nobody's business, by a part of their name."""


def understood(url: str, which: str) -> URL:
    """The address with the driver that is installed. Raises Problem `url_malformed`, `url_signs` or `dialect_unknown`."""
    try:
        address = make_url(url)
        backend = address.get_backend_name()
    except (ArgumentError, ValueError):
        raise Problem("url_malformed", which=which) from None  # the cause repeats a part of the address
    if backend not in _DRIVERS:
        raise Problem("dialect_unknown", which=which, dialect=backend)
    if backend == "sqlite" and address.database in (None, "", ":memory:"):
        raise Problem("url_malformed", which=which)
    if backend != "sqlite" and _ambiguous(url, address):
        raise Problem("url_signs", which=which)
    return address.set(drivername=_DRIVERS[backend])


def _ambiguous(url: str, address: URL) -> bool:
    """Whether a sign of the password may have been taken for the end of it: then host or database hold a part of it."""
    typed = re.match(r"[^:]*://[^:/@]*:([^@]*)@", url)
    places = (address.host, address.database)
    return any("@" in (place or "") for place in places) or bool(typed and "?" in typed[1])


def masked(address: URL) -> str:
    """The address as an administrator may see it in a log: without its password, nor any parameter that holds a secret."""
    if address.get_backend_name() == "sqlite":
        return (address.database or "").removeprefix("file:")
    hidden = [name for name in address.query if _SECRET.search(name)]
    rendered = address.difference_update_query(hidden).render_as_string(hide_password=True)
    return without_secrets(rendered, address)  # which may stand in another parameter, too


def without_secrets(text: str, *urls: str | URL) -> str:
    """The text with every secret of these addresses taken out, however a driver repeats it."""
    for url in urls:
        for secret in _secrets(url):
            text = text.replace(secret, "***")
    return text


def _secrets(url: str | URL) -> list[str]:
    """The longest first, as they stand in the address and as they are meant."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        return [str(url)]  # nobody knows where a secret begins in it
    plain = [str(address.password)] if address.password else []
    for name, value in address.query.items():
        if _SECRET.search(name):
            plain += [value] if isinstance(value, str) else value
    if isinstance(url, str) and address.host and _ambiguous(url, address):
        plain += [url]
    spellings = {spelt for secret in plain if secret for spelt in (secret, quote(secret), quote_plus(secret))}
    return sorted(spellings, key=len, reverse=True)
