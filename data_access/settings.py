"""The town's settings: built in, overridden by `settings.toml` (path by `SETTINGS_FILE`) and by URLs from
the environment or `.streamlit/secrets.toml`."""

import os
import re
import secrets
import tomllib
from contextlib import suppress
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from data_access.access.choices import Access
from data_access.platform.values import Zone
from data_access.problem import Problem
from data_access.vocabulary import Topic, Word, completed, in_demonstration

ROOT = Path(__file__).parent.parent
Share = Annotated[float, Field(gt=0, le=1)]
Minutes = Annotated[float, Field(ge=0, le=7 * 24 * 60)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
WorkingDays = Annotated[int, Field(ge=1, le=250)]
_HOST = r"(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?"
_PUBLIC = rf"^(?:https?://{_HOST}(?:/[A-Za-z0-9._~-]+)*/?)?$"
_WEBHOOK = re.compile(
    rf"(?:https://{_HOST}|http://(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{{1,5}})?)/[!-~]*", re.I
)
_KEY_SIGNS = 32
_Model = TypeVar("_Model", bound=BaseModel)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Target(_Part):
    """A coverage to reach by a day: the town's, or one committee's."""

    coverage: Share
    due: date
    committee: str | None = None


class Refresh(_Part):
    """How the served app keeps the store fresh; `interval_minutes = 0` switches it off, a run ends after `run_minutes`."""

    interval_minutes: Minutes = 5
    overlap_minutes: Minutes = 10
    reconcile_hour: Annotated[int, Field(ge=0, le=23)] = 3
    statement_seconds: Annotated[int, Field(gt=0, le=24 * 60 * 60)] = 300
    run_minutes: Annotated[float, Field(gt=0, le=7 * 24 * 60)] = 60


class Platform(_Part):
    """How the platform keeps what its columns do not say: the zone of moments that name none."""

    zone: Annotated[str, Field(pattern=r"^(Asia/Shanghai|UTC|[+-](0\d|1[0-4]):[0-5]\d)$")] = "Asia/Shanghai"

    @property
    def offset(self) -> Zone:
        """The zone as its distance from UTC."""
        named = {"Asia/Shanghai": "+08:00", "UTC": "+00:00"}
        match = re.fullmatch(r"([+-])(\d\d):(\d\d)", named.get(self.zone, self.zone))
        assert match  # as the field asks
        sign, hours, minutes = match.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return Zone(-offset if sign == "-" else offset)


class Freshness(_Part):
    """Ages, in hours, from which a figure is called old and the health check fails."""

    stale_hours: Annotated[float, Field(gt=0)] = 26
    health_hours: Annotated[float, Field(gt=0)] = 50


class Minimums(_Part):
    """The least population for a place in a ranking, and the smallest count of persons shown."""

    base_households: Annotated[int, Field(ge=0)] = 50
    registered: Annotated[int, Field(ge=0)] = 50
    identity_shown: Annotated[int, Field(ge=0)] = 10
    concerns: Annotated[int, Field(ge=0)] = 10
    cases: Annotated[int, Field(ge=0)] = 10
    small_group: Annotated[int, Field(ge=1)] = 5


class Bounds(_Part):
    """The rectangle, WGS-84, outside which a position is not in the town."""

    west: Longitude
    south: Latitude
    east: Longitude
    north: Latitude

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not (self.west < self.east and self.south < self.north):
            raise ValueError("west < east, south < north")
        return self


CHINA = Bounds(west=73.4, south=3.8, east=135.2, north=53.7)
"""Where a town lies whose own bounds nobody has set: no more is judged."""

LUODIAN = Bounds(west=121.20, south=31.30, east=121.50, north=31.50)
"""Where the demonstration lies."""

_LUODIAN = "罗店镇"


class Sensitive(_Part):
    """Words that make what holds them in its title a sensitive thing, besides what the platform marks as one."""

    words: tuple[Word, ...] = ()


class Calendar(_Part):
    """Days on which the town's calendar differs from the State Council's as the library knows it."""

    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()


class Cases(_Part):
    """Within how many working days a case of each kind is closed, and the resident first contacted; a deferral beyond so many
    working days from the receipt is flagged."""

    enquiry: WorkingDays = 1
    suggestion: WorkingDays = 1
    help: WorkingDays = 5
    complaint: WorkingDays = 5
    first_contact: WorkingDays = 1
    longest_deferral: WorkingDays = 15


class Supervision(_Part):
    """What slips are numbered under (罗督〔2017〕12号), and within how many working days one of each colour is answered."""

    prefix: Annotated[str, Field(min_length=1, max_length=20, pattern=r"^\S+$")] | None = None
    blue_days: WorkingDays = 3
    orange_days: WorkingDays = 2
    red_days: WorkingDays = 1

    def prefix_of(self, demonstration: bool) -> str:
        """What stands before a slip's year; the town's own, where it has set one."""
        return self.prefix or ("罗督" if demonstration else "督")

    def days(self, colour: str) -> int:
        """The working days of a colour: blue, orange or red."""
        return {"blue": self.blue_days, "orange": self.orange_days, "red": self.red_days}[colour]


_Section = Literal[
    "registration", "activity", "answers", "cases", "works", "supervision", "decisions", "praise"
]
_Bulletin = Literal["daily", "weekly", "monthly"]
_Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Robot(_Part):
    """A group's robot that is handed issued bulletins: of which service, which kinds, and whether the picture too. Its address is
    a secret, which is kept under its name elsewhere."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,19}$")]
    service: Literal["wecom", "dingtalk"]
    kinds: tuple[_Bulletin, ...] = ("daily",)
    picture: bool = False

    @model_validator(mode="after")
    def _takes_it(self) -> Self:
        if self.picture and self.service == "dingtalk":
            raise ValueError("robots of dingtalk take no picture")
        return self


def _hour(value: object) -> object:
    """An hour of the day as it is written; what else may mean one is not guessed at."""
    if isinstance(value, time) or isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        return value
    raise ValueError('an hour of the day is written as "08:00"')


class Bulletin(_Part):
    """What bulletins hold: the sections, in their order; of a text that is too long the last ones' details are left out first.
    On paper: who issues them (the town's community office, where nobody is named), and the line in red above them.

    From the hour `at` on the server issues those of `kinds` that end with the day before: the daily one each day, the weekly one
    on its weekday, the monthly one on the first; without an hour, none. `robots` are handed what is issued."""

    sections: tuple[_Section, ...] = get_args(_Section)

    issuer: Annotated[str, Field(max_length=40)] = ""
    red_head: Annotated[str, Field(max_length=40)] = ""

    at: Annotated[time, BeforeValidator(_hour)] | None = None
    kinds: tuple[_Bulletin, ...] = ("daily",)
    weekday: _Weekday = "monday"
    robots: tuple[Robot, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if not self.sections or len({*self.sections}) < len(self.sections):
            raise ValueError("at least one section, each once")
        if len({robot.name for robot in self.robots}) < len(self.robots):
            raise ValueError("each robot has a name of its own")
        return self

    @property
    def week_begins(self) -> int:
        """The weekday on which the weekly one is issued, Monday being 0."""
        return get_args(_Weekday).index(self.weekday)


class Attachments(_Part):
    """Where photos and drawings with a relative address lie, and which hosts may be shown."""

    folder: str = "var/demonstration.db.photos"
    hosts: tuple[str, ...] = ()


class Documents(_Part):
    """A folder of the town's own fonts for official documents (仿宋, 小标宋, 黑体, 楷体); else those that come with the program."""

    fonts: str = ""


class Server(_Part):
    """Where readers reach the server: the address that they type, where a proxy stands before it; further names of it
    (`host`, or `host:port` where only that port is meant); and whose pages may show it in a frame."""

    public_url: Annotated[str, Field(pattern=_PUBLIC)] = ""
    hosts: tuple[Annotated[str, Field(pattern=rf"^{_HOST}$")], ...] = ()
    embed_in: tuple[Annotated[str, Field(pattern=rf"^https?://{_HOST}$")], ...] = ()


class Audit(_Part):
    """For how many months the audit is kept."""

    months: Annotated[int, Field(ge=6, le=1200)] = 12


class Screen(_Part):
    """The meeting-room screen: its scenes in order, how long each stays, when it goes on by itself after a hand stopped it,
    and between which hours it is dark."""

    scenes: tuple[str, ...] = (
        "overview",
        "registration",
        "party",
        "topics",
        "consultation",
        "works",
        "cases",
        "supervision",
        "meeting",
        "committee",
        "project",
    )
    dwell_seconds: Annotated[int, Field(ge=2, le=3600)] = 30
    resume_seconds: Annotated[int, Field(ge=5, le=24 * 3600)] = 120
    night: tuple[time, time] | None = None

    @property
    def resume(self) -> timedelta:
        """How long it rests under a hand."""
        return timedelta(seconds=self.resume_seconds)


class Map(_Part):
    """The ground of the works map: the town's own folder (basemap.json, or tiles/{z}/{x}/{y}.png, or both), else none, and
    in the demonstration the bundled drawing; with a key the tiles of 天地图, which may be shown only together with their 审图号."""

    folder: str = "var/basemap"
    tianditu_key: Annotated[str, Field(pattern=r"^[0-9A-Za-z]*$")] = ""
    approval_number: str = ""

    @model_validator(mode="after")
    def _approved(self) -> Self:
        if self.tianditu_key and not self.approval_number.strip():
            raise ValueError("tianditu_key needs approval_number (审图号)")
        return self


class Settings(_Part):
    """All settings of one town."""

    town: Annotated[str, Field(max_length=40)] | None = None
    first_day: date | None = None
    rankings: Literal["full", "bands", "off"] = "full"
    doors_per_hour: Annotated[int, Field(ge=1, le=60)] = 10
    targets: tuple[Target, ...] = ()
    platform: Platform = Platform()
    refresh: Refresh = Refresh()
    freshness: Freshness = Freshness()
    minimums: Minimums = Minimums()
    bounds: Bounds | None = None
    topics: Annotated[tuple[Topic, ...], BeforeValidator(completed), Field(validate_default=True)] = ()
    sensitive: Sensitive = Sensitive()
    calendar: Calendar = Calendar()
    cases: Cases = Cases()
    supervision: Supervision = Supervision()
    bulletin: Bulletin = Bulletin()
    attachments: Attachments = Attachments()
    documents: Documents = Documents()
    screen: Screen = Screen()
    server: Server = Server()
    access: Access = Access()
    audit: Audit = Audit()
    map: Map = Map()

    @model_validator(mode="after")
    def _with_a_way_back(self) -> Self:
        if self.access.mode == "oidc" and not self.server.public_url:
            raise ValueError('access.mode = "oidc" needs server.public_url')
        return self

    def name_of(self, demonstration: bool) -> str | None:
        """The town's name; None where nobody has said it."""
        return (self.town or "").strip() or (_LUODIAN if demonstration else None)

    def topics_of(self, demonstration: bool) -> tuple[Topic, ...]:
        """The town's topics; where nobody has said who answers them, the demonstration's departments do."""
        return in_demonstration(self.topics) if demonstration else self.topics

    def bounds_of(self, demonstration: bool) -> Bounds:
        """The town's bounds; where nobody has set them those of all China, for what lies beyond is in no Chinese town."""
        return self.bounds or (LUODIAN if demonstration else CHINA)


class _Connection(BaseModel):
    url: str = ""


class _Connections(BaseModel):
    platform: _Connection = _Connection()
    store: _Connection = _Connection()
    records: _Connection = _Connection()


class _Audit(BaseModel):
    key: str = ""


class _Oidc(BaseModel):
    client_secret: str = ""


class Webhook(BaseModel):
    """Where a group's robot is reached, and what its messages are signed with, if anything: secrets, which do not print."""

    url: Annotated[str, Field(repr=False)] = ""
    secret: Annotated[str, Field(repr=False)] = ""


class _Secrets(BaseModel):
    connections: _Connections = _Connections()
    audit: _Audit = _Audit()
    oidc: _Oidc = _Oidc()
    robots: dict[str, Webhook] = {}


@cache
def settings() -> Settings:
    """The settings in force. Raises Problem where the file is missing, malformed or out of range."""
    named = os.environ.get("SETTINGS_FILE")
    path = Path(named) if named else ROOT / "settings.toml"
    if named and not path.is_file():
        raise Problem("settings_missing", path=path)
    return _read(path, Settings)


def platform_url() -> str:
    """The platform's SQLAlchemy URL; the demonstration's where none is set."""
    return _platform() or _beside("demonstration.db")


def platform_is_named() -> bool:
    """Whether a platform is set; else it is the built-in demonstration."""
    return bool(_platform())


def store_url() -> str:
    """The store's SQLAlchemy URL; the demonstration's where none is set."""
    return os.environ.get("STORE_DATABASE_URL") or _secrets().connections.store.url or _beside("store.db")


def records_url() -> str:
    """The records' SQLAlchemy URL; where none is set, a file for this platform, and another for the demonstration."""
    usual = _beside("records.db" if _platform() else "demonstration-records.db")
    return os.environ.get("RECORDS_DATABASE_URL") or _secrets().connections.records.url or usual


def audit_key() -> bytes:
    """The key of the audit's chain: AUDIT_KEY, `[audit] key` of the secrets, else a file's that is made once, for its owner
    alone. Several servers on the same records need the same one. Raises Problem where the file cannot be read or made, and
    where the key is short enough to be found by trying."""
    file = ROOT / "var" / "audit.key"
    named = {"AUDIT_KEY": os.environ.get("AUDIT_KEY"), "[audit] key": _secrets().audit.key}
    source = next((one for one, chosen in named.items() if chosen), str(file))
    key = (named.get(source) or "").encode() or _kept_key(file)
    if len(key) < _KEY_SIGNS:
        raise Problem("audit_key_short", source=source, count=_KEY_SIGNS)
    return key


def oidc_secret() -> str:
    """What only we and the provider of OpenID Connect know: OIDC_CLIENT_SECRET, else `[oidc] client_secret` of the secrets."""
    return os.environ.get("OIDC_CLIENT_SECRET") or _secrets().oidc.client_secret


def webhook(robot: str) -> Webhook:
    """A robot's secrets: ROBOT_<NAME>_URL and ROBOT_<NAME>_SECRET, else `[robots.<name>]` of the secrets, `url` and `secret`.
    Raises Problem where the address is none to which a secret may be sent: https, or http on this machine itself."""
    kept, variable = _secrets().robots.get(robot, Webhook()), f"ROBOT_{robot.upper()}"
    found = Webhook(
        url=os.environ.get(f"{variable}_URL") or kept.url,
        secret=os.environ.get(f"{variable}_SECRET") or kept.secret,
    )
    if not _WEBHOOK.fullmatch(found.url):
        raise Problem("robot_address", robot=robot, variable=f"{variable}_URL")
    return found


def _kept_key(file: Path) -> bytes:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _make_key(file)
        return file.read_bytes()
    except OSError as error:
        raise Problem("audit_key", path=file, detail=str(error)) from error


def _make_key(file: Path) -> None:
    """Whole or not at all, and only one where two begin at once."""
    made = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as key:
            key.write(secrets.token_hex(32))
            key.flush()
            os.fsync(key.fileno())
        with suppress(FileExistsError):
            os.link(made, file)
    finally:
        made.unlink(missing_ok=True)


def _platform() -> str:
    return os.environ.get("PLATFORM_DATABASE_URL") or _secrets().connections.platform.url


def _secrets() -> _Secrets:
    return _read(ROOT / ".streamlit" / "secrets.toml", _Secrets)


def _beside(file: str) -> str:
    return f"sqlite:///{ROOT / 'var' / file}"


def _read(path: Path, model: type[_Model]) -> _Model:
    """What the file says of the model; what it says by itself, where there is no file."""
    if not path.is_file():
        return model()
    try:
        return model.model_validate(tomllib.loads(path.read_text("utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise Problem("settings_malformed", path=path, detail=str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "—"
        raise Problem("settings_invalid", path=path, place=place, detail=first["msg"]) from error
