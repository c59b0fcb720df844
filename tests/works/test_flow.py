"""How works move through their stages, counted on fingers: stays, medians, the mark of the stuck, weeks."""

from datetime import date, timedelta

import pandas as pd
import pytest

from data_access.wording import words
from data_access.works import consultation, flow
from data_access.works.stages import ACTORS, ORDER, flaws

ON = date(2017, 7, 16)  # a Sunday


def before(days: int) -> date:
    """So many days before ON."""
    return ON - timedelta(days=days)


def works(*courses: dict[str, int]) -> pd.DataFrame:
    """Works P1, P2, … that entered their stages so many days before ON, as of ON."""
    rows = [
        {
            "project": f"P{number}",
            **{f"planned_{name}": None for name in ORDER},
            **{f"entered_{name}": before(course[name]) if name in course else None for name in ORDER},
        }
        for number, course in enumerate(courses, 1)
    ]
    return pd.DataFrame(rows).astype("object")


def spans(*courses: dict[str, int]) -> list[tuple]:
    """The stays as (work, stage, days ago entered, days ago left)."""
    return [
        (
            row.project,
            row.stage,
            (ON - row.entered_on).days,
            None if row.left_on is None else (ON - row.left_on).days,
        )
        for row in flow.spans(works(*courses)).itertuples()
    ]


MOVES = {
    "proposed": "社区办",
    "approved": "居委会",
    "design_published": "居委会",
    "consulting": "居委会",
    "confirmed": "社区办",
    "started": "施工方",
    "completed": "居民",
    "suspended": "社区办",
}
"""Who has to act next, as the town's officials say it."""


def test_each_stage_waits_for_who_has_to_act():
    assert {stage: words("zh")[f"actor.{actor}"] for stage, actor in ACTORS.items()} == MOVES


def test_a_work_stays_in_a_stage_until_it_enters_the_next():
    assert spans({"proposed": 30, "approved": 20, "consulting": 5}) == [
        ("P1", "proposed", 30, 20), ("P1", "approved", 20, 5), ("P1", "consulting", 5, None),
    ]  # fmt: skip


def test_a_stage_entered_and_left_on_one_day_is_a_stay_of_none():
    assert spans({"proposed": 9, "approved": 9}) == [("P1", "proposed", 9, 9), ("P1", "approved", 9, None)]


def test_a_suspension_is_a_stay_of_its_own():
    assert spans({"consulting": 30, "suspended": 20, "started": 4}) == [
        ("P1", "consulting", 30, 20), ("P1", "suspended", 20, 4), ("P1", "started", 4, None),
    ]  # fmt: skip


def test_nothing_follows_a_cancellation_and_nothing_goes_back():
    assert spans({"proposed": 30, "cancelled": 20, "approved": 4})[-1] == ("P1", "cancelled", 20, None)
    assert spans({"approved": 4, "started": 20}) == [("P1", "started", 20, None)]


@pytest.mark.parametrize("seed", range(40))
def test_the_stays_are_what_the_board_shows_day_by_day(seed):
    chance = pd.Series(range(len(ORDER))).sample(frac=1, random_state=seed).tolist()
    course = {ORDER[place]: (seed * 7 + place * place * 3) % 25 for place in chance[: 2 + seed % 8]}
    stays = flow.spans(works(course))
    for ago in range(26):
        day = before(ago)
        known = works({name: days for name, days in course.items() if days >= ago})
        shown = consultation.as_of(known, day)["stage"][0]
        there = [
            row.stage for row in stays.itertuples()
            if row.entered_on <= day and (row.left_on is None or day < row.left_on)
        ]  # fmt: skip
        assert there == ([shown] if shown else []), (course, day)


# Four works stayed in consulting for 2, 4, 6 and 10 days: three quarters of them for 7 days at most
# (between the third and the fourth at a quarter of the way: 6 + (10 − 6) × 0.25).
LEFT = [{"consulting": 20, "confirmed": 20 - days} for days in (2, 4, 6, 10)]


