"""Passwords: kept as argon2id writes them, compared at a bounded cost, whoever asks and however many at once."""

import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data_access.problem import Problem

SHORTEST, LONGEST = 10, 200
AT_ONCE, MOST_WAITING = 2, 8
_HASHER = PasswordHasher(time_cost=2, memory_cost=46 * 1024, parallelism=1)
"""Some 80 ms of a processor and 46 MB a password, the first of OWASP's choices twice over."""
_UNMISTAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what looks alike, for a password that is read out on the telephone."""
_working, _admitted = BoundedSemaphore(AT_ONCE), BoundedSemaphore(AT_ONCE + MOST_WAITING)


def hashed(password: str) -> str:
    """What is kept of a new password. Raises Problem where it is too short or too long, or too many wait."""
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise Problem("password_short", count=SHORTEST)
    if len(plain) > LONGEST:
        raise Problem("password_long", count=LONGEST)
    with _turn():
        return _HASHER.hash(plain)


def one_time() -> str:
    """A new password that nobody has chosen, in groups that can be read out."""
    return "-".join("".join(secrets.choice(_UNMISTAKABLE) for _ in range(4)) for _ in range(3))


def matches(kept: str | None, password: str) -> bool:
    """Whether it is the password of which this was kept; without an account, or one without a password, it takes just as
    long to say no. Raises Problem `sign_in_busy` where too many wait."""
    plain = _plain(password)[:LONGEST]
    with _turn():
        try:
            return _HASHER.verify(kept or _nobodys(), plain) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def _plain(password: str) -> str:
    """The same signs however a keyboard has put them together."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody's password")


@contextmanager
def _turn() -> Iterator[None]:
    """So many at once, some that wait, and no more: passwords must not take the processor from readers."""
    if not _admitted.acquire(blocking=False):
        raise Problem("sign_in_busy")
    try:
        with _working:
            yield
    finally:
        _admitted.release()
