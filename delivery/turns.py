"""Work that is done one after the other in one thread, the next of each reader in turn: who asks for much waits longer, and
keeps nobody else waiting."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Turns(Generic[Result]):
    """Where work waits: `most` pieces at a time, `most_of_one` of them one reader's."""

    def __init__(self, name: str, most: int, most_of_one: int):
        self.most, self.most_of_one = most, most_of_one
        self._thread = ThreadPoolExecutor(1, name)
        self._lock = Lock()
        self._waiting: dict[str, deque[tuple[Future[Result], Callable[[], Result]]]] = {}

    def take(self, who: str, work: Callable[[], Result]) -> Future[Result] | None:
        """What the work will give; None where too much waits already, of this reader or altogether."""
        future: Future[Result] = Future()
        with self._lock:
            own = self._waiting.get(who, deque())
            if len(own) >= self.most_of_one or sum(map(len, self._waiting.values())) >= self.most:
                return None
            self._waiting.setdefault(who, own).append((future, work))
        self._thread.submit(self._next)
        return future

    def _next(self) -> None:
        """Does the first piece of whoever has waited longest, who stands behind all others with the rest."""
        with self._lock:
            who, own = next(iter(self._waiting.items()))
            future, work = own.popleft()
            del self._waiting[who]
            if own:
                self._waiting[who] = own
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(work())
        except BaseException as error:  # theirs who wait for it
            future.set_exception(error)
