"""No person leaves the platform: no id of a resident, household or author is in the store."""

import re
import sqlite3

SECRETS = "select resident_id, household_id from membership"


def test_no_persons_id_is_in_the_store_file(demo_file, demo_store, tmp_path):
    platform = sqlite3.connect(f"file:{demo_file}?mode=ro", uri=True)
    persons = {value for row in platform.execute(SECRETS) for value in row if value}
    persons |= {row[0] for row in platform.execute("select distinct author_id from post")}
    persons |= {row[0] for row in platform.execute("select distinct author_id from interaction")}
    persons |= {row[0] for row in platform.execute("select distinct visitor_id from visit") if row[0]}
    persons |= {row[0] for row in platform.execute("select distinct household_id from opinion") if row[0]}
    platform.close()
    store = sqlite3.connect(f"file:{demo_store}?mode=ro", uri=True)
    words = set()
    for (table,) in store.execute("select name from sqlite_master where type = 'table'").fetchall():
        for row in store.execute(f'select * from "{table}"'):
            for value in row:
                if isinstance(value, str):
                    words.update(re.split(r"[^0-9A-Za-z_-]+", value))
    store.close()
    assert len(persons) > 10_000
    assert not words & persons


def test_planted_numbers_never_reach_the_store(demo_store):
    store = sqlite3.connect(f"file:{demo_store}?mode=ro", uri=True)
    texts = [row[0] for row in store.execute("select body from opinion")]
    texts += [row[0] for row in store.execute("select reason from opinion where reason is not null")]
    texts += [part for row in store.execute("select title, summary from project") for part in row]
    store.close()
    assert any("■" in given for given in texts)
    for given in texts:
        assert not re.search(r"1[3-9]\d{9}|\d{17}[\dXx]|\d{3,4}\s?室", given), given
