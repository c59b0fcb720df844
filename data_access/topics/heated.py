"""Topics by who takes part in them: of the town, of a committee, over the weeks; small groups covered below the town."""

from datetime import date, timedelta
from typing import Protocol

import pandas as pd

from data_access.metrics.suppression import covers
from data_access.rows import Maybe
from data_access.settings import Settings
from data_access.store import OTHER
from data_access.topics.rising import judged

DAY, WEEK, WEEKS = timedelta(days=1), timedelta(days=7), 12
_CELL = ["day", "topic", "committee", "name", "participants", "participants_cover", "posts"]


class Heat(Protocol):
    """A row of `heat`: a topic, and who takes part in it in the 7 days up to the day."""

    topic: str
    name: Maybe[str]
    """As the town calls it; missing for what belongs to none."""
    participants: Maybe[float]
    """Distinct residents and party members who posted or commented; missing where covered."""
    participants_cover: Maybe[str]
    """How it is covered, as in metrics.suppression; missing where it is not."""
    participants_before: Maybe[float]
    """The same 7 days earlier."""
    participants_before_cover: Maybe[str]
    posts: int
    """Of any kind."""
    posts_before: int
    expected: Maybe[float]
    """How many would take part if the topic had its usual part of all that is said; missing where too little is there to say
    so, or where participants are covered."""
    rising: bool
    since: Maybe[date]
    """The first day of the alarm that goes on."""


class Cell(Protocol):
    """A row of `by_committee`: a topic in a committee."""

    topic: str
    topic_name: Maybe[str]
    committee: str
    name: str
    participants: Maybe[float]
    participants_cover: Maybe[str]
    posts: int


def of_town(lately: pd.DataFrame, weeks: pd.DataFrame, on: date, settings: Settings) -> pd.DataFrame:
    """Rows of `Heat` of the town. `lately`, `weeks`: the town's, as rising.judged takes them."""
    frame = _topics(settings)
    for suffix, day in (("", on), ("_before", on - WEEK)):
        of_day = weeks[weeks["day"] == day].set_index("topic")
        for column in ("participants", "posts"):
            frame[column + suffix] = frame["topic"].map(of_day[column]).fillna(0).astype(int)
        frame[f"participants{suffix}_cover"] = None
    return _ranked(frame.merge(judged(lately, weeks, on), on="topic", how="left"))


def of_committee(
    lately: pd.DataFrame,
    weeks: pd.DataFrame,
    cells: pd.DataFrame,
    on: date,
    settings: Settings,
    committee: str,
) -> pd.DataFrame:
    """Rows of `Heat` of a committee. `lately`, `weeks`: its own, as rising.judged takes them; `cells`: covered, of the day and
    of a week before."""
    frame, own = _topics(settings), cells[cells["committee"] == committee]
    for suffix, day in (("", on), ("_before", on - WEEK)):
        of_day = own[own["day"] == day].set_index("topic")
        counted = frame["topic"].isin(of_day.index)
        frame[f"participants{suffix}"] = frame["topic"].map(of_day["participants"]).where(counted, 0)
        frame[f"participants{suffix}_cover"] = frame["topic"].map(of_day["participants_cover"])
        frame[f"posts{suffix}"] = frame["topic"].map(of_day["posts"]).fillna(0).astype(int)
    frame = frame.merge(judged(lately, weeks, on), on="topic", how="left")
    uncovered = frame["participants"].notna()
    frame["expected"] = frame["expected"].where(uncovered)
    frame["rising"] = frame["rising"].eq(True) & uncovered
    frame["since"] = frame["since"].where(frame["rising"], None)
    return _ranked(frame)


