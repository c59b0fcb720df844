"""On a town in which everything happens, the store is what a recount says: every day, every table, after every run."""

import re
from pathlib import Path

import pytest

from data_access.settings import Settings
from tests import once, page
from tests.recount.compare import described, differences
from tests.refresh import livelier, livelier_rounds, livelier_talk
from tests.refresh.town import contents, rebuilt, refreshed
from tests.refresh.town import differences as between

pytestmark = pytest.mark.slow

OWNED: dict = {"topics": livelier_talk.OWNED}
STAGES = ["full", "first", "second", "third", "moved, then reconcile"]


@pytest.fixture(scope="module")
def found() -> dict[str, dict]:
    """By stage what a run left wrong, what a second run changed, and what a rebuilt store holds otherwise."""
    return once.once("livelier", _lived)


def _lived() -> dict[str, dict]:
    folder = once.folder() / "livelier"
    folder.mkdir()
    platform, store = (f"sqlite:///{folder / name}.db" for name in ("platform", "store"))
    livelier.made(platform)
    refreshed(platform, store, "full", livelier.NOW, **OWNED)
    stages = {"full": _seen(platform, store, folder, livelier.NOW)}
    for name in ("first", "second", "third"):
        now = livelier_rounds.play(platform, name)
        refreshed(platform, store, "incremental", now, **OWNED)
        stages[name] = _seen(platform, store, folder, now)
    now = livelier_rounds.play(platform, "moved")
    refreshed(platform, store, "incremental", now, **OWNED)
    refreshed(platform, store, "reconcile", now, **OWNED)
    stages["moved, then reconcile"] = _seen(platform, store, folder, now)
    return stages


def _seen(platform: str, store: str, folder: Path, now) -> dict:
    wrong = described(differences(folder / "platform.db", folder / "store.db", Settings(**OWNED)))
    before = contents(store)
    changed = refreshed(platform, store, "incremental", now, **OWNED).changed_rows
    again = between(before, contents(store))
    other = between(before, rebuilt(platform, folder, now, **OWNED)) if now > livelier.NOW else {}
    return {"wrong": wrong, "changed": changed, "again": _few(again), "rebuilt": _few(other)}


def _few(tables: dict[str, list]) -> str:
    """How many rows of each table, and the first five."""
    lines = []
    for name, rows in tables.items():
        lines += [f"{len(rows):6} x {name}", *(f"  {row}" for row in rows[:5])]
    return "\n".join(lines)


@pytest.mark.parametrize("stage", STAGES)
def test_every_figure_of_every_day_is_what_the_rows_say(found, stage):
    assert not found[stage]["wrong"], f"\n{found[stage]['wrong']}"


@pytest.mark.parametrize("stage", STAGES)
def test_a_second_run_changes_nothing(found, stage):
    assert not found[stage]["again"], f"\n{found[stage]['again']}"
    assert found[stage]["changed"] == 0


@pytest.mark.parametrize("stage", STAGES[1:])
def test_the_store_is_as_if_rebuilt(found, stage):
    assert not found[stage]["rebuilt"], f"\n{found[stage]['rebuilt']}"


VIEWS = [
    *((page, {}) for page in ("overview", "registration", "party", "works", "definitions")),
    ("committee", {"committee": "c10"}),  # splits
    ("committee", {"committee": "c08"}),  # closes
    ("committee", {"committee": "c05", "building": "c05n1b1"}),  # closed from the first day
    ("party", {"branch": "c04z1"}),  # moves there and back
    ("party", {"branch": "c03z1"}),  # closes
    ("party", {"committee": "c11"}),  # comes from the split
]
NO_FIGURE = re.compile(r"\b(nan|None|NaT|inf)\b")


@pytest.mark.parametrize("day", ["2017-06-09", "2017-06-23", "2017-07-14"])
def test_every_page_tells_of_places_that_open_move_and_close(found, page_of, day):
    store = f"sqlite:///{once.folder() / 'livelier' / 'store.db'}"
    for key, where in VIEWS:
        words = page.plain(page.sent(page_of(key, store, on=day, **where)))
        assert len(words) > 100, (key, where)
        assert not NO_FIGURE.search(words), (key, where, words)
