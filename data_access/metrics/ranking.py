"""Places that are fair: ties share the better one, and who cannot be ranked is told why."""

import pandas as pd

from data_access.metrics import Ratio
from data_access.settings import Minimums


def ranked(frame: pd.DataFrame, metric: Ratio, minimum: int, by: str = "committee") -> pd.DataFrame:
    """The frame with `value` (the metric, unrounded), `place` (1 is the highest; ties share the better
    place) and `reason`, best first, the unranked behind.

    `reason` is why a row has no place: `base_missing` (nobody to count, or unknown), `small_sample` (a
    whole under `minimum`), `above_base` (more than the whole, so one of the two is wrong), `not_kept` (the part is
    unknown); else missing. `by`: whose rows they are, by which those of a place are sorted.
    """
    whole = pd.to_numeric(frame[metric.whole])
    value = metric.of_each(frame).astype(float)
    reason = pd.Series(None, index=frame.index, dtype="object")
    if metric.unit == "rate":
        reason[value > 1] = "above_base"
    reason[whole < minimum] = "small_sample"
    reason[value.isna()] = "base_missing"
    reason[pd.to_numeric(frame[metric.part]).isna()] = "not_kept"
    place = value.where(reason.isna()).rank(method="min", ascending=False).astype("Int64")
    found = frame.assign(value=value, place=place, reason=reason)
    return found.sort_values(["place", by], kind="stable", na_position="last")


def least(metric: Ratio, minimums: Minimums) -> int:
    """The least whole that a place in the metric's ranking asks for."""
    return getattr(minimums, metric.minimum) if metric.minimum else 0


def movement(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """The ranked frame with `place_before` and `moved` (places risen; missing where there is no place
    on one of the two days)."""
    earlier = before.set_index("committee")["place"]
    place_before = now["committee"].map(earlier).astype("Int64")
    return now.assign(place_before=place_before, moved=place_before - now["place"])


def quartile(frame: pd.DataFrame) -> pd.Series:
    """The quarter of the ranked rows that each stands in, 1 the highest; equal places share one."""
    ranked_rows = frame["place"].notna().sum()
    return ((frame["place"] - 1) * 4 // max(ranked_rows, 1) + 1).astype("Int64")
