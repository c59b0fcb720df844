"""The platform file: written beside its place and renamed at the end; a file of others is never touched."""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, create_engine, event, inspect
from sqlalchemy.exc import OperationalError

from data_access.demo.moments import LAST_DAY
from data_access.platform import contract
from data_access.problem import Problem

APPLICATION_ID = 0x73717464
"""SQLite's `application_id` of a file that this package made."""

INDEXES = (
    ("membership_by_committee", "membership", ("committee_code", "resident_id")),
    ("membership_by_building", "membership", ("building_code",)),
    ("membership_by_resident", "membership", ("resident_id",)),
    ("membership_by_household", "membership", ("household_id",)),
    ("membership_by_applied", "membership", ("applied_at",)),
    ("membership_by_verified", "membership", ("verified_at",)),
    ("membership_by_ended", "membership", ("ended_at",)),
    ("membership_by_shown", "membership", ("identity_shown_at",)),
    ("post_by_committee", "post", ("committee_code", "created_at")),
    ("post_by_author", "post", ("author_id", "created_at")),
    ("interaction_by_committee", "interaction", ("committee_code", "created_at")),
    ("interaction_by_author", "interaction", ("author_id", "created_at")),
    ("interaction_by_post", "interaction", ("post_id", "kind")),
    ("visit_by_committee", "visit", ("committee_code", "category", "visited_at")),
    ("visit_by_visitor", "visit", ("visitor_id", "visited_at")),
    ("neighbourhood_by_committee", "neighbourhood", ("committee_code",)),
    ("building_by_neighbourhood", "building", ("neighbourhood_code",)),
    ("opinion_by_project", "opinion", ("project_id", "received_at")),
    ("project_by_committee", "project", ("committee_code",)),
    ("plan_revision_by_project", "plan_revision", ("project_id", "version")),
    ("project_photo_by_project", "project_photo", ("project_id",)),
    ("project_rating_by_project", "project_rating", ("project_id",)),
    ("campaign_post_by_post", "campaign_post", ("post_id",)),
    ("campaign_photo_by_campaign", "campaign_photo", ("campaign_code",)),
    ("case_file_by_committee", "case_file", ("committee_code", "received_at")),
    ("case_file_by_department", "case_file", ("department_code", "received_at")),
    ("case_file_by_post", "case_file", ("post_id",)),
    ("case_event_by_case", "case_event", ("case_id", "at")),
)
"""Indexes that a platform's administrator would add for our statements: name, table, columns."""


@contextmanager
def written(path: Path) -> Iterator[tuple[Connection, Path]]:
    """A connection to a new file and its photos folder; both take their places only if all goes well.

    Raises Problem `demo_refuses` for a file that is not ours, `demo_folder` where nothing can be written.
    """
    path = path.absolute()
    photos = path.with_name(f"{path.name}.photos")
    new, new_photos = (place.with_name(f"{place.name}.{os.getpid()}.new") for place in (path, photos))
    _refuse(path, photos)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove(new, new_photos)
        with _connected(new) as connection:
            yield connection, new_photos
        for tail in ("-wal", "-shm", "-journal"):
            path.with_name(path.name + tail).unlink(missing_ok=True)
        new.replace(path)
        _remove(photos)
        new_photos.rename(photos)
    except (OSError, OperationalError) as error:
        raise Problem("demo_folder", path=path, detail=str(error)) from error
    finally:
        if path.parent.is_dir() and os.access(path.parent, os.W_OK):
            _remove(new, new_photos, new.with_name(f"{new.name}-journal"))


def insert(connection: Connection, rows: Mapping[str, list[tuple]]) -> None:
    """Inserts rows by table name; each row holds the contract's columns in their order."""
    for table, values in rows.items():
        if values:
            places = ",".join("?" * len(contract.tables[table].columns))
            connection.exec_driver_sql(f"insert into {table} values ({places})", values)


def index(connection: Connection) -> None:
    """Creates the administrator's indexes."""
    for name, table, columns in INDEXES:
        connection.exec_driver_sql(f"create index {name} on {table} ({', '.join(columns)})")


@contextmanager
def _connected(path: Path) -> Iterator[Connection]:
    engine = create_engine(URL.create("sqlite", database=str(path)))

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        for setting in (
            "journal_mode = off",
            "synchronous = off",
            "cache_size = -200000",
            "temp_store = file",
        ):
            connection.execute(f"pragma {setting}")
        connection.execute(f"pragma application_id = {APPLICATION_ID}")

    try:
        with engine.begin() as connection:
            contract.create_all(connection)
            declared = [index for table in contract.tables.values() for index in table.indexes]
            for one in declared:  # cheaper made once all rows are there
                one.drop(connection)
            yield connection
            kept = inspect(connection).get_table_names()
            for one in declared:
                if one.table is not None and one.table.name in kept:
                    one.create(connection)
            connection.exec_driver_sql("insert into demonstration values (?)", (LAST_DAY.isoformat(),))
    finally:
        engine.dispose()


def _refuse(path: Path, photos: Path) -> None:
    if path.is_dir() or (path.exists() and path.stat().st_size and not _ours(path)):
        raise Problem("demo_refuses", path=path)
    if photos.exists() and not (path.exists() and photos.is_dir()):
        raise Problem("demo_refuses", path=photos)


def _ours(path: Path) -> bool:
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    except sqlite3.Error:
        return False
    try:
        [made_by] = connection.execute("pragma application_id").fetchone()
        return made_by == APPLICATION_ID and bool(
            connection.execute("select 1 from demonstration").fetchone()
        )
    except sqlite3.Error:
        return False
    finally:
        connection.close()


def _remove(*places: Path) -> None:
    for place in places:
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
