"""Whether an audit's chain holds, gone through row by row."""

from sqlalchemy import Engine, select

from data_access.database import snapshot
from data_access.records import audit
from data_access.records.chain import BEGINNING, Row


def breaks(engine: Engine, key: bytes) -> list[int]:
    """The numbers of the rows that do not follow the one before them."""
    with snapshot(engine) as connection:
        rows = connection.execute(select(audit).order_by(audit.c.number)).mappings().all()
    found, before = [], (0, BEGINNING)
    for row in rows:
        values = {name: value for name, value in row.items() if name != "hash"}
        number, hash_before = before
        if row["number"] != number + 1 or Row(**values).hash(hash_before, key) != row["hash"]:
            found.append(row["number"])
        before = row["number"], row["hash"]
    return found
