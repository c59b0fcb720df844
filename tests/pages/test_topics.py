"""The topics page: what is talked about, who answers, one topic by itself; and what nobody may read on it."""

import re
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from html import unescape

import pytest

from data_access import store
from data_access.settings import Settings
from data_access.vocabulary import signature
from tests import hand, page

ON, C1, C2 = hand.ON, hand.CODES["C1"], hand.CODES["C2"]
SECRET = "绝密信访材料"
POSTS = (
    # id, committee, board, kind, title, hours before the end of the day, hours to the first answer, whose, topic
    *(
        (f"q{n}", C1, "local", "problem", f"停车位不够 {n}", 30 + n, 5, "committee", "parking")
        for n in range(9)
    ),
    ("q9", C1, "local", "problem", "停车费太贵", 40, 30, "department", "parking"),
    ("q10", C1, "hall", "question", "下雨天积水怎么办", 72, None, None, "flooding"),
    ("q11", C2, "hall", "suggestion", "多种点花", 80, 2, "department", "other"),
    ("q12", C2, "hall", "problem", "刚刚发的停车问题", 3, None, None, "parking"),
    ("q13", C2, "hall", "problem", f"{SECRET}一号", 100, None, None, "parking"),
    ("q14", C2, "hall", "problem", "上访人员名单", 200, 1, "committee", "parking"),
)
HEAT = {
    # area, topic: participants of this week and of the one before, posts of both
    (store.TOWN, "parking"): (30, 12, 13, 5),
    (store.TOWN, "flooding"): (8, 9, 1, 2),
    (store.TOWN, "other"): (50, 40, 20, 18),
    (C1, "parking"): (21, 10, 10, 4),
    (C2, "parking"): (9, 6, 3, 1),
    (C1, "flooding"): (8, 9, 1, 2),
}


@pytest.fixture
def town(tmp_path) -> str:
    """A store with the posts and the counts above; q13 is marked as sensitive by the platform."""
    file = tmp_path / "store.db"
    url = hand.made(file)
    end = datetime(2017, 7, 17)
    with closing(sqlite3.connect(file)) as kept, kept:
        kept.execute('update "State" set topics = ?', (signature(Settings().topics),))
        columns = "code, name, block, valid_from, updated_at"
        own = ("d1", "城管中队", "机关", "2017-01-01", f"{end}.000000")
        kept.execute(f"insert into department ({columns}) values (?, ?, ?, ?, ?)", own)
        for code, committee, board, kind, title, before, hours, whose, topic in POSTS:
            created = end - timedelta(hours=before)
            reply = None if hours is None else str(created + timedelta(hours=hours)) + ".000000"
            minutes, department = hours and hours * 60, "d1" if whose == "department" else None
            about = (code, committee, None, board, kind, title, code == "q13", f"{created}.000000")
            row = (*about, reply, minutes, whose, department)
            kept.execute(f"insert into concern values ({', '.join('?' * len(row))})", row)
            kept.execute("insert into concern_topic values (?, ?)", (code, topic))
        for (area, topic), counts in HEAT.items():
            for day, persons, posts in ((ON, *counts[::2]), (ON - timedelta(days=7), *counts[1::2])):
                count = (str(day), area, topic, persons, posts)
                kept.execute(
                    "insert into topic_day (day, area_code, topic, participants, posts) values (?, ?, ?, ?, ?)",
                    count,
                )
    hand.count_answers(url)
    return url


def test_the_first_sentence_says_what_is_talked_about_and_who_waits(page_of, town):
    words = page.plain(page.first(r"<h1.*?</h1>", page.sent(page_of("topics", town)))[0])
    assert "近 7 天大家说得最多的是 停车 ，30 人参与" in words
    # 14 posts are older than a day; 11 of them were answered within one, q9 later, q10 and q13 not at all
    assert "近 30 天的诉求帖 24 小时内答复率 78.6%，3 条还没有答复" in words


def test_topics_stand_by_heat_and_what_belongs_to_none_below(page_of, town):
    table = page.first(r'<table class="data" id="topics".*?</table>', page.sent(page_of("topics", town)))[0]
    rows = [page.plain(row) for row in re.findall(r"<tr.*?</tr>", table)[1:]]
    assert rows == ["停车 30 12 ▲ +18 13", "积水排水 8 9 ▼ −1 1", "其他 50 40 ▲ +10 20"]


def test_committees_are_ranked_by_who_answers_and_few_posts_are_not(page_of, town):
    sent = page.sent(page_of("topics", town))
    table = page.first(r'<table class="list answers of-committee rated".*?</table>', sent)[0]
    [row] = [page.plain(row) for row in re.findall(r"<tr.*?</tr>", table)[1:]]
    assert row == "1 C1 81.8% 9 / 11 10 5.0 1"
    others = page.plain(sent.split(table)[1])
    assert "小样本 C2 66.7% 2 / 3" in others
    bands = page.sent(page_of("topics", town, 'rankings = "off"'))
    assert "小样本" not in bands


