"""One case: what it is about, who has it, how it went from step to step, and how it ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.cases import choices
from components.parts import breadcrumb, case_list, table_card
from components.parts.cards import card, empty, notice
from components.parts.html import dd, div, dl, draw, dt, inner, joined, li, ol, p, span, strong
from components.parts.sentences import clauses, filled, headline, listed, quoted
from components.scope import Scope, name_places
from components.words import case_words, numerals
from components.words.place_names import committee_of
from components.words.topic_names import topic_name
from data_access.cases.listing import Item
from data_access.metrics import CASE_DAYS
from data_access.settings import settings
from data_access.wording import beside, term, text

_STEPS = {
    "received": "received_at",
    "accepted": "accepted_at",
    "dispatched": "dispatched_at",
    "signed": "signed_at",
    "contacted": "first_contacted_at",
    "replied": "replied_at",
    "closed": "closed_at",
}


@dataclass(frozen=True)
class Stop:
    """A point of a case's way: a step, its deadline, or what happened beside; `at` is missing of a step that is ahead, or of
    which nothing is kept (`skipped`)."""

    kind: str
    words: str
    at: datetime | None
    state: str
    note: str = ""


def missing(scope: Scope) -> None:
    """That there is no such case, or none that everybody may read."""
    draw(notice(text("cases.unknown"), " ", inner(scope.again(choices.PAGE), text("cases.back"))))


def show(item: Item, posts: pd.DataFrame, scope: Scope) -> None:
    """The case's page. `item`: cases.one; `posts`: cases.posts, what residents wrote that it came from."""
    row = next(item.row.itertuples())
    _trail(row, scope)
    headline(clauses(*_sentence(row)), whose=row.title)
    stops = way(row, item.events)
    with st.container(key="case-room"):
        table_card.draw(
            "case_steps",
            text("cases.way"),
            ol([_stop(stop, before) for stop, before in _with_before(stops)], cls="case-way"),
            metric=CASE_DAYS,
            frame=lambda: frame(stops),
            beside=case_list.light(row),
        )
        with st.container(key="case-side"):
            draw(card(text("cases.facts"), dl(_facts(row, scope), cls="case-facts")))
            draw(card(text("cases.post"), _posts(posts, scope)))


def way(row, events: pd.DataFrame) -> list[Stop]:
    """Every point of a case's way in the order in which they were, then what is ahead. `row`: listing.Case; `events`: of the
    same case."""
    moments = {code: getattr(row, column) for code, column in _STEPS.items()}
    last = [code for code, moment in moments.items() if pd.notna(moment)][-1]
    dated, ahead, before = [], [], row.received_at
    for code, moment in moments.items():
        words = case_words.step(code)
        if pd.notna(moment):
            before = moment
            note = case_words.outcome(row) if code == "closed" else ""
            dated.append((moment, Stop("step", words, moment, "passed", note)))
        elif [*moments].index(code) < [*moments].index(last):
            dated.append((before, Stop("step", words, None, "skipped")))
        else:
            ahead.append(Stop("step", words, None, "ahead"))
    dated += [
        (one.at, Stop("event", case_words.event(one.kind), one.at, one.kind, _about(one)))
        for one in events.itertuples()
    ]
    dated.append((row.due, _deadline(row)))
    return [*(stop for _, stop in sorted(dated, key=lambda pair: pair[0])), *ahead]


def frame(stops: list[Stop]) -> pd.DataFrame:
    """The way as it is downloaded."""
    columns = {
        "step": [stop.words for stop in stops],
        "at": [stop.at for stop in stops],
        "state": [text(f"case_state.{stop.state}") if stop.kind != "event" else None for stop in stops],
        "note": [stop.note or None for stop in stops],
    }
    return pd.DataFrame({term("cases", key): column for key, column in columns.items()})


def _deadline(row) -> Stop:
    """The last moment that is in time, and whether it was kept."""
    late = pd.notna(row.days_over) or (pd.notna(row.closed_at) and row.closed_at >= row.due)
    words = text("case_step.deferred" if row.deferred else "case_step.due")
    state = "missed" if late else "kept" if pd.notna(row.closed_at) else "to_come"
    return Stop("due", words, row.due - timedelta(minutes=1), state)


