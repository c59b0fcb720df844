"""Neighbourhoods and buildings put into a store by hand."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import insert

from data_access import store
from data_access.database import only_writer, store_engine
from tests.hand import CODES, ON

C1 = CODES["C1"]


def plant(
    url: str,
    parts: Mapping[str, Mapping[str, tuple[int, int | None]]],
    nowhere: int = 0,
    committee: str = C1,
    day=date(2017, 7, 1),
):
    """Adds to a committee neighbourhoods with buildings of (bound, base); their sums are the neighbourhoods'."""
    moment = datetime(2017, 7, 1)
    steps: list[tuple[str, int, int | None]] = [(store.NOWHERE, nowhere, None)] if nowhere else []
    engine = store_engine(url)
    with only_writer(engine) as connection:
        for part, doors in parts.items():
            common = {"valid_from": date(2017, 1, 1), "updated_at": moment}
            place = {"committee_code": committee, "name": f"{part}村"}
            connection.execute(insert(store.neighbourhood).values(code=part, **place, **common))
            bases = [base for _, base in doors.values() if base is not None]
            whole = sum(bases) if len(bases) == len(doors) else None
            steps.append((part, sum(bound for bound, _ in doors.values()), whole))
            for door, (bound, base) in doors.items():
                code = f"{part}-{door}"
                house = {"code": code, "neighbourhood_code": part, "name": f"{door}号楼"}
                connection.execute(insert(store.building).values(**house, **common))
                steps.append((code, bound, base))
        for area, bound, base in steps:
            row = {
                "committee_code": committee,
                "area_code": area,
                "day": day,
                "registered": bound,
                "households": bound,
                "occupied_households": base,
            }
            connection.execute(insert(store.area_step).values(row))
    engine.dispose()
    return url


__all__ = ["C1", "ON", "plant"]
