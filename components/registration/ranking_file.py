"""The ranking as it is taken away: headed as on screen, real numbers, the sums in the last row."""

from collections.abc import Collection

import pandas as pd

from components.scope import Scope
from data_access import metrics
from data_access.metrics import Parts
from data_access.registration.progress import Sums as OfCommittees
from data_access.settings import settings
from data_access.wording import term, text

_CHANGES = ("improvement", "improvement_own", "improvement_base", "improvement_scope")
WAITING = ("registered", "waiting", "waiting_long", "opinions", "oldest")
_WHOLE = {
    "place",
    "quarter",
    "moved",
    "households",
    "occupied_households",
    "net_new_households",
    "needed",
    *WAITING,
}


class Sums(OfCommittees):
    """The last row: what became of the town, how many households its target still asks for, its persons, and what waits."""

    needed: int | None
    registered: int
    waiting: int
    waiting_long: int
    opinions: int
    oldest: int | None


def sums(changes: OfCommittees, town: pd.DataFrame, way, calls: pd.DataFrame) -> Sums:
    """The last row. `changes`: progress.sums; `town`: registration.town of the day; `way`: the town's standing.ToTarget, None
    where it has no target; `calls`: waiting.by_committee."""
    oldest = calls["oldest"].max()
    return {
        **changes,
        "needed": way.needed if way else None,
        "registered": int(town["registered"].sum()),
        "waiting": int(town["waiting"].sum()),
        "waiting_long": int(town["waiting_long"].sum()),
        "opinions": int(calls["opinions"].sum()),
        "oldest": None if pd.isna(oldest) else int(oldest),
    }


def frame(rows: pd.DataFrame, sums: Sums, seen: Scope, unkept: Collection[str] = ()) -> pd.DataFrame:
    """The table as it is downloaded: headed as on screen, the sums in the last row. `rows`: ranking_table.arranged;
    `unkept`: the columns for which the town has no data or which the reader may not see.

    A change of coverage stands whole and in its parts; the last of them, of the town alone, is what committees that came
    into the count or left it gave.
    """
    if not metrics.COVERAGE.kept(rows):
        return _of_persons(rows, unkept)
    total = metrics.COVERAGE.of_all(rows)
    bound = None if total.value is None else total.part
    whole = {"households": bound, "occupied_households": total.whole or None, "value": total.value}
    foot: dict[str, object] = {"committee": text("common.whole_town"), **whole, **sums}
    foot |= _town(sums["improvement"])
    columns = {
        "place": rows["place"],
        "quarter": rows["quarter"],
        "moved": rows["moved"],
        "committee": rows["name"],
        "code": rows["committee"],
        **{key: rows[key] for key in ("households", "occupied_households", "value", "improvement")},
        **{key: rows[key] for key in ("improvement_own", "improvement_base")},
        "improvement_scope": [None] * len(rows),
        **{key: rows[key] for key in ("net_new_households", "needed", "goal", "due")},
        **{key: rows[key] for key in ("pace", "earliest", "latest", *WAITING)},
        "reason": [None if reason is None else text(f"reason.{reason}") for reason in _reasons(rows)],
    }
    hidden = {
        "full": ("quarter",),
        "bands": ("place", "moved"),
        "off": ("place", "quarter", "moved", "reason"),
    }
    left = {
        *hidden[settings().rankings],
        *unkept,
        *([] if foot["improvement_scope"] else ["improvement_scope"]),
    }
    kept = {key: column for key, column in columns.items() if key not in left}
    written = {key: [*column, foot.get(key)] for key, column in kept.items()}
    for key in _WHOLE & kept.keys():
        written[key] = [None if pd.isna(value) else int(value) for value in written[key]]
    table = pd.DataFrame(written, dtype="object")
    return table.rename(columns={key: heading(key, seen) for key in kept})


def kinds(seen: Scope) -> dict[str, str]:
    """How the downloaded columns of shares are written."""
    shares = {"value": "rate", "goal": "rate", "pace": "number"} | dict.fromkeys(_CHANGES, "points")
    return {heading(key, seen): kind for key, kind in shares.items()}


def _of_persons(rows: pd.DataFrame, unkept: Collection[str]) -> pd.DataFrame:
    columns = {"committee": rows["name"], "code": rows["committee"], **{key: rows[key] for key in WAITING}}
    columns = {key: column for key, column in columns.items() if key not in unkept}
    return pd.DataFrame({term("registration", key): list(column) for key, column in columns.items()})


def _town(parts: Parts | None) -> dict[str, float | None]:
    if parts is None:
        return dict.fromkeys(_CHANGES)
    values = parts.whole, parts.own, parts.base, parts.scope
    return {key: None if value is None else float(value) for key, value in zip(_CHANGES, values, strict=True)}


def _reasons(rows: pd.DataFrame) -> list[str | None]:
    return [reason if isinstance(reason, str) else None for reason in rows["reason"]]


def heading(key: str, seen: Scope) -> str:
    """What stands over a column, with the day that the reader compares with."""
    if seen.compare and key in ("moved", "improvement", "improvement_own", "net_new_households"):
        return text(f"registration.{key}_since", day=seen.compare)
    if key in ("improvement", "pace", *_CHANGES):
        return text(f"registration.{key}_column")
    return term("registration", key)