def _trail(row, scope: Scope) -> None:
    name_places(**{"committee": row.name} if isinstance(row.name, str) else {})
    back = scope.again(choices.PAGE, case=None)
    breadcrumb.trail([(back, text("nav.cases")), (back, row.case)])


def _sentence(row) -> tuple[Markup | str, ...]:
    who = listed(committee_of(row), case_words.department(row) if isinstance(row.department, str) else None)
    came = filled("cases.came", day=row.received_at, source=case_words.source(row.source))
    if pd.notna(row.closed_at):
        closed = filled("cases.closed_after", day=row.closed_at, result=case_words.result(row.result))
        return who, came, closed
    if pd.notna(row.days_over):
        return who, came, filled("cases.is_late", days=numerals.count(row.days_over))
    return who, came, text("cases.until", day=case_words.last_day(row.due))


def _facts(row, scope: Scope) -> list[Markup]:
    portrait = inner(scope.portrait(row.committee), committee_of(row))
    place = joined(portrait, " ", row.neighbourhood if isinstance(row.neighbourhood, str) else None)
    facts = {
        "number": row.case,
        "committee": place,
        "department": case_list.holder(row, scope),
        "category": case_words.category(row.subject),
        "kind": case_words.kind(row.kind),
        "source": case_words.source(row.source),
        "level": case_words.level(row.level),
        "last_day": case_words.last_day(row.due),
        "contact_until": case_words.last_day(row.contact_due),
        "marks": text("sign.comma").join(case_words.marks(row)) or numerals.MISSING,
        "result": case_words.result(row.result),
        "rating": numerals.MISSING if pd.isna(row.rating) else text("cases.stars", count=row.rating),
    }
    return [div(dt(term("cases", key)), dd(words)) for key, words in facts.items()]


def _about(event) -> str:
    """What is kept of an event: whose it was, and why."""
    names = (event.department_name, event.department)
    who = next((one for one in names if isinstance(one, str)), None)
    return beside(who, event.reason if isinstance(event.reason, str) else None)


def _with_before(stops: list[Stop]) -> list[tuple[Stop, datetime | None]]:
    """Each stop with the moment of the last one before it that has one."""
    pairs: list[tuple[Stop, datetime | None]] = []
    before = None
    for stop in stops:
        pairs.append((stop, before))
        before = stop.at or before
    return pairs


def _stop(stop: Stop, before: datetime | None) -> Markup:
    apart = None
    if stop.at is not None and before is not None:
        days = (stop.at.date() - before.date()).days
        apart = text("cases.days_later", count=numerals.count(days)) if days else text("cases.same_day")
    written = numerals.moment(stop.at) if stop.at is not None else text(f"case_state.{stop.state}")
    return li(
        strong(stop.words),
        span(written, cls="when"),
        span(apart, cls="apart") if apart else None,
        span(text(f"case_state.{stop.state}"), cls="deadline") if stop.kind == "due" else None,
        span(quoted(stop.note), cls="note") if stop.note else None,
        data_kind=stop.kind,
        data_state=stop.state,
    )


def _posts(posts: pd.DataFrame, scope: Scope) -> Markup:
    """What residents wrote, and where else it is talked about."""
    if posts.empty:
        return empty(text("cases.no_post"))
    return joined(_post(next(posts.itertuples())), _topics(posts["topic"], scope))


def _post(row) -> Markup:
    answered = text("cases.post_unanswered")
    if pd.notna(row.first_reply_at):
        answered = text("cases.post_answered", day=row.first_reply_at)
    facts = beside(text("cases.posted", day=row.created_at), answered)
    return joined(p(quoted(row.title), cls="case-post"), p(facts, cls="note"))


def _topics(keys: pd.Series, scope: Scope) -> Markup | None:
    """The ways to the topics of the post that the town has a name for."""
    names = {topic.key: topic.name for topic in settings().topics}
    links = [
        inner(scope.link("topics", topic=key), topic_name(key, names[key])) for key in keys if key in names
    ]
    return p(span(text("common.topic"), cls="label"), links, cls="case-topics") if links else None
