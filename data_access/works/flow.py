"""How works move through their stages: who came and went each week, how long they stay, which are stuck."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from data_access.clock import DAY
from data_access.platform import EXITS, STAGES
from data_access.works.stages import ACTORS, ORDER, entered

WEEKS = 10
"""So many weeks of comings and goings are shown."""
LEAST = 4
"""With fewer works that stayed in a stage and left it, nothing says how long is too long."""
QUARTILE = 0.75


def spans(projects: pd.DataFrame) -> pd.DataFrame:
    """Every stay of a work in a stage: project, stage, entered_on, left_on (missing: still there).

    `projects`: consultation.projects. A work is in the stage that consultation.as_of shows: a stage entered after a
    later one is no stay; a suspension is one of its own, ended by the next stage; nothing follows a cancellation.
    """
    rows = [
        (row["project"], *stay) for row in projects.to_dict("records") for stay in _stays(entered(row, ORDER))
    ]
    return pd.DataFrame(rows, columns=["project", "stage", "entered_on", "left_on"], dtype="object")


def _stays(entered: dict[str, date]) -> Iterator[tuple[str, date, date | None]]:
    moves: list[tuple[str, date]] = []
    furthest = None
    for day, place in sorted((day, ORDER.index(name)) for name, day in entered.items()):
        name = ORDER[place]
        if name in EXITS:
            moves.append((name, day))
        elif furthest is None or place > furthest:
            furthest = place
            moves.append((name, day))
        elif moves[-1][0] == "suspended":  # an earlier stage entered late ends the suspension all the same
            moves.append((STAGES[furthest], day))
        if name == "cancelled":
            break
    for (name, day), left in zip(moves, [*(later for _, later in moves[1:]), None], strict=False):
        yield name, day, left


def stays(spans: pd.DataFrame) -> pd.DataFrame:
    """One row a stage, in order: stage, left (works that have left it), median and quartile (the days that half and
    three quarters of them stayed at most, by linear interpolation).

    The quartile is of those that stayed a day or more, for a stage that was passed through on a day took no time; missing
    with fewer than LEAST of them.
    """
    gone = spans[spans["left_on"].notna()]
    days = pd.Series(
        [(row.left_on - row.entered_on).days for row in gone.itertuples()], gone.index, dtype="float"
    )
    by_stage = days.groupby(gone["stage"])
    left = by_stage.size().reindex(ORDER, fill_value=0)
    lasting = days[days > 0].groupby(gone["stage"])
    quartile = lasting.quantile(QUARTILE).where(lasting.size() >= LEAST).reindex(ORDER)
    return pd.DataFrame(
        {
            "stage": ORDER,
            "left": left.to_numpy(),
            "median": by_stage.median().reindex(ORDER).to_numpy(),
            "quartile": quartile.to_numpy(),
        }
    )


def stuck(works: pd.DataFrame, stays: pd.DataFrame) -> pd.DataFrame:
    """The works with limit (days in their stage above which a work is stuck), stuck, and actor (who has to act for
    the work to leave its stage; missing when it is done with). `works`: consultation.as_of."""
    limits = works["stage"].map(stays.set_index("stage")["quartile"]).astype("float")
    over = works["days_in_stage"].astype("float") > limits
    actors = works["stage"].map(ACTORS).astype("object")
    return works.assign(limit=limits, stuck=over, actor=actors.where(actors.notna(), None))


def weekly(spans: pd.DataFrame, on: date) -> pd.DataFrame:
    """One row a stage and week, the last WEEKS weeks up to the one of the day: stage, week (its Monday), entered, left."""
    last = monday(on)
    weeks = [last - 7 * n * DAY for n in reversed(range(WEEKS))]
    counted = {
        label: spans[column].dropna().map(monday).groupby(spans["stage"]).value_counts()
        for label, column in (("entered", "entered_on"), ("left", "left_on"))
    }
    rows = [
        (stage, week, *(int(counted[label].get((stage, week), 0)) for label in counted))
        for stage in ORDER
        for week in weeks
    ]
    return pd.DataFrame(rows, columns=["stage", "week", *counted])


def monday(day: date) -> date:
    """The first day of a day's week."""
    return day - day.weekday() * DAY
