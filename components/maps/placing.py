"""Room on a map that moves: crowded marks move apart and names beside them, in pixels of the view that it begins with."""

from collections.abc import Sequence

import numpy as np

Place = tuple[float, float]
Size = tuple[float, float]

CROWDED = 600
"""Of more marks or names those are drawn that have room, where they are."""

_ROUNDS, _HOME, _GENTLY = 150, 0.03, 0.3
_TURN = np.pi * (3 - np.sqrt(5))
_STEPS = np.array([(x, y) for x in range(-48, 49, 6) for y in range(-42, 43, 6)], dtype=float)
_LENGTHS = np.hypot(_STEPS[:, 0], _STEPS[:, 1])
_FAR = 0.2
"""Square pixels that may be covered rather than go a pixel further."""


def apart(places: Sequence[Place], least: float) -> list[Place]:
    """By how much each mark gives way so that hardly two lie nearer than `least`, and none is far from its place."""
    if len(places) < 2:
        return [(0, 0)] * len(places)
    at = np.array(places, dtype=float)
    turns = np.arange(len(at)) * _TURN
    moved = np.stack([np.cos(turns), np.sin(turns)], axis=1) * _in_a_crowd(at, least)[:, None]
    for _ in range(_ROUNDS):
        lines = (at + moved)[:, None] - (at + moved)[None]
        lengths = np.hypot(lines[..., 0], lines[..., 1])
        np.fill_diagonal(lengths, np.inf)
        near = lengths < least
        if not near.any():
            break
        push = np.where(near, _GENTLY * (least - np.minimum(lengths, least)) / lengths.clip(min=0.01), 0)
        moved = moved * (1 - _HOME * near.any(axis=1))[:, None] + (lines * push[..., None]).sum(axis=1)
    return [(round(float(x), 1), round(float(y), 1)) for x, y in moved]


def beside(names: Sequence[tuple[Place, Size]], marks: Sequence[Place], side: float) -> list[Place]:
    """By how much each name gives way to marks of that side and to the names before it; as little as it can."""
    half = side / 2
    taken = [(x - half, y - half, x + half, y + half) for x, y in marks]
    found = []
    for (x, y), (wide, high) in names:
        middles = _STEPS + (x, y)
        boxes = np.hstack([middles - (wide / 2, high / 2), middles + (wide / 2, high / 2)])
        best = int((_covered(boxes, np.array(taken).reshape(-1, 4)) + _FAR * _LENGTHS).argmin())
        taken.append(tuple(boxes[best]))
        found.append((float(_STEPS[best, 0]), float(_STEPS[best, 1])))
    return found


def _in_a_crowd(at: np.ndarray, least: float) -> np.ndarray:
    """1 for marks that share their place with another, 0 for the others: what lies on one point has no way to go."""
    lines = at[:, None] - at[None]
    lengths = np.hypot(lines[..., 0], lines[..., 1])
    np.fill_diagonal(lengths, np.inf)
    return (lengths.min(axis=1) < least / 4).astype(float)


def _covered(boxes: np.ndarray, taken: np.ndarray) -> np.ndarray:
    """How many square pixels of each box lie under others."""
    across = np.minimum(boxes[:, None, 2], taken[:, 2]) - np.maximum(boxes[:, None, 0], taken[:, 0])
    down = np.minimum(boxes[:, None, 3], taken[:, 3]) - np.maximum(boxes[:, None, 1], taken[:, 1])
    return (across.clip(min=0) * down.clip(min=0)).sum(axis=1)