def covered(
    counts: pd.DataFrame, town: pd.DataFrame, committees: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Every topic that is talked about, in every committee of a day, small groups covered: day, topic, committee, name,
    participants (missing where covered), participants_cover, posts. `counts`: counts.in_committees; `town`: counts.of_days;
    `committees`: counts.committees."""
    whole = dict(zip(zip(town["day"], town["topic"], strict=True), town["participants"], strict=True))
    numbers: dict[tuple, dict[str, tuple[int, int]]] = {}
    for day, lines in zip(counts["day"], counts["counts"], strict=True):
        for line in lines.split("\n"):
            persons, posts, topic, committee = line.split(" ", 3)
            numbers.setdefault((day, topic), {})[committee] = int(persons), int(posts)
    places = list(committees.itertuples())
    limit, rows = settings.minimums.small_group, []
    for (day, topic), found in sorted(numbers.items()):
        valid = [
            one for one in places if one.valid_from <= day and (pd.isna(one.valid_to) or one.valid_to > day)
        ]
        persons, posts = (
            zip(*(found.get(one.committee, (0, 0)) for one in valid), strict=True) if valid else ((), ())
        )
        cover = covers(persons, limit=limit, total=whole.get((day, topic)))
        rows += [
            (day, topic, one.committee, one.name, pd.NA if hidden else number, hidden, written)
            for one, number, hidden, written in zip(valid, persons, cover, posts, strict=True)
        ]
    frame = pd.DataFrame(rows, columns=_CELL).astype({"participants": "Float64", "posts": int})
    return frame.assign(participants_cover=pd.Series([row[5] for row in rows], dtype="object"))


def cells(covered_cells: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Rows of `Cell`. `covered_cells`: covered, of one day."""
    called = {topic.key: topic.name for topic in settings.topics}
    frame = covered_cells.assign(topic_name=covered_cells["topic"].map(called))
    return frame[["topic", "topic_name", *_CELL[2:]]]


def lines(covered_cells: pd.DataFrame, committee: str) -> pd.DataFrame:
    """A committee's participants under each topic on some days: topic, day, participants, participants_cover."""
    own = covered_cells[covered_cells["committee"] == committee]
    columns = ["topic", "day", "participants", "participants_cover"]
    return own[columns].sort_values(["topic", "day"], ignore_index=True)


def lines_of_town(counts: pd.DataFrame, settings: Settings, days: tuple[date, ...]) -> pd.DataFrame:
    """The town's participants under each topic on all of the days: topic, day, participants, participants_cover."""
    every = pd.MultiIndex.from_product([_topics(settings)["topic"], days], names=["topic", "day"])
    found = counts.set_index(["topic", "day"])["participants"].reindex(every, fill_value=0)
    return found.reset_index().assign(participants_cover=None)


def curve(covered_cells: pd.DataFrame, committee: str, topic: str, days: tuple[date, ...]) -> pd.DataFrame:
    """A topic in a committee on all of the days: day, participants, participants_cover, posts."""
    own = covered_cells[(covered_cells["committee"] == committee) & (covered_cells["topic"] == topic)]
    frame = pd.DataFrame({"day": days}).merge(
        own.drop(columns=["topic", "committee", "name"]), on="day", how="left"
    )
    nothing = frame["posts"].isna()
    frame["participants"] = frame["participants"].mask(nothing, 0)
    return frame.assign(posts=frame["posts"].fillna(0).astype(int))


def curve_of_town(counts: pd.DataFrame, topic: str, days: tuple[date, ...]) -> pd.DataFrame:
    """A topic in the town on all of the days, as `curve`."""
    own = counts[counts["topic"] == topic].set_index("day")
    found = own[["participants", "posts"]].reindex(list(days), fill_value=0).rename_axis("day").reset_index()
    return found.assign(participants_cover=None)


def _topics(settings: Settings) -> pd.DataFrame:
    topics = [(topic.key, topic.name) for topic in settings.topics]
    return pd.DataFrame([*topics, (OTHER, None)], columns=["topic", "name"])


def _ranked(frame: pd.DataFrame) -> pd.DataFrame:
    """The most participants first, then those that are covered, then the rest; what belongs to none last."""
    size = frame["participants"].astype("Float64").where(frame["participants_cover"].isna(), 0.5)
    order = frame.assign(
        size=size, rest=frame["topic"] == OTHER, rising=frame["rising"].eq(True), number=range(len(frame))
    ).sort_values(["rest", "size", "number"], ascending=[True, False, True], kind="stable", ignore_index=True)
    return order[list(Heat.__annotations__)]
