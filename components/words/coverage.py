"""Why there is no coverage to tell, and when a target may be reached, in words."""

from datetime import date

import pandas as pd

from components.words import numerals
from data_access import metrics
from data_access.wording import text


def unmeasured(committees: pd.DataFrame) -> str:
    """Why there is no coverage to tell, in words. `committees`: registration.by_committee."""
    if committees.empty:
        return text("registration.none")
    return text("figure.no_bases" if metrics.COVERAGE.kept(committees) else "figure.no_households")


def expected(needed: int, earliest: date | None, latest: date | None, reason: str | None) -> str:
    """When a target may be reached, in words, or why that cannot be told. Given as in standing.ToTarget."""
    if not needed:
        return text("figure.reached")
    if earliest is None:
        return text(f"no_date.{reason}")
    if latest is None:
        return text("figure.from_day", day=earliest)
    return text("figure.between", period=numerals.period(earliest, latest))
