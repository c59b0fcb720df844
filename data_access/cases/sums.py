"""What became of cases, in figures: of all, or by committee, department and category."""

from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from data_access.cases import categories, standing
from data_access.settings import Settings

LEAST_RATINGS = 5
"""With fewer nothing is said of how satisfied residents are."""


@dataclass(frozen=True)
class Figures:
    """Cases of a window up to a day: those received; at its end open, overdue and without any step; and of each rate its part and
    its whole. None: not known, for too few have rated, or none was closed."""

    received: int
    open: int
    overdue: int
    untouched: int
    contacts_due: int
    """Whose first contact was due in the window."""
    contacted: int
    """Of these in time."""
    closings_due: int
    """Whose closing was due in the window."""
    on_time: int
    """Of these closed by then."""
    dispatched: int
    returned: int
    """Of these at least once."""
    closed: int
    reworked: int
    """Of these at least once."""
    judged: int
    """Closed with a result other than that there was nothing to judge."""
    solved: int
    ratings: int
    satisfied: int | None
    """Rated 4 or 5."""
    median_days: float | None
    """Working days from receipt to closing, of those closed."""


COUNTS = tuple(field.name for field in fields(Figures) if field.name != "median_days")
_WHOSE = ("committee", "department", "category")
_MOMENTS = ("received", "dispatched", "contact_due", "due", "closed")
_FLAGS = ("open", "overdue", "untouched", "contacted", "on_time", "returned", "reworked")


def figures(cases: pd.DataFrame, returns: pd.DataFrame, days: int, of_department: bool) -> Figures:
    """Those of all the cases, which may be those that one department holds. `cases`: counts.cases; `returns`: counts.returns; both
    of the days at least."""
    marks = _marks(cases, returns, days, by_department=of_department)
    row = _summed(marks.assign(all=""), "all", pd.Index([""])).to_dict("records")[0]
    values: dict[str, Any] = {str(name): None if pd.isna(value) else value for name, value in row.items()}
    return Figures(**values)


def by(
    cases: pd.DataFrame, returns: pd.DataFrame, names: pd.DataFrame, days: int, column: str
) -> pd.DataFrame:
    """By `committee` or `department`, in the order of their codes, with their `name` and Figures' fields: of all that have a name
    and any figure, and of every committee that is `listed`. `cases`, `returns`: as in `figures`; `names`: code, name, listed."""
    by_department = column == "department"
    marks = _marks(cases, returns, days, by_department=by_department)
    named = names.set_index("code")
    counting = set(marks.loc[marks[list(COUNTS)].any(axis=1), column])
    listed = named["listed"].astype(bool) & (not by_department)
    codes = named.index[listed | named.index.isin(counting)].sort_values()
    frame = _summed(marks, column, codes)
    frame.insert(0, "name", named["name"].reindex(codes))
    return frame.rename_axis(column).reset_index()


def by_category(
    cases: pd.DataFrame,
    returns: pd.DataFrame,
    settings: Settings,
    days: int,
    of_department: bool,
) -> pd.DataFrame:
    """By `category`, also as its `name`, with Figures' fields, the most received first; those of a topic under its name. The rest:
    as in `figures`."""
    marks = _marks(cases, returns, days, by_department=of_department)
    marks = marks.assign(category=categories.of(marks["category"], settings))
    codes = pd.Index(sorted(set(marks.loc[marks[list(COUNTS)].any(axis=1), "category"])), dtype="str")
    frame = _summed(marks, "category", codes)
    frame.insert(0, "name", codes)
    found = frame.rename_axis("category").reset_index()
    return found.sort_values(["received", "category"], ascending=[False, True], ignore_index=True)


def _marks(cases: pd.DataFrame, returns: pd.DataFrame, days: int, *, by_department: bool) -> pd.DataFrame:
    """A row a case, whether it is in each of COUNTS; by department also a row each return, which is of who returned the case, as
    is then the case among the dispatched."""
    within = {name: pd.to_numeric(cases[name]).le(days) for name in _MOMENTS}
    holds = {name: cases[name].astype(bool) for name in _FLAGS}
    closed, rating = within["closed"], pd.to_numeric(cases["rating"])
    marks = {
        "received": within["received"],
        "open": holds["open"],
        "overdue": holds["overdue"],
        "untouched": holds["untouched"],
        "contacts_due": within["contact_due"],
        "contacted": within["contact_due"] & holds["contacted"],
        "closings_due": within["due"],
        "on_time": within["due"] & holds["on_time"],
        "dispatched": within["dispatched"],
        "returned": within["dispatched"] & holds["returned"] & (not by_department),
        "closed": closed,
        "reworked": closed & holds["reworked"],
        "judged": closed & cases["result"].isin(standing.JUDGED),
        "solved": closed & cases["result"].eq("solved"),
        "ratings": closed & rating.between(1, 5),
        "satisfied": closed & rating.between(4, 5),
        "working_days": pd.to_numeric(cases["working_days"]).where(closed),
    }
    found = pd.DataFrame({**{name: cases[name] for name in _WHOSE}, **marks})
    if not by_department:
        return found
    back = pd.to_numeric(returns["dispatched"]).le(days)
    brought = back & returns["holder"].ne(returns["department"])
    none = dict.fromkeys(COUNTS, False)
    added = returns[list(_WHOSE)].assign(**none | {"returned": back, "dispatched": brought})
    return pd.concat([found, added], ignore_index=True)


def _summed(marks: pd.DataFrame, column: str, codes: pd.Index) -> pd.DataFrame:
    """Figures' fields of each of the codes."""
    groups = marks.groupby(column)
    counts = groups[list(COUNTS)].sum().reindex(codes, fill_value=0).astype(int)
    satisfied = counts["satisfied"].astype("Int64").mask(counts["ratings"] < LEAST_RATINGS)
    return counts.assign(satisfied=satisfied, median_days=groups["working_days"].median().reindex(codes))
