"""What party members did: every act that counts as taking part, read once for all that a run counts of it."""

from datetime import date

from sqlalchemy import (
    CompoundSelect,
    Connection,
    FromClause,
    Integer,
    Select,
    Text,
    and_,
    case,
    func,
    literal_column,
    select,
    true,
    union_all,
)

from data_access import platform
from data_access.clock import DAY, end_of
from data_access.platform.dialects import day_of, hour_of, identifier, kept, once, same
from data_access.refresh.rows import interaction, membership, post, raw, standing, visit, within
from data_access.refresh.stocks import Period

ACTS = ("comment", "reply", "vote", "sign_up")
"""The interactions that count as taking part; likes and praise do not."""
TALK = ("comment", "reply", "vote")
REACH = 60
"""Days within which a last act is looked for."""
CAP = 5
"""So many comments, replies and votes of a member count on one day."""
_NO, _NONE = literal_column("0", Integer), literal_column("''", Text)


class MemberActs:
    """What party members wrote, voted, signed up for and visited within a period and the REACH before it, nothing
    withdrawn."""

    def __init__(self, source: Connection, period: Period):
        self._period = period
        self._acts = kept(source, "acts", acts(_reached(period), period.last, _members()))
        self._days = None if self._acts is None else kept(source, "act_days", _by_days(self._acts))

    def each(self) -> FromClause:
        """Rows (person, day, hour, board, kind) of the period's acts, and maybe of some before."""
        return (
            once(acts(self._period.first, self._period.last, _members()), "acts")
            if self._acts is None
            else self._acts
        )

    def by_days(self) -> FromClause:
        """Rows (person, day, before, talk, answers) of the days with acts of each: the day before it with acts (else
        empty), comments, replies and votes, at most CAP, and replies as a department."""
        if self._days is not None:
            return self._days
        reached = acts(_reached(self._period), self._period.last, _members())
        return once(_by_days(reached.subquery("acts")), "act_days")


def _reached(period: Period) -> date:
    """The earliest day on which an act still counts in the period."""
    return period.first - (REACH - 1) * DAY


def _by_days(act: FromClause) -> Select:
    talk = func.sum(act.c.talk)
    days = select(
        act.c.person,
        act.c.day,
        case((talk > CAP, CAP), else_=talk).label("talk"),
        func.sum(act.c.answer).label("answers"),
    )
    day = days.group_by(act.c.person, act.c.day).subquery("act_day")
    lag = func.lag(day.c.day).over(partition_by=day.c.person, order_by=day.c.day)
    before = func.coalesce(lag, _NONE).label("before")
    return select(day.c.person, day.c.day, before, day.c.talk, day.c.answers)


def acts(first: date, last: date, whose: Select | None = None) -> CompoundSelect:
    """Rows (person, day, hour, board, kind, talk, answer) of all acts that count within the days, of these persons or of
    everybody; `board` is empty where there is none."""
    act, about = (
        interaction.c,
        platform.post,
    )  # itself: no index answers for a subquery on an outer join's right
    written = interaction.outerjoin(about, same(about.c.id, raw(act.post_id)))
    of_members = (
        (
            post,
            (post.c.author_id, post.c.created_at, func.coalesce(post.c.board_code, _NONE)),
            (literal_column("'post'", Text), _NO, _NO),
            standing(post),
        ),
        (
            written,
            (act.author_id, act.created_at, func.coalesce(identifier(about.c.board_code), _NONE)),
            (
                act.kind,
                case((act.kind.in_(TALK), 1), else_=0),
                case((and_(act.kind == "reply", act.author_role == "department"), 1), else_=0),
            ),
            and_(act.kind.in_(ACTS), standing(interaction)),
        ),
        (
            visit,
            (visit.c.visitor_id, visit.c.visited_at, _NONE),
            (literal_column("'visit'", Text), _NO, _NO),
            true(),
        ),
    )
    return union_all(
        *(
            select(
                person.label("person"),
                day_of(moment).label("day"),
                hour_of(moment).label("hour"),
                board.label("board"),
                kind.label("kind"),
                talk.label("talk"),
                answer.label("answer"),
            )
            .select_from(table)
            .where(
                within(moment, end_of(first - DAY), end_of(last)),
                person.is_not(None) if whose is None else person.in_(whose),
                counted,
            )
            for table, (person, moment, board), (kind, talk, answer), counted in of_members
        )
    )


def _members() -> Select:
    """Party members, of whom all that take part are: the others' acts, most of them, need not be looked at."""
    member = membership.c
    return select(member.resident_id).where(
        member.is_party_member, member.verified_at.is_not(None), member.resident_id.is_not(None)
    )
