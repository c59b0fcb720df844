"""What a bulletin says of decisions, by hand; and that it says the same of a day whatever is done later."""

from datetime import date, timedelta

import pandas as pd

from data_access import bulletins, recorded, state
from data_access.bulletins import kept, sections
from data_access.bulletins.content import Named
from data_access.database import snapshot, store_engine
from data_access.made import worked_out
from data_access.meetings.decisions import Decision
from data_access.settings import Settings
from tests.bulletins.bulletin import NOON, SUNDAY

FRIDAY, SATURDAY = SUNDAY - timedelta(2), SUNDAY - timedelta(1)


def decided(*rows: tuple[str, str | None, str, date | None, bool, str | None]) -> pd.DataFrame:
    """Decisions of a committee or department: its code and name, the state, when it was done, whether it is late or sensitive."""
    names = ("unit", "unit_name", "state", "done_on", "late", "sensitive")
    made = pd.DataFrame([dict(zip(names, row, strict=True)) for row in rows], columns=names)
    usual = {"meeting": "2017-07-03", "decision": "2017-07-03.1", "due_on": FRIDAY}
    return made.assign(**usual).reindex(columns=[*Decision.__annotations__])


def test_what_is_open_late_and_done_within_the_days_is_counted_and_late_units_are_named():
    frame = decided(
        ("C1", "金星居委会", "made", None, True, None),
        ("D1", "派出所", "reported", None, True, None),
        ("D1", "派出所", "returned", None, True, None),
        ("D2", None, "made", None, True, None),
        ("C3", "罗南居委会", "made", None, True, "decisions"),
        ("C3", "罗南居委会", "made", None, False, None),
        ("C3", "罗南居委会", "withdrawn", None, False, None),
        ("C1", "金星居委会", "closed", FRIDAY, False, None),
        ("C1", "金星居委会", "closed", SUNDAY, False, "decisions"),
    )
    found = sections.decisions(frame, SATURDAY, SUNDAY)
    assert found.figures == {"decisions_open": 6, "decisions_late": 5, "decisions_done": 1}
    assert found.listed == {"late_units": (Named("派出所", 2), Named("金星居委会", 1), Named("D2", 1))}
    assert sections.decisions(frame, FRIDAY - timedelta(1), SUNDAY).figures["decisions_done"] == 2
    assert sections.decisions(decided(), SATURDAY, SUNDAY).figures == {}


def test_a_day_is_counted_as_it_was_whatever_was_done_after_it(demo_store, records_url, monkeypatch):
    monkeypatch.delenv("PLATFORM_DATABASE_URL", raising=False)
    url, configured = f"sqlite:///{demo_store}", Settings()
    recorded.opened(records_url, url, NOON).dispose()
    town = state.current(url)
    with snapshot(store_engine(url)) as store, recorded.beside(store, records_url) as rows:
        issued = [kept.content(row) for row in rows(kept.issued("daily", SUNDAY)).itertuples()]
        counted = [worked_out(bulletins.figures("daily", one.on, configured, town), rows) for one in issued]
        monthly = worked_out(bulletins.figures("monthly", SUNDAY, configured, town), rows)
    keys = ("decisions_open", "decisions_late", "decisions_done")
    stated = [[one.figures[key] for key in keys] for one in issued]
    assert [*map(tuple, stated)] == [(5, 2, 0)] * 2 + [(5, 1, 0)] * 4 + [(5, 0, 0)]
    changed = [
        correction.figure
        for one, found in zip(issued, counted, strict=True)
        for correction in kept.differing(one, found)
    ]
    assert not {*keys} & {*changed}
    of_month = next(section.figures for section in monthly if section.key == "decisions")
    assert [of_month[key] for key in keys] == [5, 2, 1]  # the others were done in June
