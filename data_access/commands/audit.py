"""`python -m data_access audit …`: whether the audit is whole."""

from typing import Annotated

import typer

from data_access.commands import Command, Group, console
from data_access.database import records_engine
from data_access.problem import Problem
from data_access.records import auditing
from data_access.records.chain import Head
from data_access.settings import audit_key, records_url
from data_access.wording import text

app = typer.Typer(cls=Group, help=text("audit.help"), no_args_is_help=True)


@app.command(cls=Command, help=text("audit.verify"))
def verify(head: Annotated[str | None, typer.Option(help=text("audit.head_option"))] = None) -> None:
    engine = records_engine(records_url())
    try:
        found = auditing.breaks(engine, audit_key(), _earlier(head))
        last = auditing.head(engine)
    finally:
        engine.dispose()
    if found:
        words = [text(f"audit.broken_{one.kind}", number=one.number) for one in found]
        raise Problem("audit_broken", what=text("sign.semicolon").join(words))
    console.print(text("audit.whole", head=last or "—"), soft_wrap=True)


@app.command("head", cls=Command, help=text("audit.head"))
def print_head() -> None:
    engine = records_engine(records_url())
    try:
        console.print(str(auditing.head(engine) or "—"), soft_wrap=True)
    finally:
        engine.dispose()


def _earlier(head: str | None) -> Head | None:
    if head is None:
        return None
    number, _, written = head.partition(":")
    if not number.isdecimal() or not written:
        raise typer.BadParameter(text("audit.head_option"))
    return Head(int(number), written)
