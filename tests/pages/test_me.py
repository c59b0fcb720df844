"""My work inside its frame: whom to call and why, numbers that a person can check, one committee, and nothing to do."""

import re

import pytest

from data_access.access.rights import OPEN, Rights
from tests import hand, page

LUONAN = "310113101005"


@pytest.fixture
def opened(page_of):
    def run(**parameters: str) -> str:
        return page.sent(page_of("me", **({"on": "2017-07-16"} | parameters)))

    return run


def rows_of(markup: str, table: str) -> list[str]:
    """The rows of a table's bodies, without their marks."""
    body = page.first(rf'<table class="data" id="{table}".*?</table>', markup)[0].split("</thead>")[1]
    return [page.plain(row) for row in re.findall(r"<tr.*?</tr>", body)]


def test_the_town_is_told_how_much_waits_and_for_how_long(opened):
    shown = page.plain(opened())
    assert "141 条意见待答复，最久已等 47 天" in shown
    assert "212 条诉求帖没有答复，其中 184 条已超过 24 小时，最久已等 61 天" in shown
    assert "156 人的注册申请待审核，其中 38 人已超过 2 天" in shown


def test_whom_to_call_first_is_who_has_the_most_to_do(opened):
    calls = rows_of(opened(), "calls")
    assert calls[0].startswith("金星 19 13 5 32 0 1 ")
    matters = [int(page.first(r"^\S+ (\d+)", row)[1]) for row in calls]
    assert matters == sorted(matters, reverse=True)
    assert sum(int(page.first(r"^\S+ \d+ (\d+)", row)[1]) for row in calls) == 141
    assert sum(int(page.first(r"^\S+ \d+ \d+ (\d+)", row)[1]) for row in calls) == 184


def test_a_message_says_what_waits_for_whom_and_leads_to_its_page(opened):
    message = page.first(rf'<p id="reminder-{LUONAN}">(.*?)</p>', opened(look="dark"))[1]
    assert page.plain(message).startswith(
        "罗南居委会：截至2017年7月16日，贵居委会有以下事项待处理：居民意见 8 条待答复（最久已等 36 天）、"
    )
    assert f'href="/committee?committee={LUONAN}"' in message


def test_every_opinion_that_waits_is_listed_the_oldest_first(opened):
    opinions = rows_of(opened(), "waiting-opinions")
    days = [int(page.first(r"^(\d+) 天", row)[1]) for row in opinions]
    assert (len(days), days[0]) == (141, 47)
    assert days == sorted(days, reverse=True)


def test_posts_without_an_answer_are_listed_but_for_the_sensitive_whose_number_nobody_learns(opened):
    markup = opened()
    posts = rows_of(markup, "unanswered-posts")
    days = [int(page.first(r"^(\d+) 天", row)[1]) for row in posts]
    assert posts[0].startswith("61 天 大件垃圾怎么约清运 咨询 美罗家园金丰苑第一 ")
    assert days == sorted(days, reverse=True)
    card = page.first(r'data-place="unanswered".*?</section>', markup)[0]
    assert "敏感内容计入数字，不列入清单。" in card
    assert "上访" not in markup
    assert str(len(posts)) not in page.plain(card.split("<table")[0] + card.split("</table>")[1])


def test_applications_are_counts_by_committee(opened):
    counts = [row.split()[-2:] for row in rows_of(opened(), "waiting-applications")]
    assert sum(int(long) for _, long in counts) == 38
    assert counts[0] == ["7", "4"]


def test_of_one_committee_its_own_alone(opened):
    markup = opened(committee=LUONAN)
    assert len(rows_of(markup, "calls")) == 1
    assert len(rows_of(markup, "waiting-opinions")) == 8
    assert (
        "罗南居委会 8 条意见待答复，最久已等 36 天；8 条诉求帖没有答复，其中 6 条已超过 24 小时，最久已等 34 天；7 人的注册申请待审核，其中 1 人已超过 2 天"
        in page.plain(markup)
    )


def test_the_office_has_the_bulletins_of_the_day_that_it_is_still_to_issue(page_of):
    def left(rights: Rights = OPEN, **address: str) -> list[str]:
        card = re.search(
            r"待签发的通报</h2>.*?</section>", page.sent(page_of("me", rights=rights, **address))
        )
        return re.findall(r"<a [^>]*>(.*?)</a>", card[0]) if card else []

    office = Rights("office")
    assert left(office) == ["每日通报（2017年7月16日）", "每周通报（2017年7月10日至2017年7月16日）"]
    assert left(office, on="2017-07-15") == []  # a Saturday, whose daily one the demonstration has
    assert left(office, on="2017-06-30")[1:] == ["每月通报（2017年6月1日至2017年6月30日）"]
    assert left(office, committee=LUONAN) == left(Rights("leading_group")) == left() == []
    assert len(left(OPEN, **{"as": "office"})) == 2


def test_where_nothing_waits_it_says_so(page_of, tmp_path):
    url = hand.made(tmp_path / "store.db", before=dict.fromkeys(hand.NOW, 1))
    shown = page.plain(page.sent(page_of("me", url)))
    assert "没有待答复的意见。" in shown
    assert "没有待审核的申请。" in shown
    assert "没有未答复的诉求帖。" in shown


def test_in_english_it_says_the_same(opened):
    shown = page.plain(opened(lang="en"))
    assert "141 opinions without an answer, the oldest for 47 days" in shown
