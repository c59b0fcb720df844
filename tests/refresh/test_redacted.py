"""What would name a person is planted in every free text of the platform, and none of it reaches the store's file."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.refresh.town import DAY, made, refreshed

FULL_WIDTH = str.maketrans({n: chr(n + 0xFEE0) for n in range(0x21, 0x7F)})
CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")

# What is written, and what of it must not be found in the store.
SECRETS = {
    "13901234567": ("13901234567", "01234567"),
    "139 0123 4567": ("0123 4567",),
    "139—0123—4567": ("0123—4567",),
    "13901234567".translate(FULL_WIDTH): ("01234567".translate(FULL_WIDTH),),
    "一三九零一二三四五六七": ("零一二三四五六七",),
    "310113198001011234": ("198001011234",),
    "310113 19800101 123X": ("19800101",),
    "310113198001011234".translate(FULL_WIDTH): ("19800101".translate(FULL_WIDTH),),
    "沪A12345": ("A12345",),
    "沪A·1 2345": ("1 2345",),
    "沪B9K876".translate(FULL_WIDTH): ("9K876".translate(FULL_WIDTH),),
    "3号楼502室": ("502",),
    "3号楼 502 室".translate(FULL_WIDTH): ("502".translate(FULL_WIDTH),),
    "三号楼五〇二室": ("五〇二",),
    "12号楼3单元502": ("502",),
    "502室".translate(CHINESE): ("五零二",),
}
ORDINARY = (
    "2017-07-16", "7月16日18:30至20:00", "12,000元", "1—16号", "1-16号楼", "3号楼共138户", "85.5平方米",
    "沪太路3888弄", "1 3 5 7 9 11 13 15号楼", "请拨打12345热线", "两室一厅", "共12345678元",
)  # fmt: skip


def planted(words: str, mark: str = "") -> dict[str, list[dict]]:
    """A row of each table with free text, the words in all of it; where a mark is given, it stands before them and in
    the rows' ids."""
    said = f"{mark}请看{words},谢谢"
    work = f"w1{mark}"
    clauses = [{"key": said, "text": said}]
    plan = {"project_id": work, "published_at": DAY, "summary": said, "drawing_url": f"plans/{said}.png"}
    changed = {"plan_version": 1, "clause_key": said[:40]}
    return {
        "neighbourhood": [{"code": f"n9{mark}", "committee_code": "c1", "name": said}],
        "building": [{"code": f"b9{mark}", "neighbourhood_code": "n1", "name": said}],
        "visit_target": [{"committee_code": "c1", "category": said[:40], "households": 10}],
        "visit": [
            {"id": f"t1{mark}", "committee_code": "c1", "category": said[:40], "household_id": "h1", "visited_at": DAY},
            {"id": f"t2{mark}", "committee_code": said[:40], "category": "必访", "household_id": "h1", "visited_at": DAY},
        ],
        "membership": [
            {"id": f"m1{mark}", "resident_id": f"r1{mark}", "committee_code": said[:40], "applied_at": DAY, "verified_at": DAY}
        ],
        "project_photo": [{"id": f"f1{mark}", "project_id": work, "phase": "before", "url": f"/{said}/{said}.jpg"}],
        "project": [{"id": work, "committee_code": "c1", "kind": "ramp", "title": said, "summary": said}],
        "project_stage": [{"project_id": work, "stage": "proposed", "entered_on": DAY.date(), "note": said}],
        "plan_revision": [
            plan | {"id": f"v1{mark}", "version": 1, "clauses": json.dumps(clauses, ensure_ascii=False)},
            plan | {"id": f"v2{mark}", "version": 2, "clauses": json.dumps(clauses)},  # Chinese as \uXXXX
            plan | {"id": f"v3{mark}", "version": 3, "clauses": json.dumps(clauses)[:-2]},
        ],
        "opinion": [
            {"id": f"o1{mark}", "project_id": work, "body": said, "received_at": DAY, "verdict": "declined", "reason": said} | changed
        ],
        "outreach_event": [
            {"id": f"e1{mark}", "committee_code": "c1", "kind": "stall", "held_on": DAY.date(), "title": said}
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def all_planted(tmp_path_factory):
    """The folder of a store whose platform held every secret, each marked with a letter of its own; and its texts."""
    folder = tmp_path_factory.mktemp("planted")
    rows: dict[str, list[dict]] = {}
    for written, mark in MARKS.items():
        for table, given in planted(written, mark).items():
            rows.setdefault(table, []).extend(given)
    return folder, _stored(folder, rows)


MARKS = {written: chr(ord("α") + n) for n, written in enumerate(SECRETS)}


def _stored(folder: Path, rows: dict[str, list[dict]]) -> list[str]:
    """Every text of the store that is made from a platform with these rows, after a run of each kind."""
    made(f"sqlite:///{folder / 'p.db'}", **rows)
    for kind in ("full", "incremental", "reconcile"):
        refreshed(f"sqlite:///{folder / 'p.db'}", f"sqlite:///{folder / 's.db'}", kind)
    with closing(sqlite3.connect(folder / "s.db")) as store:
        tables = [name for (name,) in store.execute("select name from sqlite_master where type = 'table'")]
        return [
            value
            for table in tables
            for row in store.execute(f'select * from "{table}"')
            for value in row
            if isinstance(value, str)
        ]


@pytest.mark.parametrize("written", SECRETS)
def test_no_text_of_the_store_holds_what_names_a_person(all_planted, written):
    folder, everything = all_planted
    mark = MARKS[written]
    texts = [text for text in everything if f"{mark}请看" in _unescaped(text)]
    for text in everything:
        assert not any(secret in text or secret in _unescaped(text) for secret in SECRETS[written]), text
    unread = [json.loads(text)[0]["text"] for text in texts if text.startswith("[{") and text.endswith("}]")]
    assert len(unread) == 2
    assert not any(secret in said for said in unread for secret in SECRETS[written]), unread
    assert sum("■" in text for text in texts) == 23, "some text was lost with what had to go"
    raw = b"".join(file.read_bytes() for file in folder.glob("s.db*"))
    assert not any(secret.encode() in raw for secret in SECRETS[written] if len(secret) > 4)


def test_other_numbers_reach_the_store_as_they_are(tmp_path):
    said = ";".join(ORDINARY)
    texts = _stored(tmp_path, planted(said))
    assert not any("■" in text for text in texts)
    assert sum(said in text for text in texts) == 14  # and twice as \uXXXX, as it came


def test_what_is_redacted_still_meets(tmp_path):
    platform, kept = f"sqlite:///{tmp_path / 'p.db'}", f"sqlite:///{tmp_path / 's.db'}"
    made(platform, **planted("王阿姨3号楼502室"))
    refreshed(platform, kept)
    with sqlite3.connect(tmp_path / "s.db") as store:
        [(target,)] = store.execute("select category from visit_target")
        assert store.execute("select households from visit_step where category = ?", [target]).fetchall() == [
            (1,)
        ]
        [(clauses,)] = store.execute("select clauses from plan_revision where id = 'v1'")
        [(key,)] = store.execute("select clause_key from opinion")
        assert key == json.loads(clauses)[0]["key"] == "请看■阿姨3号楼■室,谢谢"
        assert store.execute("select count(*) from defect where kind = 'unknown_clause'").fetchone() == (0,)
        places = store.execute("select place from defect where kind = 'unknown_committee'").fetchall()
    store.close()
    assert set(places) == {("请看■阿姨3号楼■室,谢谢",)}


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda sign: chr(int(sign[1], 16)), text)
