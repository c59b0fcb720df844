"""Building the demonstration: the same each time, in one go, and never over a file of others."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from data_access import demo
from data_access.demo import file
from data_access.demo.town import LUODIAN
from data_access.problem import Problem
from data_access.wording import language

pytestmark = pytest.mark.slow

LIST = "code,name\n310113101005,罗南居委会\n310113101003,祁南居委会\n310113102201,东村村委会\n"


@pytest.fixture
def few(tmp_path) -> Path:
    path = tmp_path / "few.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_the_same_arguments_make_the_same_rows(tmp_path, few):
    demo.build(tmp_path / "a.db", committees=few)
    demo.build(tmp_path / "b.db", committees=few)
    demo.build(tmp_path / "c.db", committees=few, seed=1)
    assert dump(tmp_path / "a.db") == dump(tmp_path / "b.db") != dump(tmp_path / "c.db")


def test_it_writes_the_file_and_its_photos_and_nothing_else(tmp_path, few):
    heard = []
    demo.build(tmp_path / "town.db", committees=few, progress=lambda *step: heard.append(step))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["few.csv", "town.db", "town.db.photos"]
    assert ("committees", 3, 3) in heard


def test_a_committee_that_chats_much_may_be_in_a_small_town(tmp_path):
    few = tmp_path / "chatty.csv"
    few.write_text("".join(LUODIAN.read_text("utf-8-sig").splitlines(keepends=True)[:9]), "utf-8")
    assert "310113101008" in few.read_text("utf-8")
    demo.build(tmp_path / "town.db", committees=few)
    with closing(sqlite3.connect(tmp_path / "town.db")) as town:
        chatty = "select count(*) from interaction where committee_code = '310113101008'"
        assert town.execute(chatty).fetchone()[0] > 0


def test_it_rewrites_its_own_file(tmp_path, few):
    demo.build(tmp_path / "town.db", committees=few, seed=1)
    before = dump(tmp_path / "town.db")
    demo.build(tmp_path / "town.db", committees=few)
    assert dump(tmp_path / "town.db") != before


@pytest.mark.parametrize("content", [b"not a database", None], ids=["text", "another database"])
def test_it_refuses_a_file_that_it_did_not_make(tmp_path, few, content):
    path = tmp_path / "precious.db"
    if content:
        path.write_bytes(content)
    else:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("create table demonstration (last_day date)")
            connection.execute("insert into demonstration values ('2017-07-16')")
            connection.commit()
    before = path.read_bytes()
    with pytest.raises(Problem, match=r"precious\.db"):
        demo.build(path, committees=few)
    assert path.read_bytes() == before


def test_it_refuses_a_photos_folder_without_its_database(tmp_path, few):
    (tmp_path / "town.db.photos").mkdir()
    with pytest.raises(Problem) as refused:
        demo.build(tmp_path / "town.db", committees=few)
    assert refused.value.key == "demo_refuses"


def test_an_interrupted_build_leaves_the_old_file(tmp_path, few):
    path = tmp_path / "town.db"
    demo.build(path, committees=few)
    before = dump(path)

    def stop(*_step):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.build(path, committees=few, seed=1, progress=stop)
    assert dump(path) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["few.csv", "town.db", "town.db.photos"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name\n罗南",
        "code,name\n1,甲\n1,乙\n",
        "code,name\n1,\n",
        "code,name,longitude,latitude\n1,甲,x,31\n",
    ],
)
def test_a_list_that_is_none_is_named_in_one_sentence(tmp_path, text):
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match=r"list\.csv") as refused:
        demo.build(tmp_path / "town.db", committees=path)
    assert refused.value.key == "demo_committees"
    assert not (tmp_path / "town.db").exists()


def test_a_missing_list_is_named_in_both_languages(tmp_path):
    with pytest.raises(Problem) as refused:
        demo.build(tmp_path / "town.db", committees=tmp_path / "none.csv")
    assert "名单" in str(refused.value)
    token = language.set("en")
    try:
        assert "list of committees" in str(refused.value)
    finally:
        language.reset(token)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder in which nobody may write")
def test_a_folder_without_rights_is_said(few):
    with pytest.raises(Problem) as refused:
        demo.build(Path("/proc/town.db"), committees=few)
    assert refused.value.key == "demo_folder"


def test_any_name_will_do(tmp_path, few):
    demo.build(tmp_path / "罗店 100%?#.db", committees=few)
    assert (tmp_path / "罗店 100%?#.db").stat().st_size > 100_000
    demo.build(tmp_path / "罗店 100%?#.db", committees=few)


def test_a_parent_that_is_a_file_is_said(tmp_path, few):
    (tmp_path / "file").write_text("")
    with pytest.raises(Problem) as refused:
        demo.build(tmp_path / "file" / "town.db", committees=few)
    assert refused.value.key == "demo_folder"


@pytest.mark.parametrize("names", [1, 2], ids=["one committee", "two committees"])
def test_a_short_list_will_do(tmp_path, names):
    path = tmp_path / "list.csv"
    path.write_text("code,name\n" + "".join(f"99{n},第{n}居委会\n" for n in range(names)), encoding="utf-8")
    demo.build(tmp_path / "town.db", committees=path)
    with closing(sqlite3.connect(tmp_path / "town.db")) as connection:
        assert connection.execute("select count(*) from committee").fetchone() == (names,)
        assert connection.execute("select count(*) from membership").fetchone()[0] > 300 * names


def test_scale_multiplies_residents_but_not_committees(tmp_path, few):
    demo.build(tmp_path / "town.db", committees=few, scale=3)
    with closing(sqlite3.connect(tmp_path / "town.db")) as connection:
        [count] = connection.execute(
            "select count(*) from membership where committee_code is not null"
        ).fetchone()
        [works] = connection.execute("select count(*) from project").fetchone()
    assert 2_600 < count < 3_400
    assert works < 15


def test_the_file_carries_our_mark(tmp_path, few):
    demo.build(tmp_path / "town.db", committees=few)
    with closing(sqlite3.connect(tmp_path / "town.db")) as connection:
        assert connection.execute("pragma application_id").fetchone() == (file.APPLICATION_ID,)


@pytest.mark.soak
def test_a_district_of_567_committees_is_built(tmp_path):
    demo.build(tmp_path / "district.db", committees=LUODIAN.with_name("baoshan.csv"))
    with closing(sqlite3.connect(tmp_path / "district.db")) as connection:
        assert connection.execute("select count(*) from committee").fetchone() == (567,)
