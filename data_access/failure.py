"""What becomes of an error that ends a run or a command: a Problem, and for the unforeseen a trace in the log."""

import logging
import traceback

from data_access.database.address import without_secrets
from data_access.problem import Problem

log = logging.getLogger(__name__)


def as_problem(error: BaseException, *urls: str) -> Problem:
    """The Problem that the error is or amounts to; the trace of one that nobody foresaw goes to the log, without the
    secrets of these addresses."""
    if isinstance(error, Problem):
        return error
    if not isinstance(error, Exception):
        return Problem("interrupted")
    trace = "".join(traceback.format_exception(error))
    log.error("%s", without_secrets(trace, *urls))
    return Problem("unexpected", error=type(error).__name__)
