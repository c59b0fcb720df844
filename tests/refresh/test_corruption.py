"""Whatever value a column of the contract holds, a run ends well, and every figure is right or marked."""

import random
import shutil
import sqlite3
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import Date, DateTime, create_engine, select, text

from components import menu
from data_access import store as tables
from data_access.database import store_engine
from data_access.platform import contract
from tests import page
from tests.conftest import copy_of
from tests.recount.compare import described, differences
from tests.refresh import livelier
from tests.refresh.corrupted import KINDS, cells, town, values, write
from tests.refresh.corrupted_rows import START
from tests.refresh.town import contents, refreshed
from tests.refresh.town import differences as between
from tests.refresh.unmarked import may_be

pytestmark = pytest.mark.slow

SHORT = date(2017, 6, 27)
"""Figures of twenty days are enough to see each row in."""


def stored(platform: str, folder, name: str = "store.db", **settings) -> str:
    """The URL of a store refreshed in full from a platform."""
    url = f"sqlite:///{folder / name}"
    refreshed(platform, url, "full", **({"first_day": SHORT} | settings))
    return url


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """A SQLite town that holds every kind of value in every column, a row each: its cells, rows and folder."""
    folder, given = tmp_path_factory.mktemp("corruption"), list(cells("sqlite"))
    rows = town(given)
    stored(write(f"sqlite:///{folder / 'platform.db'}", rows), folder)
    return given, rows, folder


def test_every_column_is_there_with_every_kind_of_value(held):
    given = held[0]
    assert len({(cell.table, cell.column, cell.kind) for cell in given}) == len(given)
    assert len(given) % len(KINDS) == 0
    assert len(given) > 1500


def test_every_figure_is_what_the_rows_say(held):
    folder = held[2]
    assert not described(differences(folder / "platform.db", folder / "store.db"))


def test_each_row_is_read_right_or_marked(held):
    given, rows, folder = held
    defects = contents(f"sqlite:///{folder / 'store.db'}")["defect"]
    silent = [cell for cell in given if not may_be(cell, rows) and not marks(cell, defects)]
    assert not silent, "\n".join(map(str, silent))


def marks(cell, defects: list[tuple]) -> list[tuple]:
    """The defects that may be a cell's: of its table, at its key or of a day of its own or none."""
    return [
        row
        for row in defects
        if row[1] == cell.table
        and (row[3] == cell.day or cell.key in row[2] or dateless(cell) and row[3].year in (1900, 1901, 2099))
    ]


def dateless(cell) -> bool:
    """Whether the row itself may tell no day of its own."""
    columns = contract.tables[cell.table].columns
    return "updated_at" not in columns or isinstance(columns[cell.column].type, (Date, DateTime))


def touch(url: str) -> None:
    """Ends a plain membership of the town, yesterday."""
    engine = create_engine(url)
    ended = "set updated_at = '2017-07-16 20:00:00', ended_at = '2017-07-16 20:00:00'"
    with engine.begin() as connection:
        connection.execute(text(f"update raw_membership {ended} where id = '7'"))
    engine.dispose()


def check_later_runs(platform: str, store: str, folder) -> None:
    """An incremental run after a change ends as a full one, a reconcile changes nothing; the log tells of good runs."""
    touch(platform)
    refreshed(platform, store, "incremental", first_day=SHORT)
    after = contents(store)
    stored(platform, folder, "again.db")
    assert not between(after, contents(f"sqlite:///{folder / 'again.db'}"))
    assert refreshed(platform, store, "reconcile", first_day=SHORT).changed_rows == 0
    assert contents(store) == after
    engine = store_engine(store)
    with engine.connect() as connection:
        assert set(connection.scalars(select(tables.run.c.outcome))) == {"complete"}
    engine.dispose()


def test_later_runs_end_as_a_full_one(held, tmp_path):
    for name in ("platform.db", "store.db"):
        copy_of(held[2] / name, tmp_path / name)
    check_later_runs(f"sqlite:///{tmp_path / 'platform.db'}", f"sqlite:///{tmp_path / 'store.db'}", tmp_path)


@pytest.mark.parametrize("engine", ["postgresql", "mariadb"])
def test_a_server_that_holds_what_its_columns_can_counts_as_sqlite(engine, request, tmp_path):
    dialect = "mysql" if engine == "mariadb" else engine
    url = request.getfixturevalue(f"{engine}_url")
    rows = town(cells(dialect))
    store = stored(write(url, rows), tmp_path)
    twin = stored(write(f"sqlite:///{tmp_path / 'twin.db'}", rows), tmp_path, "of_twin.db")
    assert not between(contents(store), contents(twin))
    assert not described(differences(tmp_path / "twin.db", tmp_path / "of_twin.db"))
    check_later_runs(url, store, tmp_path)


