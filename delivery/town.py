"""Whether the town is invented, for what has to know it before anything is drawn."""

from contextlib import suppress
from time import monotonic

from starlette.concurrency import run_in_threadpool

from data_access import state
from data_access.problem import Problem
from data_access.settings import store_url

SECONDS = 2
"""How long an answer holds: another town comes with a refresh only."""
_answer: tuple[str, float, bool] = ("", 0, False)


async def is_demonstration() -> bool:
    """Whether the store holds a demonstration town: not so as long as it could not be read. While one asks the store, the
    others have the answer of before."""
    global _answer
    url = store_url()
    of, until, answer = _answer
    if of == url and monotonic() < until:
        return answer
    _answer = url, monotonic() + SECONDS, answer and of == url
    with suppress(Problem):
        held = await run_in_threadpool(state.current, url)
        _answer = url, monotonic() + SECONDS, held.demonstration
    return _answer[2]
