"""Small platforms written by hand, and how to refresh and compare stores."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, create_engine, insert, select

from data_access import platform, refresh, store
from data_access.database import store_engine
from data_access.settings import Settings

DAY = datetime(2017, 6, 1, 9)
NOW = datetime(2017, 7, 17)


def refreshed(platform_url: str, store_url: str, kind: str = "incremental", now: datetime = NOW, **settings):
    """Runs a refresh of the platform into the store at a given moment."""
    return refresh.run(platform_url, store_url, Settings(**settings), kind=kind, now=now)


def contents(store_url: str) -> dict[str, list[tuple]]:
    """All rows of a store but its run log, watermark and version, sorted."""
    engine = store_engine(store_url)
    with engine.connect() as connection:
        found = {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in store.tables.sorted_tables
            if table not in (store.run, store.watermark, store.state)
        }
        found["days"] = list(
            map(tuple, connection.execute(select(store.state.c.first_day, store.state.c.last_day)))
        )
    engine.dispose()
    return found


def rebuilt(platform_url: str, folder: Path, now: datetime = NOW, **settings) -> dict[str, list[tuple]]:
    """What a store made afresh from the platform holds."""
    file = folder / "rebuilt.db"
    file.unlink(missing_ok=True)
    refreshed(platform_url, f"sqlite:///{file}", "full", now, **settings)
    return contents(f"sqlite:///{file}")


def differences(one: dict[str, list[tuple]], other: dict[str, list[tuple]]) -> dict[str, list[tuple]]:
    """By table, the rows that only one of the two has."""
    return {
        name: sorted(set(one[name]) ^ set(other[name]), key=repr)
        for name in one
        if set(one[name]) != set(other[name])
    }


def made(url: str, **rows: list[dict]) -> str:
    """Makes a platform of the contract's tables with these rows, on top of one committee `c1` (`n1`, `b1`
    with 100 households) and a second, `c2`; returns its URL."""
    engine = create_engine(url)
    platform.contract.create_all(engine)
    with engine.begin() as connection:
        for code in ("c1", "c2"):
            number = code[1:]
            add(connection, "committee", code=code, name=f"第{number}居委会", kind="residents")
            add(connection, "neighbourhood", code=f"n{number}", committee_code=code, name=f"{number}村")
            add(connection, "building", code=f"b{number}", neighbourhood_code=f"n{number}", name="1号楼")
            add(connection, "household_base", area_code=f"b{number}", occupied_households=100)
        for table, given in rows.items():
            for row in given:
                add(connection, table, **row)
    engine.dispose()
    return url


def copied(file: Path, url: str) -> str:
    """Makes a platform with all rows of a SQLite file in an empty database; returns its URL."""
    source, target = create_engine(f"sqlite:///{file}"), create_engine(url)
    platform.contract.create_all(target)
    with source.connect() as reading, target.begin() as writing:
        for table in platform.contract.sorted_tables:
            rows = [dict(row) for row in reading.execute(select(table)).mappings()]
            for begin in range(0, len(rows), 5000):
                writing.execute(insert(table), rows[begin : begin + 5000])
    source.dispose()
    target.dispose()
    return url


def add(connection: Connection, table: str, **values) -> None:
    """Adds one row, what is not given being plain and valid."""
    target = platform.contract.tables[table]
    plain = {
        "valid_from": date(2017, 1, 1),
        "updated_at": DAY,
        "is_party_member": False,
        "is_excluded": False,
        "is_positive": False,
        "author_role": "resident",
        "title": "标题",
        "summary": "说明",
        "programme": "ten_small",
        "roster_members": 10,
    }
    given = {name: value for name, value in plain.items() if name in target.columns} | values
    connection.execute(insert(target).values(**given))


def member(number: int, verified: datetime | None = DAY, **values) -> dict:
    """A membership of resident `r<number>`, household `h<number>`, in building b1 of c1, applied and
    verified at once unless given otherwise."""
    row = {
        "id": f"m{number}",
        "resident_id": f"r{number}",
        "household_id": f"h{number}",
        "committee_code": "c1",
        "building_code": "b1",
        "applied_at": verified or DAY,
        "verified_at": verified,
        "updated_at": verified or DAY,
    }
    return row | values


def stock(store_url: str, day: date, area: str) -> dict:
    """The stored registration row of an area on a day, empty where there is none."""
    engine = store_engine(store_url)
    table = store.registration_day
    with engine.connect() as connection:
        row = (
            connection.execute(select(table).where(table.c.day == day, table.c.area_code == area))
            .mappings()
            .first()
        )
    engine.dispose()
    return dict(row) if row else {}