def test_a_store_on_postgresql_takes_it_too(held, postgresql_url):
    folder = held[2]
    refreshed(f"sqlite:///{folder / 'platform.db'}", postgresql_url, "full", first_day=SHORT)
    assert not between(contents(postgresql_url), contents(f"sqlite:///{folder / 'store.db'}"))


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.soak) for seed in (1, 2))])
def test_one_row_in_a_hundred_broken_in_every_column(seed, tmp_path):
    rows = livelier_rows(tmp_path, seed)
    broken = break_some(rows, random.Random(seed))
    url = write(f"sqlite:///{tmp_path / 'platform.db'}", rows)
    store = stored(url, tmp_path)
    assert broken > 150
    assert not described(differences(tmp_path / "platform.db", tmp_path / "store.db"))
    check_later_runs(url, store, tmp_path)


def livelier_rows(folder, seed: int) -> dict[str, list[dict]]:
    """The rows of a small livelier town as its platform holds them, the plain works and events beside."""
    rows = town()
    livelier.made(
        f"sqlite:///{folder / 'whole.db'}", seed, members=160, posts=160, interactions=400, visits=150
    )
    with sqlite3.connect(folder / "whole.db") as connection:
        connection.row_factory = sqlite3.Row
        for table in rows:
            found = connection.execute(f"select * from {table}").fetchall()
            member = [one for one in rows[table] if table == "membership" and one["id"] == "7"]
            rows[table] = [dict(one) for one in found] + member or rows[table]
    connection.close()
    return rows


def break_some(rows: dict[str, list[dict]], chance: random.Random) -> int:
    """Breaks one row in a hundred (at least one) in each column, two never to one key; returns how many."""
    broken = 0
    for name, given in rows.items():
        for column in contract.tables[name].columns:
            kept = [one for one in given if one.get("id") != "7"]
            for one in chance.sample(kept, max(1, len(kept) // 100)):
                value = chance.choice(values(column, chance.choice(KINDS), str(one[column.name] or START)))
                others = {str(other[column.name]).strip() for other in given} if column.primary_key else ()
                if str(value).strip() not in others:
                    one[column.name] = value
                    broken += 1
    return broken


def test_every_page_opens(held, page_of):
    given, _, folder = held
    works = [cell.key for cell in given if cell.table == "project" and cell.column != "id"]
    works += [f"w{cell.key}" for cell in given if cell.table in ("plan_revision", "project_stage")]
    asked: list[tuple[str, dict[str, str]]] = [(one.key, {}) for one in menu.PAGES if not one.hidden]
    asked += [("project", {"project": code}) for code in ("w1", *works[::25])]
    for key, parameters in asked:
        app = page_of(key, f"sqlite:///{folder / 'store.db'}", **parameters)
        assert len(page.plain(page.sent(app))) > 100, (key, parameters)


PAGES = {
    "committee": ("overview", "registration", "committee", "works"),
    "neighbourhood": ("works", "committee", "registration"),
    "building": ("committee", "registration", "project"),
    "household_base": ("overview", "registration", "committee"),
    "department": ("party",),
    "party_branch": ("party", "committee"),
    "board": ("party",),
    "visit_target": ("party", "committee"),
    "visit": ("party",),
    "outreach_event": ("registration", "committee"),
    "project": ("works", "project", "consultation", "committee"),
    "membership": ("definitions",),
    "post": ("party",),
    "interaction": ("definitions",),
}
"""The pages that show a table's rows; those of a work are shown on its own and on those of all works."""


@pytest.mark.soak
@pytest.mark.parametrize(
    "table", [table.name for table in contract.sorted_tables if table.name != "demonstration"]
)
def test_each_value_alone(table, tmp_path, page_of):
    plain = set(
        contents(stored(write(f"sqlite:///{tmp_path / 'plain.db'}", town()), tmp_path, "of_plain.db"))[
            "defect"
        ]
    )
    found: Counter[str] = Counter()
    wrong = []
    for number, cell in enumerate(c for c in cells("sqlite", seed=1) if c.table == table):
        folder = tmp_path / str(number)
        folder.mkdir()
        outcome, problem = alone(cell, folder, plain, page_of, number)
        found[outcome] += 1
        if problem:
            wrong.append(f"{cell}: {problem}")
        shutil.rmtree(folder)
    print(f"\n{table}: {sum(found.values())} values, {dict(found)}, {len(wrong)} wrong", flush=True)
    assert not wrong, "\n".join(wrong)


def alone(cell, folder, plain: set[tuple], page_of, number: int) -> tuple[str, str]:
    """What became of a value in a town that is plain but for it (`marked` or `counted`), and what is wrong with that."""
    rows = town([cell])
    url = write(f"sqlite:///{folder / 'platform.db'}", rows)
    store = stored(url, folder)
    new = {row[:2] for row in set(contents(store)["defect"]) - plain if row[1] == cell.table}
    wrong = described(differences(folder / "platform.db", folder / "store.db"))
    if not new and not may_be(cell, rows):
        wrong += "neither right nor marked"
    touch(url)
    refreshed(url, store, "incremental", first_day=SHORT)
    if refreshed(url, store, "reconcile", first_day=SHORT).changed_rows:
        wrong += "the reconcile found something"
    pages = PAGES.get(cell.table, ("project", "works", "consultation"))
    key = pages[number % len(pages)]
    work = cell.key if cell.table == "project" and cell.column != "id" else "w1"
    page_of(key, store, **({"project": work} if key == "project" else {}))
    return "marked" if new else "counted", wrong