def test_medians_and_quartiles_are_interpolated():
    found = flow.stays(flow.spans(works(*LEFT))).set_index("stage")
    assert tuple(found.loc["consulting"]) == (4, 5.0, 7.0)
    assert found.loc["confirmed", "left"] == 0
    assert pd.isna(found.loc["confirmed", "median"])


def test_with_three_that_have_left_nothing_is_too_long():
    found = flow.stays(flow.spans(works(*LEFT[:3]))).set_index("stage")
    assert found.loc["consulting", "median"] == 4
    assert pd.isna(found.loc["consulting", "quartile"])


def test_who_only_passed_through_a_stage_does_not_shorten_what_is_usual():
    passed = [{"consulting": 20, "confirmed": 20}] * 3
    found = flow.stays(flow.spans(works(*LEFT, *passed))).set_index("stage")
    assert (found.loc["consulting", "left"], found.loc["consulting", "quartile"]) == (7, 7.0)
    found = flow.stays(flow.spans(works(*LEFT[:3], *passed))).set_index("stage")
    assert pd.isna(found.loc["consulting", "quartile"])


@pytest.mark.parametrize(("days", "stuck"), [(0, False), (7, False), (8, True), (30, True)])
def test_a_work_is_stuck_above_three_quarters_and_not_at_it(days, stuck):
    frame = works(*LEFT, {"consulting": days})
    shown = consultation.as_of(frame, ON).set_index("project")
    assert shown.loc["P5", "stuck"] == stuck
    assert (shown.loc["P5", "limit"], shown.loc["P5", "actor"]) == (7.0, "committee")


def test_who_is_done_with_is_never_stuck_and_waits_for_nobody():
    frame = works(*LEFT, {"evaluated": 200}, {"proposed": 90, "cancelled": 80})
    shown = consultation.as_of(frame, ON).set_index("project")
    assert not shown.loc[["P5", "P6"], "stuck"].any()
    assert shown.loc[["P5", "P6"], "actor"].isna().all()


def test_every_stage_but_the_last_has_somebody_to_act():
    assert set(ORDER) - set(ACTORS) == {"evaluated", "cancelled"}


def test_weeks_begin_on_monday_and_count_comings_and_goings():
    frame = works({"proposed": 6, "approved": 0}, {"proposed": 7}, {"proposed": 500})
    found = flow.weekly(flow.spans(frame), ON).set_index(["stage", "week"])
    weeks = sorted(set(found.index.get_level_values("week")))
    assert (len(weeks), weeks[0]) == (10, date(2017, 5, 8))
    this, last = date(2017, 7, 10), date(2017, 7, 3)
    assert tuple(found.loc[("proposed", this)]) == (1, 1)
    assert tuple(found.loc[("proposed", last)]) == (1, 0)
    assert tuple(found.loc[("approved", this)]) == (1, 0)
    assert found["entered"].sum() == 3  # what came before the weeks shown is not among them


def test_a_town_without_works_flows_nowhere():
    none = flow.spans(works({}))
    assert flow.weekly(none, ON)[["entered", "left"]].to_numpy().sum() == 0
    assert flow.stays(none)["left"].sum() == 0


def test_odd_stages_are_named():
    def odd(**course: int) -> list[tuple[str, str]]:
        found = flaws({name: before(days) for name, days in course.items()}, ON)
        return [(flaw.kind, flaw.stage) for flaw in found]

    passed = ["approved", "design_published", "consulting", "confirmed"]
    assert odd(proposed=9, approved=5) == []
    assert odd(proposed=5, approved=9) == [("stage_order", "approved")]
    assert odd(proposed=9, started=5) == [("stage_skipped", stage) for stage in passed]
    assert odd(proposed=9, approved=-1) == [("stage_in_future", "approved")]
    assert odd(proposed=9, cancelled=5, approved=3) == [("cancelled_goes_on", "approved")]
    assert odd(proposed=9, suspended=-2) == [("stage_in_future", "suspended")]
    assert odd(proposed=9, approved=-1, design_published=5) == [
        ("stage_in_future", "approved"),
        ("stage_skipped", "approved"),
    ]
