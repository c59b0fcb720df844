"""A store with what nobody should write and numbers that nobody may see, for all tests of text as text and of what is sent."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from data_access import store
from data_access.database import only_writer, store_engine
from tests.registration.planted_areas import plant

TEXT = (
    "<script>window.hacked=1</script><img src=x onerror=window.hacked=1><b>粗</b> **重** $\\frac{1}{2}$ $$y$$ :red[红] "
    "[链接](javascript:alert(1)) &lt;i&gt; `码` {{7*7}}"
)
WORK = "p0000101"
"""The work whose title, kind and programme are nasty."""
COVERED = "310113101005"
"""The committee with a building `X-1` of 3 households, and `X-2` of 61283 that hides it."""


def written(file: Path, project: str) -> None:
    """Puts nasty text into the store: a work's own words, and all that is told of the work `project`."""
    with closing(sqlite3.connect(file)) as connection, connection:
        run = connection.execute
        run(
            "update project set title = ?, kind = '<i>x</i>', programme = '<i>y</i>' where id = ?",
            (TEXT, WORK),
        )
        for column in ("body", "reason"):
            run(
                f"update opinion set {column} = ? where project_id = ? and clause_key is not null",
                (TEXT, project),
            )
        run("update project set title = ? where id = ?", (TEXT, project))
        run("update plan_revision set summary = ? where project_id = ?", (TEXT, project))
        run("update project_stage set note = ? where project_id = ?", (TEXT, project))


def covered(file: Path) -> None:
    """Plants the buildings of `COVERED`, whose committee's total is theirs too."""
    url = f"sqlite:///{file}"
    doors = {"1": (3, 77777), "2": (61283, 88888), "3": (50111, 99999)}
    plant(url, {"X": doors}, committee=COVERED, day=date(2017, 5, 2))
    engine, day = store_engine(url), store.registration_day
    more = day.c.households + sum(bound for bound, _ in doors.values())
    with only_writer(engine) as connection:
        connection.execute(
            day.update().where(day.c.area_code == COVERED).values(households=more, occupied_households=900000)
        )
    engine.dispose()
