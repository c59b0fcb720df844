"""A store of shape 4 as its code left it, and what that code, which knows of no store beside its own, does on finding one."""

from pathlib import Path

from sqlalchemy import create_engine, inspect, text

STATE = {"id", "shape", "version", "first_day", "last_day", "demonstration"}


def store_of_shape_4(url: str) -> str:
    """Makes a store of shape 4 at the address: 12 registered on 14 July in c1, two targets, one run."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in (Path(__file__).parent / "shape4.sql").read_text("utf-8").split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
    engine.dispose()
    return url


def rows_at(url: str, schema: str | None = None) -> dict[str, list]:
    """All rows of all tables at the address itself, as who knows nothing of shapes reads them."""
    engine = create_engine(url)
    with engine.connect() as connection:
        place = f'"{schema}".' if schema else ""
        found = {
            name: sorted(map(tuple, connection.execute(text(f'select * from {place}"{name}"'))), key=repr)
            for name in inspect(connection).get_table_names(schema=schema)
        }
    engine.dispose()
    return found


def does_on_refresh(url: str) -> str:
    """What a refresh of the code of shape 4 does first: makes tables, drops them, goes on or leaves them alone."""
    engine = create_engine(url)
    with engine.connect() as connection:
        present = set(inspect(connection).get_table_names())
        ours = (
            "state" in present and {one["name"] for one in inspect(connection).get_columns("state")} >= STATE
        )
        shape = connection.scalar(text("select state.shape from state")) if ours else None
    engine.dispose()
    if present and not ours:
        return "leaves it alone"
    if not present:
        return "makes tables"
    return "goes on" if shape in (None, 4) else "drops them"
