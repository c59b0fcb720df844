"""A slip as an official document: number, addressee, the matter, what is demanded until when, what was answered."""

import pandas as pd

from components.scope import town
from components.words import numerals, slip_words
from data_access.documents import Block, Column, Document, Heading, Paragraph, Table
from data_access.rows import or_none
from data_access.settings import settings
from data_access.wording import text


def document(row, steps: pd.DataFrame, lang: str) -> Document:
    """The slip on paper, as it stands. `row`: of supervision.listed; `steps`: supervision.history."""
    name = settings().name_of(town().demonstration) or ""
    answers = [step for step in steps.itertuples() if step.kind in ("answered", "returned")]
    body: list[Block] = [
        Heading(text("supervision.paper_title")),
        Paragraph(row.title),
        Paragraph(text("supervision.paper_reason", reason=slip_words.reason(row.reason))),
        Heading(text("supervision.demand")),
        Paragraph(row.demand),
        Paragraph(_deadline(row)),
    ]
    if answers:
        body += [Heading(text("supervision.history")), _history(answers)]
    if town().demonstration:
        body.append(Paragraph(text("common.demonstration_paper")))
    return Document(
        title=text("supervision.paper_head", town=name, colour=slip_words.colour(row.colour)),
        body=tuple(body),
        issuer=text("supervision.issuer", town=name),
        day=row.issued_at.date(),
        lang=lang,
        number=row.number,
        addressee=slip_words.unit(row),
    )


def _deadline(row) -> str:
    """Until when an answer is due; of a slip that was sent back or has got another colour, what it was first and what it is."""
    colour, day, due = slip_words.colour(row.first), row.first_due_on, or_none(row.due_on)
    if due is None or (row.colour, due) == (row.first, day):
        return text("supervision.paper_due", colour=colour, day=day)
    now = slip_words.colour(row.colour)
    return text("supervision.paper_due_now", first=colour, first_day=day, colour=now, day=due)


def _history(steps: list) -> Table:
    columns = (text("supervision.at"), text("supervision.act"), text("supervision.words"))
    rows = (
        (numerals.moment(step.at), slip_words.act(step.kind), or_none(step.words) or "") for step in steps
    )
    return Table(tuple(map(Column, columns)), tuple(rows))
