"""The settings, for what has to answer in any case."""

from functools import cache

from data_access.problem import Problem
from data_access.settings import Settings, settings


def in_force() -> Settings:
    """The town's settings; while their file cannot be read, which the pages say, the built-in ones, which are the strictest."""
    try:
        return settings()
    except Problem:
        return _built_in()


@cache
def _built_in() -> Settings:
    return Settings()
