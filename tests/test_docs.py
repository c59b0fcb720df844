"""What the documents say of themselves holds."""

import re

from data_access.settings import ROOT

DECISIONS = (ROOT / "docs" / "decisions.md").read_text("utf-8")


def test_the_table_of_contents_names_every_decision_in_order_and_links_to_it():
    headings = re.findall(r"^## (.+)$", DECISIONS, re.MULTILINE)
    listed = re.findall(r"^- \[(.+)\]\(#(.+)\)$", DECISIONS, re.MULTILINE)
    assert listed == [(heading, anchor(heading)) for heading in headings]
    assert len(headings) > 30


def anchor(heading: str) -> str:
    """A heading's anchor as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
