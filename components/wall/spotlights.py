"""What the screen's spotlights fall on, one after the other, and why: the committees of whom there is something to say
first, and the works behind plan."""

from collections.abc import Iterable, Mapping

import pandas as pd

from components.words import numerals
from components.words.place_names import short
from data_access.settings import settings
from data_access.wording import text

RISERS = 3


def of_town(
    parameters: Mapping[str, str], standings: pd.DataFrame, late: pd.DataFrame, works: pd.DataFrame
) -> dict:
    """By scene the codes that its spotlight falls on and why it does, by code; and the committees' short names, by code.

    `parameters`: the address's: a committee that it names holds both spotlights, a work its own. `standings`:
    progress.standings; `late`: consultation.behind of `works`, which are consultation.as_of.
    """
    names = dict(zip(standings["committee"], standings["name"].map(short), strict=True))
    whys = {"committee": _of_committees(standings, late), "project": _of_works(late)}
    committees = [*whys["committee"], *(code for code in names if code not in whys["committee"])]
    held = parameters.get("committee")
    if held in names:
        committees = [held]
        late, works = (frame[frame["committee"] == held] for frame in (late, works))
        late = late if len(late) else works
    projects = list(late["project"])
    if parameters.get("project") in set(works["project"]):
        projects = [parameters["project"]]
    return {"spots": {"committee": committees, "project": projects}, "whys": whys, "names": names}


def _of_committees(standings: pd.DataFrame, late: pd.DataFrame) -> dict[str, str]:
    """Why a spotlight falls on a committee before the others, by code, in that order."""
    whys = dict(_risers(standings))
    for code in standings[standings["stalled"]].sort_values("committee")["committee"]:
        whys.setdefault(code, text("standing.stalled_own"))
    for row in late[_days(late) == _days(late).max()][:1].itertuples():
        whys.setdefault(row.committee, text("screen.why_latest_of", count=numerals.count(row.days_late)))
    return whys


def _risers(standings: pd.DataFrame) -> Iterable[tuple[str, str]]:
    if settings().rankings != "full":
        return
    risen = standings[(standings["improvement_own"] > 0) & (standings["improvement_place"] <= RISERS)]
    for row in risen.sort_values(["improvement_place", "committee"]).itertuples():
        key = "screen.why_first" if row.improvement_place == 1 else "screen.why_risen"
        yield row.committee, text(key, place=row.improvement_place)


def _of_works(late: pd.DataFrame) -> dict[str, str]:
    """Why a spotlight falls on a work, by code."""
    return {row.project: _late(row, _days(late).max()) for row in late.itertuples()}


def _days(late: pd.DataFrame) -> pd.Series:
    return pd.to_numeric(late["days_late"])


def _late(row, latest) -> str:
    if row.suspended:
        return text("screen.why_suspended")
    key = "screen.why_latest" if row.days_late == latest else "screen.why_late"
    return text(key, count=numerals.count(row.days_late))
