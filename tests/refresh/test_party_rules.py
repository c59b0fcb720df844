"""What counts as taking part, each rule on rows that a reader can count on fingers."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from data_access import store
from data_access.database import store_engine
from tests.refresh.town import made, member, refreshed

ON = date(2017, 7, 16)
NOON = datetime(2017, 7, 10, 12)


@pytest.fixture
def counted(tmp_path):
    """Makes a platform of these rows, refreshes a store from it, and gives an area's party row of the last day."""

    def count(area: str = "c1", day: date = ON, **rows) -> dict:
        url = made(f"sqlite:///{tmp_path / 'platform.db'}", **rows)
        refreshed(url, f"sqlite:///{tmp_path / 'store.db'}")
        table = store.party_day
        engine = store_engine(f"sqlite:///{tmp_path / 'store.db'}")
        with engine.connect() as connection:
            found = connection.execute(
                select(table).where(table.c.day == day, table.c.area_code == area)
            ).mappings()
            row = dict(found.one())
        engine.dispose()
        return row

    return count


def shown(number: int, **values) -> dict:
    """A party member who has shown the identity."""
    return member(number, is_party_member=True, identity_shown_at=datetime(2017, 6, 2, 9), **values)


def post(number: int, author: str, **values) -> dict:
    row = {"id": f"p{number}", "committee_code": "c1", "board_code": "x", "author_id": author, "kind": "talk"}
    return row | {"created_at": datetime(2017, 7, 5, 9)} | values


def act(number: int, author: str, kind: str, **values) -> dict:
    row = {"id": f"i{number}", "post_id": "p1", "committee_code": "c1", "author_id": author, "kind": kind}
    return row | {"created_at": NOON} | values


def test_a_member_who_only_likes_and_praises_is_not_active(counted):
    acts = [act(1, "r1", "like"), act(2, "r1", "praise"), act(3, "r2", "sign_up")]
    row = counted(membership=[shown(1), shown(2)], post=[post(1, "r9")], interaction=acts)
    assert (row["identity_shown"], row["active_30"]) == (2, 1)


def test_a_visit_and_a_post_make_active(counted):
    visit = {
        "id": "v1",
        "committee_code": "c1",
        "category": "独居老人",
        "visitor_id": "r1",
        "visited_at": NOON,
    }
    row = counted(membership=[shown(1), shown(2), shown(3)], post=[post(1, "r2")], visit=[visit])
    assert (row["active_30"], row["interaction_30"]) == (2, 0)


def test_six_comments_in_one_day_count_five(counted):
    acts = [act(n, "r1", "comment") for n in range(6)]
    acts += [act(6, "r1", "comment", created_at=datetime(2017, 7, 11, 12))]
    row = counted(membership=[shown(1)], post=[post(1, "r9")], interaction=acts)
    assert row["interaction_30"] == 5 + 1


def test_the_cap_is_one_over_all_committees_and_kinds(counted):
    acts = [act(n, "r1", kind) for n, kind in enumerate(("comment", "reply", "vote"))]
    acts += [act(n, "r1", "comment", post_id="p2", committee_code="c2") for n in range(3, 7)]
    posts = [post(1, "r9"), post(2, "r9", committee_code="c2")]
    row = counted(membership=[shown(1)], post=posts, interaction=acts)
    assert row["interaction_30"] == 5


def test_praise_of_one_resident_for_one_post_counts_once(counted):
    acts = [act(n, "r7", "praise") for n in range(3)]
    acts += [act(3, "r7", "praise", created_at=datetime(2017, 7, 12)), act(4, "r8", "praise")]
    acts += [act(5, "r9", "praise"), act(6, "r7", "praise", post_id="p2")]  # r9 wrote p1 itself
    rows = counted(membership=[shown(1)], post=[post(1, "r9"), post(2, "r9")], interaction=acts)
    assert rows["praise_30"] == 3  # r7 and r8 for p1, r7 for p2


