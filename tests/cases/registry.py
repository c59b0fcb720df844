"""A store with cases that a reader can count on fingers, and what is made of them."""

from datetime import date, datetime
from itertools import count

import pandas as pd
from sqlalchemy import Engine, Select, insert, update

from data_access import store
from data_access.database import read, snapshot, store_engine
from data_access.made import Made, worked_out
from data_access.refresh import deadlines
from data_access.settings import Settings

ON = date(2017, 7, 16)
"""A Sunday."""
CHANGED = datetime(2017, 7, 16, 20)


def at(day: int, hour: int = 10, month: int = 7) -> datetime:
    """An hour of a day of July 2017, or of another month of that year."""
    return datetime(2017, month, day, hour)


class Registry:
    """Cases of two committees and two departments."""

    def __init__(self, url: str, settings: Settings | None = None):
        self.settings, self._numbers = settings or Settings(), count(1)
        self.engine: Engine = store_engine(url, create=True)
        with self.engine.begin() as connection:
            store.tables.create_all(connection)
            for code, name in (("C1", "一村"), ("C2", "二村")):
                row = {"code": code, "name": name, "kind": "residents", "valid_from": date(2017, 1, 1)}
                connection.execute(insert(store.committee), row | {"updated_at": CHANGED})
            for code, name in (("D1", "城管中队"), ("D2", "房管办")):
                row = {"code": code, "name": name, "block": "机关", "valid_from": date(2017, 1, 1)}
                connection.execute(insert(store.department), row | {"updated_at": CHANGED})

    def add(self, received_at: datetime, kind: str = "help", events: tuple = (), **columns: object) -> str:
        """A case, with events as (kind, at) or (kind, at, department); returns its id."""
        code = str(columns.pop("id", None) or f"A{next(self._numbers)}")
        row = {
            "id": code, "committee_code": "C1", "category": "停车", "kind": kind, "title": f"{code} 停车难",
            "source": "platform", "level": "town", "department_code": "D1", "is_sensitive": False,
            "received_at": received_at, "updated_at": CHANGED,
        }  # fmt: skip
        with self.engine.begin() as connection:
            connection.execute(insert(store.case_file), row | columns)
            for number, (what, moment, *whose) in enumerate(events):
                event = {"id": f"{code}-{number}", "case_id": code, "kind": what, "at": moment}
                department = whose[0] if whose else None
                connection.execute(
                    insert(store.case_event), event | {"department_code": department, "updated_at": CHANGED}
                )
            deadlines.count(connection, self.settings)
        return code

    def close_committee(self, code: str, on: date) -> None:
        """Ends a committee."""
        own = store.committee.c.code == code
        with self.engine.begin() as connection:
            connection.execute(update(store.committee).where(own).values(valid_to=on))

    def read(self, query: Made | Select):
        """What a query gives, or what is made of some."""
        with snapshot(self.engine) as connection:
            return worked_out(query, lambda select: read(connection, select))


def of(rows: pd.DataFrame, code: str, column: str) -> pd.Series:
    """The row of a code."""
    return rows.set_index(column).loc[code]
