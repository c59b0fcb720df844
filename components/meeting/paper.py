"""The minutes (会议纪要) as they are printed and handed over: on A4, in the wording and the order that officials use."""

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from components.meeting import sentences
from components.parts import downloads
from components.parts.html import (
    article,
    button,
    div,
    draw,
    h1,
    h2,
    joined,
    li,
    ol,
    p,
    table,
    tbody,
    td,
    th,
    thead,
    tr,
)
from components.scope import Scope, town
from components.words import meeting_words
from data_access.documents import Block, Column, Document, Heading, Numbered, Paragraph, Table
from data_access.meetings.agenda import KINDS, SUBJECTS, Agenda
from data_access.meetings.held import Meeting
from data_access.meetings.minutes import Line, Minutes
from data_access.settings import settings
from data_access.wording import beside, name, text

MOST = 8
"""How many new things of a kind the minutes name."""


@dataclass(frozen=True)
class Section:
    """A section of the minutes: its heading, what stands below: paragraphs, numbered items, rows of a table with their heads."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def sections(minutes: Minutes) -> list[Section]:
    """All that stands between the opening and the signature."""
    return [
        _follow_up(minutes),
        _standing(minutes.agenda),
        _new(minutes.agenda),
        _decided(minutes),
    ]


def opening(meeting: Meeting, minutes: Minutes) -> list[str]:
    """What the minutes begin with: when the meeting was held, who was present."""
    present = text("minutes.held_units", units=text("sign.listed").join(minutes.attended))
    return [
        text("minutes.held", day=text("project_notice.day", day=meeting.day)),
        *([present] if minutes.attended else []),
    ]


def show(meeting: Meeting, minutes: Minutes, lang: str) -> None:
    """The sheet, with the way to print it, and of a closed meeting to take it away."""
    mark = text("common.demonstration") if town().demonstration else ""
    notes = (mark, "" if meeting.state == "closed" else text("minutes.is_draft"))
    sheet = (
        h1(text("minutes.head", town=_town())),
        p(meeting_words.title(meeting), cls="minutes-about"),
        map(p, opening(meeting, minutes)),
        map(_section, sections(minutes)),
        p(text("minutes.withheld")) if minutes.withheld else None,
        div(
            p(text("supervision.issuer", town=_town())),
            p(text("project_notice.day", day=meeting.day)),
            cls="minutes-issuer",
        ),
        (p(words, cls="minutes-mark") for words in notes if words),
    )
    prints = button(text("minutes.print"), type="button", cls="minutes-link", data_prints=True)
    with st.container(key="minutes"):
        with st.container(key="minutes-links", horizontal=True):
            draw(p(prints, cls="minutes-links"))
            if meeting.state == "closed":
                title = beside(text("minutes.title"), meeting.meeting)
                downloads.offer_paper("minutes", title, lambda: document(meeting, minutes, lang))
        draw(article(*sheet, cls="minutes-sheet"))


def document(meeting: Meeting, minutes: Minutes, lang: str) -> Document:
    """The minutes as an official document."""
    last = [Paragraph(text("minutes.withheld"))] if minutes.withheld else []
    last += [Paragraph(text("common.demonstration_paper"))] if town().demonstration else []
    body: list[Block] = [*map(Paragraph, opening(meeting, minutes)), *_blocks(sections(minutes)), *last]
    return Document(
        title=text("minutes.head", town=_town()),
        body=tuple(body),
        issuer=text("supervision.issuer", town=_town()),
        day=meeting.day,
        lang=lang,
    )


def _blocks(sections: list[Section]) -> Iterator[Block]:
    for section in sections:
        yield Heading(section.heading)
        yield from map(Paragraph, section.paragraphs)
        if section.items:
            yield Numbered(section.items)
        if section.rows:
            columns = (Column(head, figures=place > 1) for place, head in enumerate(section.heads))
            yield Table(tuple(columns), section.rows)


def draft(meeting: Meeting | None, minutes: Minutes, scope: Scope) -> None:
    """The sheet as it would be now, where the address asks for that of an open meeting."""
    if meeting is not None and meeting.state == "open" and scope.parameter("view") == "minutes":
        show(meeting, minutes, scope.lang)


def _section(section: Section) -> Markup:
    return joined(
        h2(section.heading),
        map(p, section.paragraphs),
        ol(map(li, section.items)) if section.items else None,
        table(
            thead(tr(th(head, scope="col") for head in section.heads)),
            tbody(tr(map(td, row)) for row in section.rows),
        )
        if section.rows
        else None,
    )


def _follow_up(minutes: Minutes) -> Section:
    heading = text("minutes.follow_up")
    if not minutes.follow_up:
        return Section(heading, (text("minutes.none_follow_up"),))
    return Section(heading, items=tuple(_line("minutes.line_before", line) for line in minutes.follow_up))


def _decided(minutes: Minutes) -> Section:
    heading = text("minutes.decided")
    if not minutes.decided:
        return Section(heading, (text("minutes.none_decided"),))
    return Section(heading, items=tuple(_line("minutes.line", line) for line in minutes.decided))


def _line(key: str, line: Line) -> str:
    named = line.title and line.about != "committee"
    what = text("minutes.about_thing", title=line.title, what=line.what) if named else line.what
    values = {"what": what, "unit": line.unit_name or line.unit, "timing": meeting_words.timing(line)}
    if key == "minutes.line":
        return text(key, **values)
    meeting = text("meeting.of_day", day=line.meeting_day)
    return text(key, **values, state=meeting_words.state(line), meeting=meeting)


def _standing(agenda: Agenda) -> Section:
    words = (Markup(sentences.of(subject, agenda)).striptags() for subject in SUBJECTS)
    rows = [
        (
            "" if place else text(f"meeting.{subject}"),
            text(f"metric.{key}.name"),
            meeting_words.value(key, agenda.now[key]),
            meeting_words.value(key, agenda.then.get(key)),
        )
        for subject, keys in SUBJECTS.items()
        for place, key in enumerate(key for key in keys if key in agenda.now)
    ]
    heads = tuple(text(f"minutes.{head}") for head in ("subject", "figure", "now", "then"))
    period = text("minutes.figures_of", on=agenda.on, before=agenda.before)
    return Section(text("minutes.standing"), (*filter(None, words), period), (), heads, tuple(rows))


def _new(agenda: Agenda) -> Section:
    paragraphs = tuple(_kinds(agenda)) or (text("minutes.none_new"),)
    return Section(text("minutes.new"), paragraphs)


def _kinds(agenda: Agenda) -> Iterator[str]:
    for kind in KINDS:
        if names := [meeting_words.item(one) for one in agenda.new if one.kind == kind]:
            items = text("sign.listed").join(names[:MOST])
            if len(names) > MOST:
                items += text("minutes.and_more", count=len(names))
            yield text("sign.named", name=name("meeting_kind", kind), words=items) + text("sign.stop")


def _town() -> str:
    return settings().name_of(town().demonstration) or ""
