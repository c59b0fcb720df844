"""The definitions page inside its frame: every metric, every defect, the runs, in good days and bad."""

import json
import re
import sqlite3
from html import unescape

import pytest

from components import menu
from data_access.metrics import METRICS
from data_access.settings import settings
from data_access.wording import words
from tests import page

PLACES = {
    "campaigns": {"campaign": "caring-2017"},
    "committee": {"committee": "310113101003"},
    "project": {"project": "p0000200"},
    "department": {"department": "d102"},
}


@pytest.fixture
def opened(page_of, own_store):
    def run(**parameters: str):
        app = page_of("definitions", f"sqlite:///{own_store}", **parameters)
        return unescape(page.sent(app)), app

    return run


@pytest.fixture(scope="module")
def defined(demo_store, tmp_path_factory):
    """The definitions page of the demonstration."""
    nothing = tmp_path_factory.mktemp("settings") / "settings.toml"
    nothing.touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STORE_DATABASE_URL", f"sqlite:///{demo_store}")
        patch.setenv("SETTINGS_FILE", str(nothing))
        settings.cache_clear()
        told = unescape(page.sent(page.run("definitions")))
    settings.cache_clear()
    return told


@pytest.mark.parametrize(
    "key",
    [
        one.key
        for one in menu.PAGES
        if one.key not in ("definitions", "me", "help", "administration", "bulletin")
    ],
)
def test_every_figure_of_a_page_is_defined(key, defined, page_of):
    figures = page.figures(page_of(key, on="2017-07-16", **PLACES.get(key, {})))
    assert figures
    assert [figure for figure in figures if _name(figure) not in defined] == []


def test_every_metric_is_defined(defined):
    assert [key for key in METRICS if _name(key) not in defined] == []


def _name(metric: str) -> str:
    return f">{words('zh')[f'metric.{metric}.name']}<"


def test_every_defect_is_told_with_its_place_and_its_remedy(opened, own_store):
    shown, _ = opened()
    with sqlite3.connect(own_store) as store:
        kinds = {kind for (kind,) in store.execute("select distinct kind from defect")}
    store.close()
    assert len(kinds) > 20
    for kind in kinds:
        for part in ("defect", "defect_effect", "defect_remedy"):
            assert words("zh")[f"{part}.{kind}"] in shown


def test_what_is_wrong_today_stands_first_the_most_above(opened, own_store):
    _change(
        own_store,
        "update defect set rows = 71 where kind = 'belongs_nowhere' and rowid = (select min(rowid) from defect where kind = 'belongs_nowhere')",
    )
    shown, _ = opened()
    first = page.first(r'<ul class="faults">.*?</ul>', shown)
    kinds = [page.plain(kind) for kind in re.findall(r"<li>.*?</li>", first[0])]
    assert re.fullmatch(r"没有任何归属 7\d 行 不计入；补上居委会、楼栋或部门", kinds[0])
    rows = [int(page.first(r"(\d+) 行", kind)[1]) for kind in kinds]
    assert rows == sorted(rows, reverse=True)
    assert first.start() < shown.index(">指标口径</h2>")
    places = re.findall(r'data-place="(\w+)"', shown)
    assert places == ["metrics", "defects", "runs"]
    assert [f'href="/definitions#{place}"' in shown for place in places] == [True] * 3


def test_a_search_in_the_address_hides_the_rest(opened):
    shown, _ = opened(q="职能部门")
    assert shown.count("<tr hidden") >= len(METRICS) - 4
    assert "没有符合的指标" in opened(q="没有这样的词")[0]


def test_without_defects_the_data_can_be_trusted(opened, own_store):
    _change(own_store, "delete from defect")
    shown, app = opened()
    assert "数据可信" in shown
    assert shown.count("/data/") == 4


def test_without_a_run_that_ended_well_there_is_nothing_to_trust(opened, own_store):
    assert "看板数据库还没有数据" not in opened()[0]
    _change(own_store, "delete from run where outcome = 'complete'")
    assert "看板数据库还没有数据" in opened()[0]


def test_a_failed_run_says_its_problem_in_words(opened, own_store):
    values = json.dumps({"table": "membership"})
    _change(
        own_store,
        "insert into run (id, kind, started_at, finished_at, outcome, problem, problem_values)"
        f" values (999999, 'incremental', '2026-01-01 00:00:00', '2026-01-01 00:00:01', 'failed', 'table_missing', '{values}')",
    )
    shown, _ = opened()
    assert "最近一次刷新没有成功" in shown
    assert "membership" in shown


def test_what_the_run_log_says_is_never_older_than_the_page(opened, own_store):
    """Neither a failed run nor a good one without changes touches the store's version."""
    assert "最近一次刷新没有成功" not in opened()[0]
    _note(own_store, "failed", "'table_missing'", """'{"table": "visit"}'""")
    assert "最近一次刷新没有成功：平台数据库缺少表 visit" in opened()[0]
    _note(own_store, "complete", "null", "null")
    assert "最近一次刷新没有成功" not in opened()[0]


def test_a_problem_of_another_version_is_told_without_its_values(opened, own_store):
    _note(own_store, "failed", "'not_yet_invented'", """'{"path": "/srv/secret"}'""")
    shown, _ = opened()
    assert "请告知管理员" in shown
    assert "/srv/secret" not in shown


def _note(file, outcome: str, problem: str, values: str) -> None:
    at = "(select max(finished_at) from run)"
    _change(
        file,
        "insert into run (id, kind, started_at, finished_at, outcome, problem, problem_values)"
        f" select max(id) + 1, 'incremental', {at}, {at}, '{outcome}', {problem}, {values} from run",
    )


def _change(file, statement: str) -> None:
    with sqlite3.connect(file) as store:
        store.execute(statement)
    store.close()
