"""Towns that keep little: forty residents in four committees, verified over twenty days, and not a row besides."""

from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine

from data_access import platform
from tests.refresh.town import add, refreshed

ON = date(2017, 7, 16)
DAYS, MEMBERS = 20, 40
CODES = tuple(f"31011310100{number}" for number in range(1, 5))


def town(folder: Path, *, households: bool, bases: bool) -> str:
    """The address of the store of such a town: two residents verified a day, in the committees by turns; whether they name
    their `households`, and whether the committees have `bases` (100 each)."""
    url = f"sqlite:///{folder / 'platform.db'}"
    engine = create_engine(url)
    platform.contract.create_all(engine)
    with engine.begin() as connection:
        for number, code in enumerate(CODES, 1):
            add(connection, "committee", code=code, name=f"第{number}居委会", kind="residents")
            if bases:
                add(connection, "household_base", area_code=code, occupied_households=100)
        for number in range(MEMBERS):
            at = datetime(2017, 7, 16, 9) - timedelta(days=DAYS - 1 - number // 2)
            add(
                connection,
                "membership",
                id=f"m{number}",
                resident_id=f"r{number}",
                household_id=f"h{number}" if households else None,
                committee_code=CODES[number % 4],
                applied_at=at,
                verified_at=at,
                updated_at=at,
            )
    engine.dispose()
    store = f"sqlite:///{folder / 'store.db'}"
    refreshed(url, store, "full")
    return store
