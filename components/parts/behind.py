"""The list behind a headline figure: the page and the place on it where what is counted stands one by one; persons by
committee only, never by themselves."""

from collections.abc import Mapping

from components.parts import allowed
from components.scope import current

_TOWN = {
    **dict.fromkeys(
        ("registered", "household_coverage", "gap_to_target", "committees"), "registration#ranking"
    ),
    **dict.fromkeys(("party_registered", "identity_shown_rate", "party_active"), "party#committees"),
    "department_joined": "party#departments",
    "silent": "party#silent",
    "visits": "party#visits",
    "waiting": "me#applications",
    "stalled": "me#stalled",
    "opinions_waiting": "me#opinions",
}
_COMMITTEE = {
    **dict.fromkeys(("movement", "gap_to_next", "net_new_households"), "registration#ranking"),
    **dict.fromkeys(("party_registered", "identity_shown_rate", "party_active", "silent"), "party#branches"),
    "household_coverage": "committee#neighbourhoods",
    "gap_to_target": "committee#next_doors",
    "visits": "party#visits",
}
_PROJECT = {
    **dict.fromkeys(("answered_rate", "adopted_rate"), "project#project_ledger"),
    **dict.fromkeys(("turnout", "consent"), "project#project_vote"),
    "revisions": "project#project_plans",
    "heard": "project#project_heard",
}


def address(key: str, of: Mapping[str, str]) -> str | None:
    """Where the list behind a figure is, by its key; None where there is none for the reader. `of`: the `committee` or the `project` that
    it is counted for, by its code; the town without one."""
    lists = _TOWN if not of else _PROJECT if "project" in of else _COMMITTEE if [*of] == ["committee"] else {}
    page, _, place = lists.get(key, "").partition("#")
    if not page or allowed.leaves_out(place, of.get("committee")):
        return None
    return current().link(page, place, **of) or None
