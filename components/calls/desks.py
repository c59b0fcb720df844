"""Whose work the page shows: the town's, a committee's, a department's, or that of who has none here."""

from collections.abc import Collection
from dataclasses import dataclass

from components.parts.cards import notice
from components.parts.html import draw
from components.scope import Scope, readable
from data_access.access.rights import Unit
from data_access.wording import text

TOWN = ("office", "leading_group")


@dataclass(frozen=True)
class Desk:
    """What waits for whom: for one `committee` or `department`; of the whole town where it is neither, be it for the `office` that
    has to report; for nobody where `idle`."""

    committee: str | None = None
    department: str | None = None
    idle: bool = False
    office: bool = False

    @property
    def unit(self) -> Unit | None:
        """The committee or the department; None of the whole town."""
        if self.committee:
            return "committee", self.committee
        return ("department", self.department) if self.department else None


def of(scope: Scope, committees: Collection[str], departments: Collection[str]) -> Desk:
    """The reader's own, or where they see all, the one that the address chooses."""
    own = scope.rights.own("me")
    if own is None:
        return _chosen(scope, committees, departments)
    chosen = scope.parameter("department")
    if mine := [code for code in own.departments if code in departments]:
        return Desk(department=chosen if chosen in mine else mine[0])
    if mine := [code for code in own.committees if code in committees]:
        return Desk(committee=scope.committee or mine[0])
    return Desk(idle=True)


def _chosen(scope: Scope, committees: Collection[str], departments: Collection[str]) -> Desk:
    whose = scope.parameter("as")
    if scope.committee or whose in committees:
        return Desk(committee=scope.committee or whose)
    if whose in departments:
        return Desk(department=whose)
    if whose and whose not in TOWN:
        draw(notice(text("scope.filter", value=readable(whose))))
    return Desk(office=(whose or scope.rights.role) == "office")
