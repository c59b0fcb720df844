"""Which kinds of work belong to a topic."""

import pandas as pd

from data_access.made import Made

KINDS = {
    "parking": ("parking",),
    "illegal_building": ("demolition",),
    "vegetable_plots": ("greening",),
    "flooding": ("drainage",),
    "lighting": ("lighting",),
    "greening": ("greening", "tree"),
    "security": ("wall",),
    "elderly": ("ramp",),
}
"""By a topic's key; the other topics have no works of their own."""


def works(standing: Made[pd.DataFrame], topic: str, committee: str | None = None) -> Made[pd.DataFrame]:
    """The works of a topic's kinds, those behind plan and the longest late first. `standing`: works.standing; `committee`:
    that one's alone."""
    return Made(_chosen, standing, topic, committee)


def topics_of(kind: str) -> list[str]:
    """The keys of the topics that works of a kind belong to."""
    return [topic for topic, kinds in KINDS.items() if kind in kinds]


def _chosen(works: pd.DataFrame, topic: str, committee: str | None) -> pd.DataFrame:
    of_topic = works["kind"].isin(KINDS.get(topic, ()))
    rows = works[of_topic & (works["committee"].eq(committee) | (committee is None))]
    late = pd.to_numeric(rows["days_late"]).fillna(0)
    order = rows.assign(late=late, ended=rows["light"].isna())
    return order.sort_values(["ended", "late", "project"], ascending=[True, False, True], ignore_index=True)
