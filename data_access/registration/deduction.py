"""What a reader can work out of the areas of a committee from all that was ever told of them, by bounds.

He knows what is told of each area (at least, at most), that buildings sum to their neighbourhood and neighbourhoods and
NOWHERE to the committee, whose total is published every day; and he takes it that between two tellings no more households
came and went than the total rose and fell by. What would contradict itself he leaves aside. All counts are kept as two
vectors of bounds, the cells (buildings, or several of them together) first and then the groups (neighbourhoods, NOWHERE
last).
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

FAR = 10**7
"""More households than any area has: an upper bound that says nothing."""
_ROUNDS = 12
_Bounds: TypeAlias = tuple[np.ndarray, np.ndarray]
"""The least and the most of each."""


@dataclass(frozen=True)
class Telling:
    """What is told at once: bounds of each cell and group; which of them must not be fixed to one number; which groups are
    the sum of their cells; the committee's total, and how far it rose and fell since the telling before; `into`, where
    who was in each cell then is found now; and which cells some may have left without leaving the committee."""

    low: np.ndarray
    high: np.ndarray
    guarded: np.ndarray
    summed: np.ndarray
    total: int
    rises: int
    falls: int
    into: np.ndarray
    leaking: np.ndarray


class Reader:
    """One who keeps every telling and narrows all of them with each new one. `home`: each cell's group."""

    def __init__(self, home: np.ndarray, groups: int) -> None:
        self._home, self._cells, self._groups = home, len(home), groups
        self._tellings: list[Telling] = []
        self._bounds: list[_Bounds] = []

    def takes(self, telling: Telling) -> bool:
        """Whether the telling leaves every guarded count of all tellings open; if not, it is forgotten again."""
        self._before = list(self._bounds)
        self._tellings.append(telling)
        self._bounds.append((telling.low, telling.high))
        touched = self._narrow()
        if all(self._open(place) for place in touched):
            return True
        self.forget()
        return False

    def forget(self) -> None:
        """Takes back the newest telling and all that was worked out from it."""
        self._tellings.pop()
        self._bounds = self._before

    def _open(self, place: int) -> bool:
        low, high = self._bounds[place]
        return not (self._tellings[place].guarded & (low == high)).any()

    def _narrow(self) -> set[int]:
        """Goes back from the newest telling as far as something changes and forth again, until nothing does."""
        last = first = len(self._bounds) - 1
        touched = {last}
        self._within(last)
        for _ in range(_ROUNDS):
            moved: set[int] = set()
            place = last
            while place and (self._step(place, moved) or place > first):
                place -= 1
            first = min(first, place)
            for place in range(first + 1, last + 1):
                self._step(place, moved)
            touched |= moved
            if not moved:
                break
        return touched

    def _step(self, place: int, moved: set[int]) -> bool:
        """Narrows a telling and the one before by each other and each by itself; whether that changed anything."""
        if not self._between(place):
            return False
        for one in (place - 1, place):
            self._within(one)
        moved |= {place - 1, place}
        return True

    def _set(self, place: int, low: np.ndarray, high: np.ndarray) -> bool:
        """Takes over bounds that are narrower, but for those that contradict each other; whether any are."""
        was_low, was_high = self._bounds[place]
        low, high = np.maximum(low, was_low), np.minimum(high, was_high)
        sound = low <= high
        low, high = np.where(sound, low, was_low), np.where(sound, high, was_high)
        self._bounds[place] = low, high
        return bool((low != was_low).any() or (high != was_high).any())

    def _sums(self, cells: np.ndarray) -> np.ndarray:
        return np.bincount(self._home, cells, self._groups).astype(np.int64)

    def _within(self, place: int) -> bool:
        """Narrows one telling by its sums: cells to groups, groups to the committee's total."""
        telling, changed = self._tellings[place], False
        for _ in range(_ROUNDS):
            low, high = (bound.copy() for bound in self._bounds[place])
            n = self._cells
            least, most = self._sums(low[:n]), self._sums(high[:n])
            np.maximum(low[n:], least, out=low[n:], where=telling.summed)
            np.minimum(high[n:], most, out=high[n:], where=telling.summed)
            high[n:] = np.minimum(high[n:], telling.total - (low[n:].sum() - low[n:]))
            low[n:] = np.maximum(low[n:], telling.total - (high[n:].sum() - high[n:]))
            part = telling.summed[self._home]
            rest_high = (high[n:] - least)[self._home] + low[:n]
            rest_low = (low[n:] - most)[self._home] + high[:n]
            high[:n] = np.where(part, np.minimum(high[:n], rest_high), high[:n])
            low[:n] = np.where(part, np.maximum(low[:n], rest_low), low[:n])
            if not self._set(place, low, high):
                break
            changed = True
        return changed

    def _between(self, place: int) -> bool:
        """Narrows a telling and the one before it by how many came and went between them."""
        telling, n = self._tellings[place], self._cells
        (low, high), (now_low, now_high) = self._bounds[place - 1], self._bounds[place]
        stood_low, stood_high, into = self._moved(telling, low, high)
        gain = np.maximum(now_low - stood_high, 0)
        loss = np.maximum(stood_low - now_high, 0)
        loss[:n][telling.leaking] = 0
        rise = self._spare(gain, telling.rises)
        fall = self._spare(loss, telling.falls)
        fall[:n][telling.leaking] = FAR
        forward = self._set(place, stood_low - fall, stood_high + rise)
        now_low, now_high = self._bounds[place]
        back_high = (now_high + fall - stood_low)[into] + low
        back_low = (now_low - rise - stood_high)[into] + high
        if (gone := telling.into == len(low) - 1).any():
            self._of_gone(
                telling, gone, (low, high), (now_low - rise, now_high + fall), (back_low, back_high)
            )
        return self._set(place - 1, back_low, back_high) or forward

    def _of_gone(
        self, telling: Telling, gone: np.ndarray, before: _Bounds, now: _Bounds, back: _Bounds
    ) -> None:
        """Narrows `back`, the bounds before of cells that were closed since, by what their groups lost with them."""
        n, home, (low, high) = self._cells, self._home, before
        lost_low, lost_high = (low[n:] - now[1][n:])[home], (high[n:] - now[0][n:])[home]
        others_low = self._sums(np.where(gone, low[:n], 0))[home] - low[:n]
        others_high = self._sums(np.where(gone, high[:n], 0))[home] - high[:n]
        certain = gone & (np.bincount(home, telling.leaking, self._groups) == 0)[home]
        back[0][:n] = np.where(certain, np.maximum(back[0][:n], lost_low - others_high), back[0][:n])
        back[1][:n] = np.where(certain, np.minimum(back[1][:n], lost_high - others_low), back[1][:n])

    def _moved(
        self, telling: Telling, low: np.ndarray, high: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The bounds before, of those who are now in each cell or group, and for each one before where it is now."""
        n, nodes = self._cells, self._cells + self._groups
        nowhere = nodes - 1
        into = np.concatenate([telling.into, np.arange(n, nodes)])
        stood_low = np.bincount(into, low, nodes).astype(np.int64)
        stood_high = np.bincount(into, high, nodes).astype(np.int64)
        gone = telling.into == nowhere
        if gone.any() or telling.leaking.any():
            out = np.where(gone, low[:n], 0)
            most = np.where(gone | telling.leaking, high[:n], 0)
            stood_low[n:nowhere] -= self._sums(most)[:-1]
            stood_high[n:nowhere] -= self._sums(out)[:-1]
            stood_high[nowhere] += int(np.where(telling.leaking, high[:n], 0).sum())
            np.maximum(stood_low, 0, out=stood_low)
        return stood_low, stood_high, into

    def _spare(self, sure: np.ndarray, total: int) -> np.ndarray:
        """How many may have come (or gone) at most in each, when so many are known and these are sure."""
        n = self._cells
        of_cells = self._sums(sure[:n])
        groups = np.maximum(of_cells, sure[n:])
        spare = np.maximum(total - (groups.sum() - groups), groups)
        return np.concatenate(
            [np.maximum(spare[self._home] - (of_cells[self._home] - sure[:n]), sure[:n]), spare]
        )
