"""The pages, in the order of the menu: to add one, write `pages/<key>.py`, a line here, and its words in `[nav]`."""

from dataclasses import dataclass
from pathlib import Path

from data_access.base_path import under_base

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Page:
    """One page; `hidden` keeps it out of the menu but not out of reach, `on_wall` makes it a scene of the screen, `compares`
    offers in its head another day to compare with.

    `needs` are the contract's tables, and columns as `table.column`, without which it has nothing to show: where a platform
    lacks one, it is neither in the menu nor a scene, and its address says what is missing. `parts` are those without which
    it leaves something out, and says so below. `recorded` says that it shows what the records hold. `about`: by the address's
    name of a place that the page is of, the matter of access.rights that it shows of it."""

    key: str
    hidden: bool = False
    on_wall: bool = False
    compares: bool = False
    needs: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    recorded: bool = False
    about: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        """Its path on this server; the first page's is `/`."""
        return "/" if self is PAGES[0] else f"/{self.key}"

    @property
    def file(self) -> Path:
        """Its script."""
        return ROOT / "pages" / f"{self.key}.py"


_COVERAGE = ("membership.household_id", "household_base")
_PARTY = ("membership.is_party_member",)
_ACTS = ("membership.identity_shown_at", "post", "interaction", "visit")
PAGES = (
    Page(
        "overview",
        on_wall=True,
        compares=True,
        parts=(*_COVERAGE, *_PARTY, "membership.identity_shown_at", "department", "project", "opinion"),
        recorded=True,
    ),
    Page(
        "me", parts=("opinion", "project"), about=(("committee", "me"), ("department", "me")), recorded=True
    ),
    Page("registration", on_wall=True, compares=True, parts=(*_COVERAGE, "outreach_event"), recorded=True),
    Page(
        "party",
        on_wall=True,
        compares=True,
        needs=_PARTY,
        parts=("party_branch", *_ACTS, "visit_target", "department", "board"),
        about=(("committee", "party"), ("branch", "branches")),
    ),
    Page(
        "topics",
        on_wall=True,
        needs=("post",),
        parts=("interaction", "post.first_official_reply_at", "post.category", "board"),
    ),
    Page("consultation", on_wall=True, needs=("project",), parts=("project_stage", "opinion")),
    Page(
        "works",
        on_wall=True,
        needs=("project",),
        parts=("project_stage", "project.longitude", "outreach_event"),
    ),
    Page("cases", on_wall=True, needs=("case_file",), parts=("department", "case_event")),
    Page("supervision", on_wall=True, needs=("case_file",), parts=("department",), recorded=True),
    Page(
        "bulletin",
        parts=(*_COVERAGE, "post.first_official_reply_at", "case_file", "project", "project_stage"),
        recorded=True,
    ),
    Page(
        "meeting",
        on_wall=True,
        parts=("membership.household_id", "membership.is_party_member", "project", "case_file", "post"),
        recorded=True,
    ),
    Page(
        "committee",
        on_wall=True,
        compares=True,
        parts=(*_COVERAGE, "neighbourhood", "building", "outreach_event", "project", *_PARTY, "party_branch"),
        recorded=True,
        about=(("neighbourhood", "areas"), ("building", "areas")),
    ),
    Page(
        "campaigns",
        needs=("campaign",),
        parts=("campaign_post", "campaign_committee", "campaign_photo"),
    ),
    Page("definitions"),
    Page("help"),
    Page("administration", recorded=True),
    Page(
        "department",
        hidden=True,
        needs=("department",),
        parts=("post", "interaction", "case_file"),
        about=(("department", "department"),),
    ),
    Page(
        "project",
        hidden=True,
        on_wall=True,
        needs=("project",),
        parts=(
            *("project_stage", "plan_revision", "opinion", "project_building", "project_vote"),
            *("project_photo", "project_rating"),
        ),
    ),
)
BY_KEY = {page.key: page for page in PAGES}
SCREEN, REMOTE, SIGN_IN, SIGN_OUT, ACCOUNT = map(Page, ("screen", "remote", "sign-in", "sign-out", "account"))
"""The meeting-room screen, its remote and the documents of signing in, each a document of its own."""
PROVIDER, BACK = map(Page, ("sign-in/provider", "sign-in/back"))
"""The way to the provider at which people sign in, and the way back from there."""
_DOCUMENTS = {page.key: page for page in (SCREEN, REMOTE, SIGN_IN, SIGN_OUT, ACCOUNT, PROVIDER, BACK)}


def address(key: str) -> str:
    """Where a browser finds a page, or a document of its own. Raises KeyError for what is neither."""
    return under_base((_DOCUMENTS | BY_KEY)[key].address)
