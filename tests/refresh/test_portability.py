"""One text for every platform: the demonstration town gives the same store from each engine."""

from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Select, delete, insert, select

from data_access import bulletins, meetings, platform, previews, recorded, registration, state, supervision
from data_access.access.rights import Rights
from data_access.bulletins.content import KINDS
from data_access.clock import DAY
from data_access.database import platform_engine, snapshot, store_engine
from data_access.made import Made, worked_out
from data_access.meetings import agenda
from data_access.problem import Problem
from data_access.registration import doorsteps
from data_access.settings import Settings
from data_access.store import run
from tests.access.test_obedience import READERS, VISITS, everything
from tests.refresh.town import contents, copied, differences, refreshed


def answers(store_url: str) -> list[str]:
    """What a store says to what a meeting, a bulletin, a committee's doors and a phone ask of it, on its last day."""
    settings, rights, town = Settings(), Rights("office"), state.current(store_url)
    on, keys = town.last_day, agenda.kept(town)
    queries: tuple[Made[Any] | Select, ...] = (
        meetings.drafted(None, on, on - 7 * DAY, on, settings, keys),
        meetings.matters(on, settings, rights, None),
        *(bulletins.figures(kind, on, settings, town) for kind in KINDS),
        registration.inside("310113101003", on, 10, None, None),
        doorsteps.visits("310113101003", on),
        *(previews.all_names(place) for place in previews.PLACES),
        supervision.proposed(on, on, settings, rights),
    )
    engine = store_engine(store_url)
    with snapshot(engine) as store, recorded.beside(store, "sqlite:////nowhere/records.db") as rows:
        found = [worked_out(query, rows) for query in queries]
    engine.dispose()
    return [one.to_json() if isinstance(one, pd.DataFrame) else repr(one) for one in found]


def at_the_same_time(store_url: str, other: str) -> None:
    """Gives a store the runs of another, for pages say when theirs was filled."""
    engines = store_engine(store_url), store_engine(other)
    with engines[0].begin() as here, engines[1].connect() as elsewhere:
        here.execute(delete(run))
        here.execute(insert(run), [*elsewhere.execute(select(run)).mappings()])
    for engine in engines:
        engine.dispose()


@pytest.mark.parametrize("server", ["postgresql_url", "mariadb_url"])
def test_a_server_gives_the_same_store_row_for_row(demo_town, tmp_path, request, server):
    url = copied(demo_town[0], request.getfixturevalue(server))
    there = f"sqlite:///{tmp_path / 'store.db'}"
    refreshed(url, there, "full")
    assert differences(contents(there), contents(f"sqlite:///{demo_town[1]}")) == {}
    assert refreshed(url, there).changed_rows == 0


def test_a_store_on_postgresql_holds_the_same_and_pages_say_the_same_of_it(
    demo_town, postgresql_url, page_of
):
    platform_url, store = f"sqlite:///{demo_town[0]}", demo_town[1]
    refreshed(platform_url, postgresql_url, "full")
    assert differences(contents(postgresql_url), contents(f"sqlite:///{store}")) == {}
    assert refreshed(platform_url, postgresql_url, "reconcile").changed_rows == 0
    assert answers(postgresql_url) == answers(f"sqlite:///{store}")
    at_the_same_time(postgresql_url, f"sqlite:///{store}")
    found = [
        {
            visit: everything(page_of(key, url, rights=READERS["office"], **parameters))
            for visit, (key, parameters) in VISITS.items()
        }
        for url in (postgresql_url, f"sqlite:///{store}")
    ]
    assert [visit for visit in VISITS if found[0][visit] != found[1][visit]] == []


def test_no_write_passes_the_platforms_engine(small_demo_file):
    engine = platform_engine(f"sqlite:///{small_demo_file}")
    with pytest.raises(Problem), engine.begin() as connection:
        connection.execute(insert(platform.board).values(code="x", name="x", valid_from=None))
    engine.dispose()
