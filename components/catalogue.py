"""The tables that pages offer to take away, by the names under which scripts ask for them, and what may be asked."""

from components import menu
from components.parts import allowed, lacking
from data_access.access.rights import Rights
from data_access.state import State

TABLES = {
    "me": ("calls", "opinions", "unanswered", "applications"),
    "registration": ("ranking", "pooled", "outreach", "coverage", "daily", "heat", "residents", "talk"),
    "party": (
        *("party_interaction", "positive_posts", "praise_received", "silent", "departments", "visits"),
        *("committees", "branches", "kinds", "members", "boards", "hours", "calendar"),
    ),
    "topics": (
        *(
            "topics",
            "answers",
            "answering_departments",
            "answering_boards",
            "origins",
            "posts",
            "suggestions",
        ),
        *("topic_days", "topic_answers", "topic_committees", "topic_works"),
    ),
    "consultation": ("works", "stuck", "flow"),
    "works": ("mapped_works",),
    "cases": (
        *("cases", "case_departments", "case_committees", "case_categories", "case_ages", "case_flow"),
        "case_steps",
    ),
    "supervision": ("slips", "slip_proposals", "slip_units", "slip_steps"),
    "bulletin": ("bulletin_figures",),
    "meeting": ("decisions", "meetings", "decision_steps"),
    "committee": ("why", "neighbourhoods", "buildings", "next_doors", "events", "committee_talk"),
    "project": (
        *("project_stages", "project_plans", "project_vote", "project_heard", "project_ledger"),
        "project_neighbours",
    ),
    "campaigns": ("campaigns", "campaign_effect"),
    "department": ("department_cases", "department_topics"),
    "definitions": ("metrics", "defects", "runs"),
    "administration": ("accounts", "audit", "settings"),
}
"""By page; a name is that of one page alone."""
PAPERS = {"supervision": ("slip",), "bulletin": ("bulletin",), "meeting": ("minutes",)}
"""The official documents that pages offer, in the same way; each at an address that says which."""
OF_ONE_PLACE = ("committee", "project", "department")
"""Pages of one place, which the parameter of the same name says."""
PARAMETERS = (
    *(
        "on",
        "compare",
        "committee",
        "neighbourhood",
        "building",
        "branch",
        "project",
        "lang",
        "look",
        "embed",
    ),
    *("q", "sort", "rows", "chosen", "kind", "stage", "light", "programme", "view", "layers", "part"),
    *("centre", "map", "plans", "outcome", "notice", "case", "window", "department", "category", "source"),
    *("topic", "board", "campaign", "as", "account", "slip", "hours", "meeting", "decision"),
)
"""What the addresses of pages may say."""


def offered(rights: Rights, town: State | None = None) -> dict[str, tuple[str, ...]]:
    """The tables for a reader, by page, for which the town has data, as far as that is known."""
    kept = {
        page: tuple(name for name in names if allowed.offers(rights, name) and _has_data(town, page, name))
        for page, names in TABLES.items()
        if rights.opens(page)
    }
    return {page: names for page, names in kept.items() if names}


def _has_data(town: State | None, page: str, table: str) -> bool:
    return town is None or town.keeps(*menu.BY_KEY[page].needs, *lacking.NEEDS.get(table, ()))


def page_of(table: str) -> menu.Page | None:
    """The page that offers a table or a paper; None where none does."""
    offers = [*TABLES.items(), *PAPERS.items()]
    return next((menu.BY_KEY[page] for page, names in offers if table in names), None)
