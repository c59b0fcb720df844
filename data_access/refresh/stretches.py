"""Stretches of days summed: how many hold each day of a period."""

import numpy as np


def summed(
    kinds: int, length: int, kind: np.ndarray, start: np.ndarray, stop: np.ndarray, number: np.ndarray
) -> np.ndarray:
    """For each of so many kinds, and each day of the length, the numbers of the stretches [start, stop) that hold it.

    The arrays say, for each group of stretches: which kind, from which day on, until before which one, how many.
    """
    start, stop = np.maximum(start, 0), np.minimum(stop, length)
    held = start < stop
    steps = np.zeros((kinds, length + 1), dtype=np.int64)
    np.add.at(steps, (kind[held], start[held]), number[held])
    np.subtract.at(steps, (kind[held], stop[held]), number[held])
    return steps[:, :-1].cumsum(axis=1)
