"""The ranking as it is taken away: headed as on screen, real numbers, the sums in the last row."""

import pandas as pd

from components.scope import Scope
from data_access import metrics
from data_access.settings import settings
from data_access.wording import text

_WHOLE = {"place", "quarter", "moved", "households", "occupied_households", "net_new_households", "needed"}


def frame(rows: pd.DataFrame, sums: dict[str, float | None], seen: Scope) -> pd.DataFrame:
    """The table as it is downloaded: headed as on screen, the sums in the last row. `rows`: ranking_table.arranged."""
    total = metrics.COVERAGE.of_all(rows)
    whole = {"households": total.part, "occupied_households": total.whole or None, "value": total.value}
    foot = {"committee": text("registration.total")} | whole | sums
    columns = {
        "place": rows["place"],
        "quarter": rows["quarter"],
        "moved": rows["moved"],
        "committee": rows["name"],
        "code": rows["committee"],
        **{key: rows[key] for key in ("households", "occupied_households", "value", "improvement")},
        **{key: rows[key] for key in ("net_new_households", "needed", "goal", "due")},
        **{key: rows[key] for key in ("pace", "earliest", "latest")},
        "reason": [None if reason is None else text(f"reason.{reason}") for reason in _reasons(rows)],
    }
    hidden = {
        "full": ("quarter",),
        "bands": ("place", "moved"),
        "off": ("place", "quarter", "moved", "reason"),
    }
    kept = {key: column for key, column in columns.items() if key not in hidden[settings().rankings]}
    written = {key: [*column, foot.get(key)] for key, column in kept.items()}
    for key in _WHOLE & kept.keys():
        written[key] = [None if pd.isna(value) else int(value) for value in written[key]]
    table = pd.DataFrame(written, dtype="object")
    return table.rename(columns={key: heading(key, seen) for key in kept})


def kinds(seen: Scope) -> dict[str, str]:
    """How the downloaded columns of shares are written."""
    shares = {"value": "rate", "goal": "rate", "improvement": "points"}
    return {heading(key, seen): kind for key, kind in shares.items()}


def _reasons(rows: pd.DataFrame) -> list[str | None]:
    return [reason if isinstance(reason, str) else None for reason in rows["reason"]]


def heading(key: str, seen: Scope) -> str:
    """What stands over a column, with the day that the reader compares with."""
    if seen.compare and key in ("moved", "improvement", "net_new_households"):
        return text(f"registration.{key}_since", day=seen.compare)
    if key in ("improvement", "pace"):
        return text(f"registration.{key}_column")
    return text(f"registration.{key}")
