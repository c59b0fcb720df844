"""A store with four committees that a reader can count on fingers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
from sqlalchemy import insert

from data_access import store, waiting
from data_access.database import only_writer, store_engine
from data_access.refresh import answers, registration
from data_access.refresh.stocks import Period
from data_access.vocabulary import Topic
from data_access.waiting import calls

ON = date(2017, 7, 16)
CODES = {name: f"31011310100{number}" for number, name in enumerate(("C1", "C2", "C3", "C4"), 1)}
BASES = {"C1": 1000, "C2": 500, "C3": 20, "C4": None}
NOW = {"C1": 600, "C2": 400, "C3": 18, "C4": 35}
WEEK_AGO = {"C1": 580, "C2": 400, "C3": 10, "C4": 35}


def made(
    file: Path,
    now: Mapping[str, int] = NOW,
    before: Mapping[str, int] = WEEK_AGO,
    bases: Mapping[str, int | None] = BASES,
    bases_before: Mapping[str, int | None] | None = None,
) -> str:
    """The address of a new store: each committee's bound households `before` until 8 days ago and `now` since, on
    the bases of those days; a committee that is not in `before` or `now` is not there then."""
    url = f"sqlite:///{file}"
    engine = store_engine(url, create=True)
    codes = {
        name: CODES.get(name, f"3101131011{number:02}") for number, name in enumerate({**before, **now}, 10)
    }
    with only_writer(engine) as connection:
        store.tables.create_all(connection)
        moment = datetime(2017, 7, 17, 1)
        connection.execute(
            insert(store.state).values(
                id=1,
                shape=store.SHAPE,
                version=1,
                first_day=ON - timedelta(days=20),
                last_day=ON,
                demonstration=False,
            )
        )
        connection.execute(
            insert(store.run).values(
                id=1, kind="full", started_at=moment, finished_at=moment, outcome="complete"
            )
        )
        for name, code in codes.items():
            connection.execute(
                insert(store.committee).values(
                    code=code, name=name, kind="residents", valid_from=date(2017, 1, 1), updated_at=moment
                )
            )
        for back in range(21):
            bound, base = (now, bases) if back < 7 else (before, bases_before or bases)
            rows = [
                _row(ON - timedelta(days=back), codes[name], count, base[name])
                for name, count in bound.items()
            ]
            whole = _row(ON - timedelta(days=back), store.TOWN, sum(bound.values()), None)
            connection.execute(insert(store.registration_day), [*rows, whole])
        registration.pack_days(connection, ON - timedelta(days=20), ON)
    engine.dispose()
    return url


def count_answers(url: str, topics: Sequence[Topic] = (), days: int = 10) -> None:
    """Counts in the store how soon its concerns are answered at the ends of the last days."""
    engine = store_engine(url)
    with only_writer(engine) as connection:
        first = ON - timedelta(days=days)
        answers.count_days(connection, topics, Period(first, ON, first))
    engine.dispose()


def idle(standings: pd.DataFrame) -> pd.DataFrame:
    """waiting.by_committee of a town without works. `standings`: progress.standings."""
    none = pd.DataFrame(columns=["committee", "name", "light", "days"])
    return calls.by_committee(standings, none, none, waiting.NO_POSTS)


def _row(day: date, area: str, bound: int, base: int | None) -> dict:
    counts = dict.fromkeys(("party_registered", "waiting", "waiting_long"), 0)
    return counts | {
        "day": day,
        "area_code": area,
        "registered": bound,
        "households": bound,
        "occupied_households": base,
    }
