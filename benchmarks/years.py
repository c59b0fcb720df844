"""The party page's queries with two years of days behind it, at 10^6 and at 10^7 platform events, measured as in `queries`.

Takes some minutes and some 4 GB of the temporary folder, most of it for the larger platform and its refresh.
"""

from collections.abc import Iterable

from benchmarks import queries, town
from benchmarks.result import Result
from components import menu

SIZES = {1: "10^6", 10: "10^7"}


def measure() -> Iterable[Result]:
    """For each view the milliseconds at both sizes and their ratio."""
    stores = {f"two years, {size} events": town.years_store(scale) for scale, size in SIZES.items()}
    yield from queries.compared(menu.BY_KEY["party"], stores)
