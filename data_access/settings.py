"""The town's settings: built in, overridden by `settings.toml` (path by `SETTINGS_FILE`) and by URLs from
the environment or `.streamlit/secrets.toml`."""

import os
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from data_access.problem import Problem

ROOT = Path(__file__).parent.parent
Share = Annotated[float, Field(gt=0, le=1)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Target(_Part):
    """A coverage to reach by a day: the town's, or one committee's."""

    coverage: Share
    due: date
    committee: str | None = None


class Refresh(_Part):
    """How the served app keeps the store fresh; `interval_minutes = 0` switches it off."""

    interval_minutes: Annotated[float, Field(ge=0)] = 5
    overlap_minutes: Annotated[float, Field(ge=0)] = 10
    reconcile_hour: Annotated[int, Field(ge=0, le=23)] = 3
    statement_seconds: Annotated[int, Field(gt=0)] = 300


class Freshness(_Part):
    """Ages, in hours, from which a figure is called old and the health check fails."""

    stale_hours: Annotated[float, Field(gt=0)] = 26
    health_hours: Annotated[float, Field(gt=0)] = 50


class Minimums(_Part):
    """The least population for a place in a ranking, and the smallest count of persons shown."""

    base_households: Annotated[int, Field(ge=0)] = 50
    identity_shown: Annotated[int, Field(ge=0)] = 10
    small_group: Annotated[int, Field(ge=1)] = 5


class Bounds(_Part):
    """The rectangle, WGS-84, outside which a position is not in the town."""

    west: Longitude = 121.20
    south: Latitude = 31.30
    east: Longitude = 121.50
    north: Latitude = 31.50

    @model_validator(mode="after")
    def _in_order(self):
        if not (self.west < self.east and self.south < self.north):
            raise ValueError("west < east, south < north")
        return self


class Attachments(_Part):
    """Where photos and drawings with a relative address lie, and which hosts may be shown."""

    folder: str = "var/demonstration.db.photos"
    hosts: tuple[str, ...] = ()


class Settings(_Part):
    """All settings of one town."""

    town: str = "罗店镇"
    first_day: date | None = None
    rankings: Literal["full", "bands", "off"] = "full"
    targets: tuple[Target, ...] = ()
    refresh: Refresh = Refresh()
    freshness: Freshness = Freshness()
    minimums: Minimums = Minimums()
    bounds: Bounds = Bounds()
    attachments: Attachments = Attachments()


@cache
def settings() -> Settings:
    """The settings in force. Raises Problem where the file is missing, malformed or out of range."""
    named = os.environ.get("SETTINGS_FILE")
    path = Path(named) if named else ROOT / "settings.toml"
    if not path.exists():
        if named:
            raise Problem("settings_missing", path=path)
        return Settings()
    try:
        return Settings.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem("settings_malformed", path=path, detail=str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "—"
        raise Problem("settings_invalid", path=path, place=place, detail=first["msg"]) from error


def platform_url() -> str:
    """The platform's SQLAlchemy URL; the demonstration's where none is set."""
    return _url("PLATFORM_DATABASE_URL", "platform", "demonstration.db")


def store_url() -> str:
    """The store's SQLAlchemy URL; the demonstration's where none is set."""
    return _url("STORE_DATABASE_URL", "store", "store.db")


def _url(variable: str, connection: str, file: str) -> str:
    from_environment = os.environ.get(variable)
    if from_environment:
        return from_environment
    secrets = ROOT / ".streamlit" / "secrets.toml"
    if secrets.exists():
        try:
            connections = tomllib.loads(secrets.read_text("utf-8")).get("connections", {})
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Problem("settings_malformed", path=secrets, detail=str(error)) from error
        url = connections.get(connection, {}).get("url")
        if url:
            return url
    return f"sqlite:///{ROOT / 'var' / file}"
