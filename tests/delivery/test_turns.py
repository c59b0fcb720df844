"""Who asks for much waits longer than who asks for little, and fills nobody else's place."""

from collections.abc import Callable
from concurrent.futures import wait
from threading import Event

import pytest

from delivery.turns import Turns


class Held:
    """A queue whose thread is held until `go`, and the order in which it then worked."""

    def __init__(self, most: int = 100, most_of_one: int = 5):
        self.turns, self.go, begun = Turns[object]("test", most, most_of_one), Event(), Event()
        self.order: list[str] = []

        def hold() -> None:
            begun.set()
            self.go.wait(30)

        self.taken = [self.turns.take("hold", hold)]
        begun.wait(30)

    def take(self, who: str, work: Callable[[], object] | None = None):
        """A piece of somebody's work; what becomes of it."""
        made = self.turns.take(who, work or (lambda: self.order.append(who)))
        self.taken += [made] if made else []
        return made

    def worked(self) -> str:
        """The order in which all was done that waits."""
        self.go.set()
        wait([one for one in self.taken if one], 30)
        return "".join(self.order)


def test_a_reader_with_one_wish_does_not_wait_for_all_of_a_script():
    held = Held()
    for who in "sssslsrr":
        held.take(who)
    assert held.worked() == "slrsrsss"


def test_one_reader_fills_no_more_than_their_own_place():
    held = Held(most=7, most_of_one=5)
    assert [held.take("s") is not None for _ in range(6)] == [True] * 5 + [False]
    assert [held.take(who) is not None for who in "lmn"] == [True, True, False]
    assert held.worked() == "slmssss"
    assert held.take("s")


def test_who_has_gone_is_passed_over_and_an_error_is_only_theirs():
    held = Held()
    gone, broken = held.take("g"), held.take("b", lambda: 1 / 0)
    assert gone.cancel()
    held.take("l")
    assert held.worked() == "l"
    with pytest.raises(ZeroDivisionError):
        broken.result(1)