def test_a_positive_post_counts_from_the_day_somebody_else_answers(counted):
    posts = [post(n, "r1", is_positive=True, author_role="party_member") for n in (1, 2, 3)]
    acts = [
        act(1, "r1", "comment", author_role="party_member"),  # the author's own
        act(2, "r7", "like", post_id="p2"),
        act(3, "r7", "reply", post_id="p3"),
    ]
    row = counted(membership=[shown(1)], post=posts, interaction=acts)
    assert row["positive_30"] == 1


def test_before_the_answer_it_does_not_count(counted):
    posts = [post(1, "r1", is_positive=True, author_role="party_member")]
    answer = [act(1, "r7", "comment")]
    row = counted(day=date(2017, 7, 9), membership=[shown(1)], post=posts, interaction=answer)
    assert row["positive_30"] == 0


def test_withdrawn_acts_count_nowhere(counted):
    gone = {"withdrawn_at": datetime(2017, 7, 12)}
    posts = [
        post(1, "r1", is_positive=True, author_role="party_member", **gone),
        post(2, "r9", is_positive=True, author_role="committee"),
    ]
    acts = [act(n, "r1", kind, post_id="p2", **gone) for n, kind in enumerate(("comment", "reply", "vote"))]
    acts += [act(7, "r7", "praise", **gone), act(8, "r7", "comment", **gone), act(9, "r7", "comment")]
    figures = ("active_30", "interaction_30", "positive_30", "praise_30", "acts")
    row = counted(day=NOON.date(), membership=[shown(1)], post=posts, interaction=acts)
    assert [row[key] for key in figures] == [0, 0, 0, 0, 0]


def test_a_member_of_two_committees_counts_once_in_the_town(counted, tmp_path):
    both = [shown(1), shown(1, id="m2", committee_code="c2", building_code="b2")]
    acts = [act(1, "r1", "comment")]
    town = counted("town", NOON.date(), membership=both, post=[post(1, "r9")], interaction=acts)
    figures = ("identity_shown", "active_30", "interaction_30", "acts")
    assert [town[key] for key in figures] == [1, 1, 1, 1]
    engine = store_engine(f"sqlite:///{tmp_path / 'store.db'}")
    table = store.party_day
    with engine.connect() as connection:
        each = connection.execute(
            select(*(table.c[key] for key in figures)).where(
                table.c.day == NOON.date(), table.c.area_code != "town"
            )
        )
        assert list(map(tuple, each)) == [(1, 1, 1, 1), (1, 1, 1, 1)]
    engine.dispose()


@pytest.mark.parametrize(("days_ago", "counts"), [(29, 1), (30, 0)])
def test_the_window_holds_thirty_days(days_ago, counts, counted):
    when = datetime(2017, 7, 16, 12).replace(month=6, day=17 if days_ago == 29 else 16)
    early = [shown(1) | {"identity_shown_at": datetime(2017, 6, 1)}]
    posts = [post(1, "r9", created_at=datetime(2017, 6, 2))]
    row = counted(membership=early, post=posts, interaction=[act(1, "r1", "comment", created_at=when)])
    assert (row["active_30"], row["interaction_30"]) == (counts, counts)


def test_what_a_member_did_before_the_identity_was_shown_counts_too(counted):
    late = [member(1, is_party_member=True, identity_shown_at=datetime(2017, 7, 15))]
    row = counted(membership=late, post=[post(1, "r9")], interaction=[act(1, "r1", "comment")])
    assert (row["active_30"], row["interaction_30"]) == (1, 1)  # the population is that of the day


def test_excluded_accounts_neither_act_nor_praise(counted):
    tester = member(5, is_excluded=True)
    posts = [post(1, "r9", is_positive=True, author_role="committee")]
    acts = [act(1, "r5", "comment"), act(2, "r5", "praise")]
    row = counted(membership=[shown(1), tester], post=posts, interaction=acts)
    assert (row["positive_30"], row["praise_30"]) == (0, 0)
