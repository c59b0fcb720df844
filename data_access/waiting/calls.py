"""Whom to call: how much waits for each committee, and for how long."""

from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from data_access import rows
from data_access.concerns.answers import Answered
from data_access.rows import Maybe
from data_access.works.stages import LATE

_AS_IN_TOWN = {"applications": "waiting", "applications_long": "waiting_long"}
COUNTED_POSTS = {"unanswered": "posts", "unanswered_24h": "posts_late", "oldest_days": "posts_oldest"}
"""What of concerns.by_committee a call is about, and what it is called in it."""
COUNTS = ("opinions", "posts", "posts_late", "applications", "applications_long", "works_late")


class Call(Protocol):
    """A row of `by_committee`: a committee, and what waits for it."""

    committee: str
    name: Maybe[str]
    """Missing for a committee that is not there."""
    opinions: int
    """Without an answer."""
    oldest: Maybe[int]
    """For how many days the oldest of them has waited."""
    posts: int
    """That ask for an answer and have none."""
    posts_late: int
    """Those of them older than 24 hours."""
    posts_oldest: Maybe[int]
    """For how many days the oldest of them has waited."""
    longest: Maybe[int]
    """For how many days the oldest opinion or post has waited."""
    applications: int
    """Not verified; 0 of a committee that has ended."""
    applications_long: int
    """Those of them that wait too long."""
    works_late: int
    """Behind plan, without the suspended."""
    watched: bool
    """Whether it is known if it stands still."""
    stalled: bool
    matters: int
    """All that a call is about: opinions, posts and applications that wait too long, late works, standing still."""


def by_committee(
    standings: pd.DataFrame,
    opinions: pd.DataFrame,
    works: pd.DataFrame,
    concerns: pd.DataFrame,
    committee: str | None = None,
) -> pd.DataFrame:
    """A row each committee of the day, and each other one whose works or posts wait: rows of `Call`, the most matters
    first, then who has kept someone waiting longest. `standings`: progress.standings; `opinions`: unanswered.aged; `works`:
    consultation.as_of; `concerns`: concerns.by_committee; `committee`: that one's row alone."""
    late = works[works["light"].isin(LATE)]
    posts = concerns[concerns["committee"].ne("") & concerns["unanswered"].gt(0)].rename(
        columns=COUNTED_POSTS
    )
    counted = standings.rename(columns={"waiting": "applications", "waiting_long": "applications_long"})
    named = pd.concat([frame[["committee", "name"]] for frame in (standings, opinions, late, posts)])
    frame = named.dropna(subset="committee").drop_duplicates("committee")
    kept = ["committee", "applications", "applications_long", "watched", "stalled"]
    frame = frame.merge(counted[kept], on="committee", how="left")
    waits = opinions.groupby("committee")["days"].agg(opinions="size", oldest="max").reset_index()
    behind = late.groupby("committee").size().rename("works_late").reset_index()
    for found in (waits, behind, posts[["committee", *COUNTED_POSTS.values()]]):
        frame = frame.merge(found, on="committee", how="left")
    whole = {key: pd.to_numeric(frame[key]).fillna(0).astype(int) for key in COUNTS}
    flags = {key: frame[key].eq(True) for key in ("watched", "stalled")}
    ages = {key: pd.to_numeric(frame[key]).astype("Int64") for key in ("oldest", "posts_oldest")}
    frame = frame.assign(**whole, **flags, **ages)
    parts = (frame[key] for key in ("opinions", "posts_late", "applications_long", "works_late", "stalled"))
    matters = sum(part.astype(int) for part in parts)
    frame = frame.assign(matters=matters, longest=frame[["oldest", "posts_oldest"]].max(axis=1))
    order = ["matters", "longest", "committee"]
    frame = frame.sort_values(order, ascending=[False, False, True], na_position="last", ignore_index=True)
    return frame if committee is None else rows.of(frame, committee)


@dataclass(frozen=True)
class Sums:
    """What waits altogether, in the town or for one committee."""

    committees: int
    """Those with a matter to be called about."""
    opinions: int
    oldest: int | None
    """For how many days the oldest of them has waited."""
    posts: int
    """That ask for an answer and have none."""
    posts_late: int
    """Those of them older than 24 hours."""
    posts_oldest: int | None
    applications: int
    """Persons: who applies to two committees is one in the town."""
    applications_long: int
    works_late: int
    stalled: int | None
    """None where it is not known."""


def sums(
    calls: pd.DataFrame,
    opinions: pd.DataFrame,
    town: pd.DataFrame,
    concerns: Answered | None,
    committee: str | None,
) -> Sums:
    """The sums of `by_committee`. `opinions`: unanswered.aged; `town`: registration.town of the day; `concerns`:
    concerns.town, None where it is not known what was answered; `committee`: the one whose row `calls` is, None: all."""
    persons = town if committee is None else calls.rename(columns=_AS_IN_TOWN)
    waiting, long = (int(persons[key].sum()) for key in ("waiting", "waiting_long"))
    return Sums(
        committees=int((calls["matters"] > 0).sum()),
        opinions=len(opinions),
        oldest=int(opinions["days"].max()) if len(opinions) else None,
        posts=concerns.unanswered if concerns else 0,
        posts_late=concerns.unanswered_24h if concerns else 0,
        posts_oldest=concerns.oldest_days if concerns else None,
        applications=waiting,
        applications_long=long,
        works_late=int(calls["works_late"].sum()),
        stalled=int(calls["stalled"].sum()) if calls["watched"].any() else None,
    )
