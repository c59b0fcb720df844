"""Whether a session still stands, or a screen is still paired: asked of the records on an engine that is kept, once a second at
most for each."""

from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool

from data_access import recorded
from data_access.access import devices, sessions
from data_access.access import remotes as walls
from data_access.access.devices import Device
from data_access.access.remotes import Remote
from data_access.access.rights import Rights
from data_access.access.sessions import Session
from data_access.clock import moment
from data_access.problem import Problem
from data_access.recorded import Kept
from data_access.records.chain import Actor
from data_access.settings import records_url, settings, store_url

SECONDS = 1
MOMENT = 0.08
"""The same of what walls are told, which obey at once."""
USED_EVERY = timedelta(minutes=1)
SEEN_EVERY = timedelta(minutes=5)
_MOST = 5000
_REMOTES = "remotes"
_Found = TypeVar("_Found")

_open: dict[str, Kept] = {}
_opening = Lock()
_found: dict[Hashable, tuple[float, Any]] = {}


def kept() -> Kept:
    """The records in force, opened once. Raises Problem where they cannot be read."""
    url = records_url()
    with _opening:
        if url not in _open:
            _open[url] = recorded.kept(url, store_url(), moment())
        return _open[url]


async def session(session_id: str) -> Session | None:
    """The session of this id as it stood a second ago at most; None where it does not. Raises Problem."""
    return await _lately(session_id, SECONDS, lambda: _look_up(session_id))


async def of_gateway(actor: Actor, rights: Rights, agent: str) -> Session | None:
    """The session of whom a gateway names, begun where none stands; as it stood a second ago at most. Raises Problem."""
    begun = partial(sessions.of_gateway, actor=actor, rights=rights, agent=agent)
    return await _lately((actor.account, rights), SECONDS, lambda: begun(kept().engine, at=moment()))


async def device(token: str) -> Device | None:
    """The paired screen that holds this token, as it was a second ago at most; None where none does. Raises Problem."""
    token_id = sessions.id_of(token)
    return await _lately(("device", token_id), SECONDS, lambda: _look_for(token_id))


async def remotes() -> list[Remote]:
    """The walls that can be told what to show, as they were a moment ago. Raises Problem."""
    return await _lately(_REMOTES, MOMENT, lambda: walls.standing(kept().engine))


def forget() -> None:
    """Asks anew for every session and screen: something about them has changed here."""
    _found.clear()


def forget_remotes() -> None:
    """Asks anew for the walls that can be told something."""
    _found.pop(_REMOTES, None)


async def used(session_id: str) -> None:
    """Keeps that its reader does something, once a minute."""
    found = await session(session_id)
    if found and moment() - found.last_at >= USED_EVERY:
        await run_in_threadpool(lambda: sessions.used(kept().engine, found.id, moment()))
        _found.pop(found.id, None)


async def _lately(key: Hashable, seconds: float, look_up: Callable[[], _Found]) -> _Found:
    until, found = _found.get(key, (0.0, None))
    if monotonic() < until:
        return found
    found = await run_in_threadpool(look_up)
    if len(_found) >= _MOST:
        _found.clear()
    _found[key] = monotonic() + seconds, found
    return found


def _look_up(session_id: str) -> Session | None:
    return sessions.standing(kept().engine, session_id, moment(), settings().access.idle)


def _look_for(token_id: str) -> Device | None:
    found = devices.standing(kept().engine, token_id)
    if found and moment() - found.last_at >= SEEN_EVERY:
        with suppress(Problem):  # it is shown all the same
            devices.used(kept().engine, found.id, moment())
    return found