def test_a_topic_by_itself_shows_its_posts_where_they_come_from_and_who_answered(page_of, town):
    sent = page.sent(page_of("topics", town, topic="parking"))
    words = page.plain(sent)
    assert "停车 近 7 天 30 人参与、13 条帖子，前一个 7 天 12 人" in words
    assert {"停车位不够 3", "停车费太贵", "刚刚发的停车问题"} <= {
        unescape(title) for title in re.findall(r'class="quoted">([^<]*)', sent)
    }
    assert "下雨天积水怎么办" not in words
    assert "居委会 10 5.0 城管中队 1 30.0" in words  # who answered, how often, the median of hours
    assert "C1 21 10 C2 9 3" in words  # where it comes from
    assert page.figures(page_of("topics", town, topic="parking")) >= {
        "topic_heat",
        "answered_24h",
        "unanswered",
    }


def test_an_address_that_names_no_topic_is_told_and_all_are_shown(page_of, town):
    words = page.plain(page.sent(page_of("topics", town, topic="nonsense", kind="no", window="12")))
    assert "没有名为“nonsense”的话题，已显示全部话题。" in words
    assert "地址中的筛选“no”无法识别" in words
    assert "地址中的筛选“12”无法识别" in words
    assert "话题热度" in words


def test_choices_narrow_the_posts(page_of, town):
    def titles(**choice: str) -> int:
        return page.sent(page_of("topics", town, **choice)).count('class="quoted"')

    assert [titles(), titles(committee=C2), titles(board="hall", kind="problem"), titles(window="7")] == [
        14,
        3,
        2,
        13,
    ]


def test_topics_that_changed_and_are_not_counted_yet_are_told(page_of, town):
    own = '[[topics]]\nkey = "parcels"\nname = "快递"\nwords = ["快递"]\n'
    assert "数字仍按原来的设置统计" not in page.plain(page.sent(page_of("topics", town)))
    words = page.plain(page.sent(page_of("topics", town, own)))
    assert "数字仍按原来的设置统计" in words
    assert "快递" in words  # in the vocabulary


def test_a_town_of_no_post_says_so(page_of, tmp_path):
    words = page.plain(page.sent(page_of("topics", hand.made(tmp_path / "store.db"))))
    assert "近 7 天没有发帖或评论的记录" in words
    assert "没有可以列出的诉求帖" in words
    assert "nan" not in words


@pytest.fixture
def files(page_of, monkeypatch):
    """What a page shows, and what all of its CSV buttons write."""

    def read(*arguments, **address: str) -> tuple[str, dict[str, str]]:
        with page.taking() as files:
            sent = unescape(page.sent(page_of("topics", *arguments, **address)))
        return sent, {table: rows.decode() for table, rows in files.items()}

    return read


@pytest.mark.parametrize("look", ["light", "wall"])
@pytest.mark.parametrize("topic", [{}, {"topic": "parking"}], ids=["all", "one"])
def test_what_is_not_public_is_nowhere_and_never_counted(files, town, topic, look):
    """q13 is marked by the platform, q14 has a word of the town's."""
    sent, written = files(town, '[sensitive]\nwords = ["上访"]\n', look=look, **topic)
    for words in (sent, *written.values()):
        assert SECRET not in words
        assert "上访" not in words
    assert "停车费太贵" in written["posts"]
    assert "不公开的帖子不在此列" in sent
    posts = page.first(r'data-place="posts".*?</section>', sent)[0]
    assert re.findall(r"还有 \d+|共 \d+", posts) == []
    assert 'data-printed="part"' in posts  # paper, too, has what the screen shows


def test_a_few_persons_of_a_committee_are_covered_on_the_page_and_in_the_file(files, town, tmp_path):
    with closing(sqlite3.connect(tmp_path / "store.db")) as kept, kept:
        kept.execute("update topic_day set participants = 3 where area_code = ? and topic = 'parking'", (C2,))
    sent, written = files(town)
    field = page.first(r'<table class="topic-field".*?</table>', sent)[0]
    assert "C2，停车：<5 人" in field
    assert "C1，停车：— 人" in field  # which with the town's number would tell
    rows = [line.split(",")[:5] for line in written["origins"].splitlines()]
    assert ["停车", "C2", f"\t{C2}", "<5", "3"] in rows
    assert ["停车", "C1", f"\t{C1}", "", "10"] in rows


def test_a_committees_portrait_names_its_hottest_topics(page_of, town):
    sent = page.sent(page_of("committee", town, committee=C1))
    line = page.first(r'<section class="card fact-strip"><h2>大家在说.*?</section>', sent)[0]
    assert page.plain(line).startswith("大家在说（近 7 天参与人数） 停车 21 积水排水 8")
    assert "topic=parking" in line


def test_days_before_the_first_have_no_posts(page_of, town):
    words = page.plain(page.sent(page_of("topics", town, on=str(date(2017, 7, 5)))))
    assert "近 30 天没有满 24 小时的诉求帖" in words
