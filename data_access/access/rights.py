"""What each role sees: one table, which pages, menu, downloads and queries ask."""

from dataclasses import dataclass, replace

ALL, OWN, FIGURES, NONE = "all", "own", "figures", "none"
"""How much of a matter a role sees: of every unit; of its own units alone; of the whole town, but of no unit; nothing."""
ROLES = {
    "leading_group": None,
    "office": None,
    "secretary": "committee",
    "department": "department",
    "party_office": None,
    "screen": None,
    "auditor": None,
    "admin": None,
}
"""The roles, each with the kind of the units for which its accounts stand."""
SCREEN_ROLE = "screen"
ROLES_OF_PEOPLE = tuple(role for role in ROLES if role != SCREEN_ROLE)
"""The roles that an account may have: a screen on the wall is paired, and signs nobody in."""
OPEN_ROLE = "open"
_COLUMNS = (OPEN_ROLE, *ROLES)
_SEEN = {
    matter: dict(zip(_COLUMNS, extents, strict=True))
    for matters, extents in {
        #                open, leading, office, secretary, department, party, screen, auditor, admin
        "screen overview registration consultation works project campaigns definitions committee": (
            (ALL, ALL, ALL, ALL, ALL, ALL, ALL, NONE, NONE)
        ),
        "remote": (ALL, NONE, NONE, NONE, NONE, NONE, ALL, NONE, NONE),
        "help": (ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL),
        "me": (ALL, ALL, ALL, OWN, OWN, NONE, NONE, OWN, OWN),
        "party": (ALL, ALL, ALL, OWN, FIGURES, ALL, ALL, NONE, NONE),
        "party_rankings": (ALL, ALL, ALL, ALL, NONE, ALL, ALL, NONE, NONE),
        "party_charts": (ALL, ALL, ALL, OWN, ALL, ALL, ALL, NONE, NONE),
        "areas applicants": (ALL, ALL, ALL, OWN, NONE, NONE, NONE, NONE, NONE),
        "branches": (ALL, ALL, ALL, OWN, NONE, ALL, NONE, NONE, NONE),
        "topics cases": (ALL, ALL, ALL, ALL, ALL, ALL, ALL, NONE, NONE),
        "items": (ALL, ALL, ALL, OWN, OWN, NONE, NONE, NONE, NONE),
        "sensitive": (NONE, ALL, ALL, OWN, OWN, NONE, NONE, NONE, NONE),
        "department": (ALL, ALL, ALL, ALL, OWN, ALL, NONE, NONE, NONE),
        "handled": (ALL, ALL, ALL, NONE, OWN, NONE, NONE, NONE, NONE),
        "supervision": (ALL, ALL, ALL, OWN, OWN, FIGURES, FIGURES, NONE, NONE),
        "slip_items": (ALL, ALL, ALL, OWN, OWN, NONE, NONE, NONE, NONE),
        "slip_proposals agenda": (ALL, ALL, ALL, NONE, NONE, NONE, NONE, NONE, NONE),
        "meeting": (ALL, ALL, ALL, ALL, ALL, ALL, ALL, NONE, NONE),
        "decisions": (ALL, ALL, ALL, OWN, OWN, NONE, ALL, NONE, NONE),
        "bulletin": (ALL, ALL, ALL, ALL, ALL, ALL, NONE, NONE, NONE),
        "bulletin_drafts": (ALL, ALL, ALL, NONE, NONE, NONE, NONE, NONE, NONE),
        "accounts devices settings": (NONE, NONE, ALL, NONE, NONE, NONE, NONE, NONE, ALL),
        "administration": (NONE, NONE, ALL, NONE, NONE, NONE, NONE, ALL, ALL),
        "audit": (NONE, NONE, ALL, NONE, NONE, NONE, NONE, ALL, ALL),
    }.items()
    for matter in matters.split()
}
"""By matter and role. A page is a matter; `areas` are neighbourhoods and buildings, `applicants` those who wait for
admission, `items` posts and cases one by one, `sensitive` those among them that not everybody may read, `handled` what a
department has to do, `slip_items` supervision's slips one by one, `slip_proposals` those that the rule proposes,
`bulletin_drafts` bulletins that are not issued, `meeting` the meetings and their minutes, `agenda` what the next one is to speak
of, `decisions` what was decided, one by one, `remote` by which a phone says what a screen shows."""


_WRITERS = {
    "accounts": ("admin",),
    "devices": ("office", "admin"),
    "slips": ("office",),
    "targets": ("office",),
    "slip_answers": ("secretary", "department"),
    "bulletins": ("office",),
    "meetings": ("office",),
    "decisions": ("leading_group", "office"),
    "decision_checks": ("office",),
    "decision_reports": ("secretary", "department"),
}
"""By matter: the roles that write there; whoever else sees it only reads."""


Unit = tuple[str, str]
"""A unit's kind, `committee` or `department`, and its code."""


@dataclass(frozen=True)
class Rights:
    """What a reader may see: a role, and the units for which it stands; the same for all who may see the same. `overlooked`:
    whether others look on, who may not read what is sensitive."""

    role: str
    committees: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    overlooked: bool = False

    def extent(self, matter: str) -> str:
        """How much of a matter these rights show. Raises KeyError for what is no matter or no role."""
        if self.overlooked and matter == "sensitive":
            return NONE
        return _SEEN[matter][self.role]

    def opens(self, matter: str) -> bool:
        """Whether anything of a matter is seen."""
        return self.extent(matter) != NONE

    def writes(self, matter: str) -> bool:
        """Whether something of a matter may be written."""
        return self.role in _WRITERS.get(matter, ())

    def may(self, matter: str, committee: str | None = None, department: str | None = None) -> bool:
        """Whether the whole of a matter is seen: of the unit that is named, or where none is, of all."""
        extent = self.extent(matter)
        own = committee in self.committees or department in self.departments
        return extent == ALL or extent == OWN and own

    @property
    def units(self) -> frozenset[Unit]:
        """The units for which the role stands: a department may have the code of a committee."""
        of_kind = ("committee", self.committees), ("department", self.departments)
        return frozenset((kind, code) for kind, codes in of_kind for code in codes)

    def before_others(self) -> "Rights":
        """The same on a wall, whoever has opened it there."""
        return replace(self, overlooked=True) if self.opens("sensitive") else self

    def own(self, matter: str) -> "Rights | None":
        """None where a matter is seen of every unit; else the rights, whose units are all of which it is seen."""
        if self.extent(matter) == ALL:
            return None
        return self if self.extent(matter) == OWN else Rights(self.role)


OPEN = Rights(OPEN_ROLE)
"""What everybody may see where nobody signs in: as the office, without what is sensitive, accounts and the audit."""
SCREEN = Rights(SCREEN_ROLE)
"""What a paired screen shows, and whoever stands before it."""
