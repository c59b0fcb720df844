"""A rate's classes on a map: where one ends and the next begins, and their legend."""

import pandas as pd
from markupsafe import Markup

from components.parts.html import i, li, ul
from data_access.metrics import percent
from data_access.wording import text

CLASSES = 5


def breaks_of(values: pd.Series) -> list[float]:
    """Where one class ends and the next begins, as shares: fifths of the committees, at whole per cents (tenths, where
    they all lie close together)."""
    measured = values.dropna()
    if measured.empty:
        return []
    places = 0 if measured.max() - measured.min() >= 0.05 else 1
    cuts = (measured.quantile(k / CLASSES) for k in range(1, CLASSES))
    rounded = sorted({float(percent(cut, places).scaleb(-2)) for cut in cuts})
    return [cut for cut in rounded if measured.min() < cut <= measured.max()]


def level(value, breaks: list[float]) -> str:
    """The class of a share, `1` to `5` or `missing`; the last one is the highest."""
    if pd.isna(value):
        return "missing"
    steps = len(breaks) + 1
    number = sum(value >= cut for cut in breaks) + 1
    return str(number + (CLASSES - steps if steps > 1 else 1))


def legend(breaks: list[float], missing: str | None) -> Markup:
    """The classes with their limits; `missing`: what is said of those without a share, where there are any."""
    ends = [_percent(cut) for cut in breaks]
    words = [text("sign.range", low=low, high=high) for low, high in zip(ends, ends[1:], strict=False)]
    if ends:
        words = [text("sign.under", count=ends[0]), *words, text("sign.least", count=ends[-1])]
    first = CLASSES - len(breaks)
    items = [li(i(data_class=first + k), word) for k, word in enumerate(words)]
    if missing:
        items.append(li(i(data_class="missing"), missing))
    return ul(items, li(text("map.illustrative"), cls="aside"), cls="legend")


def _percent(share: float) -> str:
    return f"{percent(share).normalize():f}%"
