"""One project's stages against their plan, its photos as of a day, and how long others of its kind took."""

from datetime import date

import pandas as pd
import pytest
from sqlalchemy import insert

from data_access import store
from data_access.database import only_writer, read, snapshot, store_engine
from data_access.works import consultation, ledger, plans, project, stages, voting
from tests import hand
from tests.hand import ON
from tests.works.planted_project import C1, CHANGED, P, plant

MAY, JUNE, JULY = (date(2017, month, 1) for month in (5, 6, 7))


def course(on: date = ON, stage: str | None = None, **days: tuple) -> dict[str, project.Stop]:
    """The stops of stages given by name as (planned, entered); see stops_of."""
    return stops_of(days, on, stage)


def stops_of(days: dict[str, tuple], on: date = ON, stage: str | None = None) -> dict[str, project.Stop]:
    """The stops that a project's page shows of the days (planned, entered) of its stages."""
    rows = [(name, planned, entered, None) for name, (planned, entered) in days.items()]
    frame = pd.DataFrame(rows, columns=["stage", "planned_on", "entered_on", "note"], dtype="object")
    return {stop.stage: stop for stop in project.rail(frame, stage, on, ON)}


def test_a_slip_is_the_days_from_plan_to_entry():
    stops = course(
        stage="started",
        approved=(date(2017, 6, 1), date(2017, 6, 4)),
        confirmed=(date(2017, 6, 20), date(2017, 6, 18)),
        started=(JULY, JULY),
        completed=(date(2017, 7, 10), None),
        evaluated=(date(2017, 7, 20), None),
    )
    assert [stops[name].slip for name in ("approved", "confirmed", "started", "completed", "evaluated")] == [
        3,
        -2,
        0,
        6,
        None,
    ]
    assert [stops[name].state for name in ("approved", "consulting", "started", "completed", "evaluated")] == [
        "entered", "skipped", "current", "overdue", "ahead",
    ]  # fmt: skip


def test_a_day_to_come_is_not_there_and_one_after_the_data_is_a_mistake():
    days = {"proposed": (None, MAY), "approved": (None, JULY), "completed": (None, date(2017, 9, 1))}
    stops = course(on=JUNE, stage="proposed", **days)
    assert stops["approved"].entered_on is None
    assert stops["approved"].flaws == ()
    assert stops["completed"].flaws == ("stage_in_future",)


@pytest.mark.parametrize(
    "entered",
    [
        {"proposed": MAY, "approved": JUNE, "design_published": JULY},
        {"proposed": JUNE, "approved": MAY},
        {"proposed": MAY, "started": JULY},
        {"proposed": MAY, "approved": JULY, "cancelled": JUNE},
        {"proposed": MAY, "approved": date(2017, 9, 1)},
        {
            "approved": MAY,
            "consulting": JULY,
            "started": JUNE,
            "cancelled": MAY,
            "completed": date(2018, 1, 1),
        },
    ],
)
def test_the_page_finds_what_the_data_page_finds(entered):
    stops = stops_of({name: (None, day) for name, day in entered.items()})
    found = {flaw for stop in stops.values() for flaw in stop.flaws}
    expected = {flaw.kind for flaw in stages.flaws(entered, ON)}
    assert found == expected


def test_what_took_how_long_leaves_mistakes_out():
    stops = tuple(course(started=(None, JUNE), completed=(None, date(2017, 6, 11))).values())
    assert project.took(stops, "started", "completed") == 10
    stops = tuple(course(confirmed=(None, JULY), started=(None, MAY), completed=(None, ON)).values())
    assert project.took(stops, "started", "completed") is None
    assert project.took(stops, "confirmed", "evaluated") is None


@pytest.mark.parametrize(
    ("on", "phases"),
    [
        (date(2017, 5, 24), []),
        (date(2017, 5, 25), ["before"]),
        (date(2017, 7, 1), ["before", "during"]),  # the one without a day: the works have begun
        (date(2017, 7, 2), ["before", "during", "during"]),
        (ON, ["before", "during", "during", "after"]),
    ],
)
def test_photos_are_there_from_their_day_on(on, phases, tmp_path):
    url = hand.made(tmp_path / "store.db")
    plant(url, project_photo=[{"id": "x", "phase": "during", "taken_on": None, "url": "x.png"}])
    engine = store_engine(url)
    with snapshot(engine) as connection:
        stops = project.rail(read(connection, project.stages(P)), None, on, ON)
        shown = project.visible_photos(read(connection, project.photos(P)), stops, on)
        ratings = read(connection, project.ratings(P, on)).iloc[0]
    engine.dispose()
    assert list(shown["phase"]) == phases
    assert (ratings.ratings, ratings.satisfied, ratings.others) == ((8, 6, 0) if on == ON else (0, 0, 0))


def test_neighbours_take_the_days_between_their_stages(demo_store):
    engine = store_engine(f"sqlite:///{demo_store}")
    with snapshot(engine) as connection:
        works = consultation.as_of(read(connection, consultation.projects(ON)), ON)
    engine.dispose()
    own = works[works["title"] == "祁南一村1–16号无障碍坡道"].iloc[0]
    others = project.neighbours(works, own["project"], own["kind"])
    assert others.iloc[0]["project"] == own["project"]
    assert others.iloc[0]["days_started"] == (own["entered_started"] - own["entered_confirmed"]).days == 11
    assert (others.drop(columns=["project", "title", "committee", "name", "stage"]).min() >= 0).all()
    middle = project.medians(others, own["project"])
    known = sorted(others.iloc[1:]["days_approved"].dropna())
    assert middle["days_approved"] == pd.Series(known).median()
    alone = project.neighbours(works[works["project"] == own["project"]], own["project"], own["kind"])
    assert project.medians(alone, own["project"])["total"] is None


def test_postgresql_reads_the_same(postgresql_url, tmp_path):
    file = hand.made(tmp_path / "store.db")
    engine = store_engine(postgresql_url, create=True)
    with only_writer(engine) as connection:
        store.tables.create_all(connection)
        row = {
            "code": C1,
            "name": "C1",
            "kind": "residents",
            "valid_from": date(2017, 1, 1),
            "updated_at": CHANGED,
        }
        connection.execute(insert(store.committee).values(row))
    engine.dispose()
    found = []
    for url in (file, postgresql_url):
        plant(url)
        engine = store_engine(url)
        with snapshot(engine) as connection:
            found.append([read(connection, query) for query in _queries()])
        engine.dispose()
    for one, other in zip(*found, strict=True):
        assert len(one)
        pd.testing.assert_frame_equal(one, other, check_dtype=False)


def _queries():
    yield from (project.about(P), project.stages(P), project.photos(P), project.ratings(P, ON))
    yield from (ledger.opinions(P, ON), ledger.counts(P, ON), ledger.buildings(P, ON))
    yield from (plans.versions(P), voting.vote(P, ON))
