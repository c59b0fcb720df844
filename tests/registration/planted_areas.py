"""Neighbourhoods and buildings put into a store by hand."""

from datetime import date, datetime

from sqlalchemy import insert

from data_access import store
from data_access.database import only_writer, store_engine
from tests.hand import CODES, ON

C1 = CODES["C1"]


def plant(
    url: str,
    parts: dict[str, dict[str, tuple[int, int]]],
    nowhere: int = 0,
    committee: str = C1,
    day=date(2017, 7, 1),
):
    """Adds to a committee neighbourhoods with buildings of (bound, base); their sums are the neighbourhoods'."""
    moment = datetime(2017, 7, 1)
    steps = [(store.NOWHERE, nowhere, None)] if nowhere else []
    engine = store_engine(url)
    with only_writer(engine) as connection:
        for part, doors in parts.items():
            common = {"valid_from": date(2017, 1, 1), "updated_at": moment}
            place = {"committee_code": committee, "name": f"{part}村"}
            connection.execute(insert(store.neighbourhood).values(code=part, **place, **common))
            bases = [base for _, base in doors.values()]
            steps.append(
                (part, sum(bound for bound, _ in doors.values()), None if None in bases else sum(bases))
            )
            for door, (bound, base) in doors.items():
                row = {"code": f"{part}-{door}", "neighbourhood_code": part, "name": f"{door}号楼"}
                connection.execute(insert(store.building).values(**row, **common))
                steps.append((row["code"], bound, base))
        for area, bound, base in steps:
            row = {
                "committee_code": committee,
                "area_code": area,
                "day": day,
                "registered": bound,
                "households": bound,
            }
            connection.execute(insert(store.area_step).values(occupied_households=base, **row))
    engine.dispose()
    return url


__all__ = ["C1", "ON", "plant"]
