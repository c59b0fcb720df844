"""A bulletin's figures on the demonstration: counted a second time on its platform, and as far as rankings are for showing."""

import sqlite3
from datetime import date

import pytest

from data_access import bulletins, state
from data_access.bulletins import written
from data_access.bulletins.content import Content
from data_access.database import read, snapshot, store_engine
from data_access.made import worked_out
from data_access.recorded import is_theirs, without_rows
from data_access.settings import Bulletin, Settings

SUNDAY, USUAL = date(2017, 7, 16), Settings()
_BOUND = """
with placed as (
  select m.*, coalesce(m.committee_code, n.committee_code) committee from membership m
  left join building b on b.code = m.building_code left join neighbourhood n on n.code = b.neighbourhood_code
  where not is_excluded
)
select count(distinct resident_id) from placed where committee in (select code from committee)
and verified_at < :end and (ended_at is null or ended_at >= :end)
"""


@pytest.fixture(scope="module")
def made(demo_store):
    """Makes a bulletin of the demonstration, without records."""
    url = f"sqlite:///{demo_store}"
    engine, town = store_engine(url), state.current(url)

    def draft(kind: str, on: date = SUNDAY, settings: Settings = USUAL) -> Content:
        with snapshot(engine) as connection:

            def rows(query):
                return without_rows(query) if is_theirs(query) else read(connection, query)

            return worked_out(bulletins.draft(kind, on, settings, town), rows)

    yield draft
    engine.dispose()


@pytest.mark.parametrize(
    ("kind", "end"), [("daily", "2017-07-16"), ("weekly", "2017-07-10"), ("monthly", "2017-07-01")]
)
def test_figures_are_those_that_the_platform_has(made, demo_file, kind, end):
    with sqlite3.connect(demo_file) as platform:

        def count(statement: str, **values: str) -> int:
            return platform.execute(statement, values | {"begin": end, "after": "2017-07-17"}).fetchone()[0]

        registered = count(_BOUND, end="2017-07-17")
        counted = {
            "registered": registered,
            "net_new": registered - count(_BOUND, end=end),
            "cases_received": count(
                "select count(*) from case_file where received_at >= :begin and received_at < :after"
            ),
            "cases_closed": count(
                "select count(*) from case_file where closed_at >= :begin and closed_at < :after"
            ),
            "cases_open": count(
                "select count(*) from case_file where received_at < :after and (closed_at is null or closed_at >= :after)"
            ),
            "works_done": count(
                "select count(*) from project_stage where stage = 'completed' and entered_on >= :begin and entered_on < :after"
            ),
        }
    found = made(kind).figures
    assert {key: found[key] for key in counted} == counted


def test_who_leads_is_named_where_rankings_are_full_and_nowhere_else(made):
    assert "覆盖率居前：罗南居委会" in written.whole(made("weekly"))
    for rankings in ("bands", "off"):
        words = written.whole(made("weekly", settings=Settings(rankings=rankings)))
        assert "居前" not in words
        assert "罗南居委会" not in words
        assert "户绑定覆盖率 23.2%" in words


def test_the_settings_name_the_sections_and_their_order(made):
    content = made("daily", settings=Settings(bulletin=Bulletin(sections=("cases", "registration"))))
    assert [section.key for section in content.sections] == ["cases", "registration"]
    with pytest.raises(ValueError, match="each once"):
        Bulletin(sections=("cases", "cases"))


def test_a_work_of_a_sensitive_name_is_counted_and_not_named(made):
    sensitive = Settings.model_validate({"sensitive": {"words": ["危树"]}})
    plain, hidden = made("weekly"), made("weekly", settings=sensitive)
    assert "危树" in written.whole(plain)
    assert "危树" not in written.whole(hidden)
    assert plain.figures == hidden.figures


def test_the_first_day_has_nothing_to_be_compared_with(made):
    figures = made("daily", date(2017, 5, 1)).figures
    assert "net_new" not in figures
    assert "coverage_points" not in figures
