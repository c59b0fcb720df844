"""What is wrong with cases and their events is named on the data page, row by row, and nothing is lost; what is not surely
public is not."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import create_engine, select, update

from data_access import platform, store
from data_access.database import store_engine
from data_access.wording import LANGUAGES, words
from tests.refresh.town import DAY, NOW, contents, made, rebuilt, refreshed

HOUR = timedelta(hours=1)
CASE = {
    "id": "a1", "committee_code": "c1", "category": "停车", "kind": "help", "source": "visit", "level": "town",
    "is_sensitive": False, "received_at": DAY, "closed_at": DAY + HOUR, "result": "solved",
}  # fmt: skip
OTHER = CASE | {"id": "a2"}
DEPARTMENT = {"code": "d1", "name": "城管中队", "block": "机关"}


@pytest.fixture
def found(tmp_path):
    """Refreshes a platform with the case a1, and returns its store's defects of cases (kind, table): rows."""

    def run(events: tuple[dict, ...] = (), settings: dict | None = None, **columns) -> Counter:
        rows = [{"case_id": "a1", "id": str(number)} | event for number, event in enumerate(events)]
        source = made(
            f"sqlite:///{tmp_path / 'p.db'}",
            case_file=[CASE | columns, OTHER],
            case_event=rows,
            department=[DEPARTMENT],
            post=[
                {"id": "p1", "committee_code": "c1", "board_code": "b", "author_id": "r", "kind": "talk"}
                | {"created_at": DAY}
            ],
        )
        url = f"sqlite:///{tmp_path / 's.db'}"
        refreshed(source, url, **settings or {})
        engine = store_engine(url)
        with engine.connect() as connection:
            assert len(connection.execute(select(store.case_file)).all()) == 2, "a case is lost"
            about = store.defect.c.source.in_(("case_file", "case_event"))
            defects = connection.execute(select(store.defect).where(about)).all()
        engine.dispose()
        return Counter({(row.kind, row.source): row.rows for row in defects})

    return run


def test_a_plain_case_has_none(found):
    plain = {
        "department_code": "d1", "neighbourhood_code": "n1", "post_id": "p1", "due_at": DAY + HOUR, "rating": 5,
        "deferred_until": datetime(2017, 6, 23),
    }  # fmt: skip
    assert found(({"kind": "deferred", "at": DAY},), **plain) == {}


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ({"closed_at": DAY - HOUR}, "closed_before_received"),
        ({"due_at": DAY - HOUR}, "due_before_received"),
        ({"closed_at": None}, "result_without_closing"),
        ({"result": None}, "closing_without_result"),
        ({"department_code": "d9"}, "unknown_department"),
        ({"committee_code": "c9"}, "unknown_committee"),
        ({"neighbourhood_code": "n9"}, "unknown_neighbourhood"),
        ({"post_id": "p9"}, "unknown_post"),
        ({"kind": "rumour"}, "unknown_value"),
        ({"source": "rumour"}, "unknown_value"),
        ({"level": "rumour"}, "unknown_value"),
        ({"result": "rumour"}, "unknown_value"),
        ({"rating": 6}, "unknown_value"),
        ({"first_contacted_at": NOW}, "future_time"),
        (
            {"deferred_until": datetime(2017, 6, 23, 0, 1)},
            "deferral_too_long",
        ),  # 15 working days: to 24:00 of the 22nd
    ],
    ids=lambda value: value if isinstance(value, str) else "+".join(value),
)
def test_each_flaw_of_a_case_is_named(found, columns, kind):
    assert found(**columns) == {(kind, "case_file"): 1}


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ({"kind": "urged", "at": DAY, "case_id": "a9"}, "unknown_case"),
        ({"kind": "forgotten", "at": DAY}, "unknown_value"),
        ({"kind": "returned", "at": DAY, "department_code": "d9"}, "unknown_department"),
        ({"kind": "urged", "at": NOW}, "future_time"),
    ],
)
def test_each_flaw_of_an_event_is_named(found, event, kind):
    assert found((event,)) == {(kind, "case_event"): 1}


def test_a_day_beyond_the_calendar_is_named_until_the_settings_know_its_year(found):
    late = {"received_at": datetime(2027, 1, 4), "closed_at": None, "result": None}
    assert ("calendar_unknown", "case_file") in found(**late)


def test_the_settings_calendar_is_known(found):
    late = {"received_at": datetime(2027, 1, 4), "closed_at": None, "result": None}
    own = {"calendar": {"holidays": ["2027-01-01"]}}
    assert ("calendar_unknown", "case_file") not in found(settings=own, **late)


def test_every_defect_has_its_words():
    kinds = {
        "closed_before_received",
        "due_before_received",
        "result_without_closing",
        "closing_without_result",
    }
    for kind in kinds | {"unknown_case", "deferral_too_long", "calendar_unknown"}:
        for lang in LANGUAGES:
            for part in ("defect", "defect_effect", "defect_remedy"):
                assert words(lang)[f"{part}.{kind}"]


def test_what_does_not_say_that_it_is_public_is_not(tmp_path):
    source = made(f"sqlite:///{tmp_path / 'p.db'}", case_file=[CASE | {"id": f"a{n}"} for n in range(6)])
    spellings = ("N", "否", "Y", "是", "maybe", " f ")
    engine = create_engine(source)
    with engine.begin() as connection:
        for number, spelling in enumerate(spellings):
            change = "update case_file set is_sensitive = ? where id = ?"
            connection.exec_driver_sql(change, (spelling, f"a{number}"))
    engine.dispose()
    url = f"sqlite:///{tmp_path / 's.db'}"
    refreshed(source, url)
    engine = store_engine(url)
    with engine.connect() as connection:
        kept = dict(
            map(tuple, connection.execute(select(store.case_file.c.id, store.case_file.c.is_sensitive)))
        )
    engine.dispose()
    assert [kept[f"a{n}"] for n in range(6)] == [False, False, True, True, True, False]


def test_a_case_that_changes_moves_its_deadline_at_once(tmp_path):
    opened = CASE | {"closed_at": None, "result": None}
    source = made(f"sqlite:///{tmp_path / 'p.db'}", case_file=[opened, OTHER])
    url = f"sqlite:///{tmp_path / 's.db'}"
    refreshed(source, url)
    engine = create_engine(source)
    with engine.begin() as connection:
        change = {"deferred_until": DAY + 200 * HOUR, "kind": "enquiry", "updated_at": NOW + HOUR}
        connection.execute(update(platform.case_file).where(platform.case_file.c.id == "a1").values(**change))
    engine.dispose()
    later = NOW + 2 * HOUR
    assert refreshed(source, url, now=later).changed_rows > 0
    assert contents(url)["case_deadline"] == rebuilt(source, tmp_path, later)["case_deadline"]
    assert refreshed(source, url, "reconcile", later).changed_rows == 0
    assert refreshed(source, url, now=later, cases={"enquiry": 3}).changed_rows == 2
