"""Campaigns in the store: how many posts each has up to each day, who took part in them, and what praise they got."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    and_,
    func,
    select,
    union_all,
)

from data_access import platform, store
from data_access.platform import values
from data_access.platform.dialects import among, day_of, identifier, readable_moment, same
from data_access.platform.redaction import printable, redact_code
from data_access.platform.values import BEGINNING
from data_access.refresh.appreciation import PERSONS, excluded
from data_access.refresh.rows import interaction, post, raw, standing
from data_access.refresh.writing import replace

SOURCES = ("campaign", "campaign_post", "post", "interaction", "membership")
"""The contract tables whose changes a campaign's figures follow."""
_SOURCE = platform.campaign_post.name
_COMMENTS = ("comment", "reply")
_act = interaction.c


def count(source: Connection, target: Connection, first: date, last: date) -> int:
    """Counts what each campaign has up to the last day again; what came before the first day stands on it. A post or a
    campaign that there is not is a defect of what names it."""
    codes = set(target.scalars(select(store.campaign.c.code)))
    new: dict[tuple[str, date], Counter] = {}
    for measure, statement in _firsts(source).items():
        for campaign, text, number in source.execute(statement):
            day = date.fromisoformat(text)
            if campaign in codes and day <= last:
                new.setdefault((campaign, max(day, first)), Counter())[measure] += number
    changed = replace(target, store.campaign_day, _steps(new))
    noted = and_(
        store.defect.c.source == _SOURCE, store.defect.c.kind.in_(["unknown_campaign", "unknown_post"])
    )
    return changed + replace(target, store.defect, _astray(source, codes), noted)


def _steps(new: dict[tuple[str, date], Counter]) -> Iterator[tuple]:
    """The sums up to each day on which one of them grows."""
    for campaign in {campaign for campaign, _ in new}:
        days = sorted(day for other, day in new if other == campaign)
        for day, sums in zip(days, accumulate(new[campaign, day] for day in days), strict=True):
            yield campaign, day, sums["posts"], sums["participants"], sums["praise"]


def _firsts(source: Connection) -> dict[str, Select]:
    """By measure (campaign, day, number): each post, each person of a campaign and each praise on its first day."""
    link = _links()
    of_posts = link.join(post, and_(same(link.c.raw_post, raw(post.c.id)), link.c.post == post.c.id))
    on_post = and_(same(raw(_act.post_id), raw(post.c.id)), _act.post_id == post.c.id)
    of_acts = of_posts.join(interaction, on_post)
    linked = among(raw(_act.post_id), select(platform.campaign_post.c.post_id).scalar_subquery())
    posts = select(link.c.campaign, post.c.id.label("what"), day_of(post.c.created_at).label("day"))
    commented = _by_persons(source, link, of_acts, interaction, _act.author_id).where(
        linked, _act.kind.in_(_COMMENTS)
    )
    praised = _by_persons(source, link, of_acts, interaction, _act.author_id, _act.post_id).where(
        linked,
        _act.kind == "praise",
        _act.author_id != func.coalesce(post.c.author_id, ""),
        _act.created_at >= post.c.created_at,
    )
    each: dict[str, Select | CompoundSelect] = {
        "posts": posts.select_from(of_posts).where(standing(post), post.c.created_at.is_not(None)),
        "participants": union_all(_by_persons(source, link, of_posts, post, post.c.author_id), commented),
        "praise": praised,
    }
    return {measure: _counted(statement) for measure, statement in each.items()}


def _links() -> FromClause:
    """Which post belongs to which campaign: campaign, post, the platform's own column of it, which an index answers, and
    the day of the row."""
    row = platform.campaign_post.c
    return select(
        identifier(row.campaign_code).label("campaign"),
        identifier(row.post_id).label("post"),
        row.post_id.label("raw_post"),
        day_of(readable_moment(row.updated_at)).label("day"),
    ).subquery("links")


def _by_persons(
    source: Connection, link: FromClause, joined: FromClause, table: FromClause, *what: ColumnElement
) -> Select:
    """What residents and members who count wrote, nothing withdrawn: campaign, what (and more) it is counted by, day."""
    outside = excluded(source, "outside")
    keys = (key.label(name) for key, name in zip(what, ("what", "which"), strict=False))
    return (
        select(link.c.campaign, *keys, day_of(table.c.created_at).label("day"))
        .select_from(joined.outerjoin(outside, outside.c.person == table.c.author_id))
        .where(
            standing(post),
            table.c.withdrawn_at.is_(None),
            table.c.created_at.is_not(None),
            table.c.author_id.is_not(None),
            table.c.author_role.in_(PERSONS),
            outside.c.person.is_(None),
        )
    )


def _counted(statement: Select | CompoundSelect) -> Select:
    """How many different things there are first on each day: campaign, day, number."""
    row = statement.subquery("counted")
    keys = [column for column in row.c if column.name != "day"]
    first = select(row.c.campaign, func.min(row.c.day).label("day")).group_by(*keys).subquery("firsts")
    group = (first.c.campaign, first.c.day)
    return select(*group, func.count()).group_by(*group)


def _astray(source: Connection, codes: set[str]) -> list[tuple]:
    """The rows that name a post or a campaign that there is not."""
    link, about = _links(), platform.post  # itself: no index answers for a subquery on an outer join's right
    joined = link.outerjoin(about, same(link.c.raw_post, about.c.id))
    lost = select(link.c.campaign, link.c.day, about.c.id.is_(None)).select_from(joined)
    found: Counter[tuple] = Counter()
    for campaign, text, absent in source.execute(lost):
        day = values.day(text) or BEGINNING
        kinds = [("unknown_campaign", campaign not in codes), ("unknown_post", absent)]
        for kind in (kind for kind, holds in kinds if holds):
            found[kind, _SOURCE, redact_code(printable(campaign or ""))[:100], day] += 1
    return [(*where, rows) for where, rows in found.items()]
