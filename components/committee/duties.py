"""What waits for a committee to act: the oldest opinions with their text, late works, and how much else, one tap away."""

from urllib.parse import quote

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.parts import allowed, assigned, definition, lacking, signs
from components.parts.cards import begun, card, empty
from components.parts.html import b, div, inner, li, span, ul
from components.parts.html import draw as put
from components.scope import Scope, town
from components.words import numerals
from components.words.areas import left
from data_access import metrics
from data_access.concerns.answers import Answered
from data_access.concerns.listing import Concern
from data_access.follow_up import FollowUp
from data_access.metrics import Definition
from data_access.registration.areas import Inside
from data_access.registration.portrait import Portrait
from data_access.registration.progress import Standing
from data_access.waiting.unanswered import Opinion
from data_access.wording import name, text
from data_access.works.consultation import Work
from data_access.works.stages import LATE

SHOWN = 2


@allowed.needing("items", "applicants", "areas")
def draw(
    own: Portrait,
    opinions: pd.DataFrame,
    answers: Answered,
    post: pd.DataFrame,
    projects: pd.DataFrame,
    inside: Inside,
    scope: Scope,
) -> None:
    """The card. `own`: registration.committee; `opinions`: waiting.opinions; `answers`: concerns.town; `post`: the first of concerns.waiting; `projects`: board.works; all of
    the committee."""
    row, late = own.row, projects[projects["light"].isin(LATE)]
    kept = bool(projects["received"].sum())
    tiles = [
        _opinions(opinions, scope) if kept else None,
        _posts(answers, scope) if answers.concerns or answers.unanswered else None,
        _applications(row, scope),
        _works(projects, late, scope) if len(projects) else None,
        _doors(inside.doors, scope) if len(inside.doors) else None,
    ]
    rows = [_opinion(one, scope) for one in opinions.itertuples()]
    behind = [_work(one, scope) for one in late.itertuples()]
    waiting = [] if lacking.leaves_out("unanswered") else [_post(one, scope) for one in post.itertuples()]
    idle = not behind and not row.waiting and not waiting
    none = "committee.no_duties" if idle else "committee.no_opinions"
    listed = div(
        begun(rows, SHOWN - len(waiting), _list, "committee.more_opinions") if rows else None,
        _list(waiting) if waiting else None,
        begun(behind, 1, _list, "committee.more_late") if behind else None,
        None if rows or not town().keeps("opinion") else empty(text(none if kept else "common.no_opinions")),
        cls="duties",
    )
    with st.container(key="duties"):
        put(card(text("committee.duties"), ul(tiles, cls="tiles"), listed))


def to_be_done(follow_up: FollowUp, scope: Scope) -> None:
    """What meetings decided about the committee, and its slips; what else it is to do. `follow_up`: follow_up.of the committee."""
    assigned.draw(follow_up, text("meeting.of_committee"), text("supervision.of_committee"), scope)


def _list(rows: list[Markup]) -> Markup:
    return ul(rows, cls="waits")


def _opinions(opinions: pd.DataFrame, scope: Scope) -> Markup:
    oldest = numerals.count(opinions["days"].max()) if len(opinions) else ""
    note = text("committee.oldest", days=oldest) if oldest else ""
    target = scope.link("me", "opinions", committee=scope.committee)
    return _tile(metrics.OPINIONS_WAITING, len(opinions), "duty_opinions", note, target)


def _posts(answers: Answered, scope: Scope) -> Markup:
    late, oldest = answers.unanswered_24h, answers.oldest_days
    notes = [
        text("committee.posts_late", count=numerals.count(late)) if late else "",
        text("committee.oldest", days=numerals.count(oldest)) if oldest else "",
    ]
    target = scope.link("me", "unanswered", committee=scope.committee)
    note = text("sign.comma").join(filter(None, notes))
    return _tile(metrics.UNANSWERED, answers.unanswered, "duty_posts", note, target)


def _applications(row: Standing, scope: Scope) -> Markup:
    long = text("committee.long", count=numerals.count(row.waiting_long)) if row.waiting_long else ""
    target = scope.link("me", "applications", committee=scope.committee)
    return _tile(metrics.WAITING, int(row.waiting), "duty_applications", long, target)


def _works(projects: pd.DataFrame, late: pd.DataFrame, scope: Scope) -> Markup:
    suspended = int((projects["light"] == "suspended").sum())
    note = text("committee.suspended", count=numerals.count(suspended)) if suspended else ""
    target = scope.link("consultation", committee=scope.committee)
    return _tile(metrics.PROJECTS_BY_LIGHT, len(late), "duty_works", note, target)


def _doors(doors: pd.DataFrame, scope: Scope) -> Markup:
    most = text("committee.most_left", left=left(next(doors.itertuples())))
    target = scope.again("committee") + "#next_doors"
    return _tile(None, len(doors), "duty_doors", most, target, stays=True)


def _tile(
    metric: Definition | None, count: int, key: str, note: str, target: str, stays: bool = False
) -> Markup:
    words = b(numerals.count(count)), span(text(f"committee.{key}"), cls="label")
    lead = inner(target, *words, data_stays=stays) if count else span(*words, cls="none")
    return li(
        lead,
        definition.fold(metric) if metric else None,
        span(note, cls="note") if note else None,
    )


def _opinion(row: Opinion, scope: Scope) -> Markup:
    ledger = scope.link("project", project=row.project, outcome="waiting")
    address = f"{ledger}#opinion-{quote(row.opinion, safe='')}"
    days = text("numeral.days", number=numerals.count(row.days))
    return li(
        span(text("committee.waited", days=days), cls="when"),
        inner(address, span(row.body, lang="zh-CN"), cls="what"),
        span(row.title, cls="of"),
    )


def _post(row: Concern, scope: Scope) -> Markup:
    listed = scope.link("me", "unanswered", committee=scope.committee)
    days = text("numeral.days", number=numerals.count(row.days))
    return li(
        span(text("committee.waited", days=days), cls="when"),
        inner(listed, span(row.title, lang="zh-CN"), cls="what"),
        span(name("post_kind", row.kind), cls="of"),
    )


def _work(row: Work, scope: Scope) -> Markup:
    late = text("common.late", count=numerals.count(row.days_late))
    return li(
        span(signs.light(row.light), cls="when"),
        inner(scope.link("project", project=row.project), row.title, cls="what"),
        span(late, cls="of"),
    )
