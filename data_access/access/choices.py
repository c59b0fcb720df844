"""What the settings say of access: who signs readers in, and how."""

from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from data_access.access.rights import ROLES, Rights

_Code = Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z_.-]{0,39}$")]
_Header = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,80}$")]


class Group(BaseModel):
    """What the members of a gateway's or provider's group may: a role, and the units for which they stand."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    group: Annotated[str, Field(min_length=1, max_length=200)]
    role: Literal[*(role for role in ROLES if role != "screen")]  # type: ignore[valid-type]  # a list in one place
    committees: tuple[_Code, ...] = ()
    departments: tuple[_Code, ...] = ()

    @model_validator(mode="after")
    def _with_its_units(self) -> Self:
        for kind, codes in (("committee", self.committees), ("department", self.departments)):
            if (ROLES[self.role] == kind) != bool(codes):
                raise ValueError(f"{self.role}: {kind}s")
        return self

    @property
    def rights(self) -> Rights:
        """The same as rights."""
        return Rights(self.role, self.committees, self.departments)


class Oidc(BaseModel):
    """A provider of OpenID Connect, what we are called there, and by which of its claims it names a reader and the groups;
    `ca_file`: certificates that vouch for it, where the system's do not."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    issuer: Annotated[
        str, Field(pattern=r"^https://[^\s?#]+$|^http://(localhost|127\.0\.0\.1)(:\d+)?(/[^\s?#]*)?$")
    ]
    client_id: Annotated[str, Field(min_length=1, max_length=200)]
    scope: Annotated[str, Field(pattern=r"^(.* )?openid( .*)?$", max_length=200)] = "openid profile"
    name_claim: Annotated[str, Field(min_length=1, max_length=80)] = "preferred_username"
    groups_claim: Annotated[str, Field(min_length=1, max_length=80)] = "groups"
    ca_file: str | None = None


class Access(BaseModel):
    """Who may read. In `open` mode nobody signs in, and a real town's data leave the machine only where `open_to_network`
    says so; with `accounts` people sign in here, with `oidc` at a provider; with `header` a gateway has signed them in, and
    says who they are in `user_header` and `groups_header`, which are believed from `trusted_proxies` alone."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    mode: Literal["open", "accounts", "oidc", "header"] = "open"
    open_to_network: bool = False
    help: Annotated[str, Field(max_length=200)] = ""
    idle_minutes: Annotated[float, Field(ge=0, le=24 * 60)] = 0
    user_header: _Header = "X-Forwarded-User"
    groups_header: _Header = "X-Forwarded-Groups"
    groups: tuple[Group, ...] = ()
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    oidc: Oidc | None = None
    sign_out_address: Annotated[str, Field(pattern=r"^(https?://\S+|/\S*)?$", max_length=400)] = ""

    @model_validator(mode="after")
    def _with_somebody_to_believe(self) -> Self:
        if self.mode == "header" and not (self.trusted_proxies and self.groups):
            raise ValueError('mode = "header" needs trusted_proxies and groups')
        if self.mode == "oidc" and not (self.oidc and self.groups):
            raise ValueError('mode = "oidc" needs [access.oidc] and groups')
        return self

    @property
    def idle(self) -> timedelta | None:
        """How long a session may be left alone; None for as long as it lasts, and where a gateway would let in at once whom
        we put out."""
        ends = self.idle_minutes and self.mode != "header"
        return timedelta(minutes=self.idle_minutes) if ends else None

    def rights_of(self, groups: list[str]) -> Rights | None:
        """What the members of these groups may: by the first group of the settings that is among them, its units joined
        with those of further groups of the same role. None where no group is."""
        found = [group.rights for group in self.groups if group.group in groups]
        same = [rights for rights in found if rights.role == found[0].role]
        if not same:
            return None
        committees = dict.fromkeys(code for rights in same for code in rights.committees)
        departments = dict.fromkeys(code for rights in same for code in rights.departments)
        return Rights(same[0].role, tuple(committees), tuple(departments))
