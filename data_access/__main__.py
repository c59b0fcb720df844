"""The command line: `python -m data_access demo | check | refresh | target | basemap | account | screen | audit |
bulletin`.

Exit codes: 0 done, 1 a problem in the data or a database, said in one sentence, 2 wrong use. The words
are of the environment's LANG where there is such a language, else Chinese.
"""

import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.table import Table

from data_access import basemap
from data_access import check as checking
from data_access import demo as demonstration
from data_access import refresh as refreshing
from data_access.commands import Command, Group, account, audit, backup, bulletin, console, screens, targets
from data_access.commands.progress import bar
from data_access.database.faults import as_problem
from data_access.metrics import percent, rounded
from data_access.platform import coordinates
from data_access.problem import Problem
from data_access.settings import ROOT, platform_url, records_url, settings, store_url
from data_access.wording import language, name, text, words

app = typer.Typer(
    cls=Group,
    help=text("terminal.help"),
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(targets.app, name="target")
app.add_typer(account.app, name="account")
app.add_typer(screens.app, name="screen")
app.add_typer(audit.app, name="audit")
app.command("backup", cls=Command, help=text("terminal.backup"))(backup.take)
app.command("bulletin", cls=Command, help=text("bulletin.help"))(bulletin.make)
app.command("restore", cls=Command, help=text("terminal.restore"))(backup.restore)
_EVERYTHING = "all"
"""In `--without`: whatever may be left out."""


def _groups(key: str, **values: str) -> str:
    return text(key, groups=", ".join(demonstration.GROUPS), everything=_EVERYTHING, **values)


def _left_out(names: str) -> list[str]:
    requested = [name.strip() for name in names.split(",") if name.strip()]
    if unknown := [name for name in requested if name not in (*demonstration.GROUPS, _EVERYTHING)]:
        raise typer.BadParameter(_groups("terminal.demo_without_unknown", name=unknown[0]))
    return list(demonstration.GROUPS if _EVERYTHING in requested else dict.fromkeys(requested))


@app.command(cls=Command, help=text("terminal.demo"))
def demo(
    out: Annotated[Path, typer.Option(help=text("terminal.demo_out"))] = ROOT / "var" / "demonstration.db",
    scale: Annotated[int, typer.Option(min=1, max=1000, help=text("terminal.demo_scale"))] = 1,
    committees: Annotated[Path | None, typer.Option(help=text("terminal.demo_committees"))] = None,
    seed: Annotated[int, typer.Option(help=text("terminal.demo_seed"))] = 20170716,
    without: Annotated[str, typer.Option(help=_groups("terminal.demo_without"))] = "",
) -> None:
    left_out = _left_out(without)
    with bar("demo_step") as progress:
        demonstration.build(
            out, scale=scale, committees=committees, seed=seed, without=left_out, progress=progress
        )
    console.print(text("terminal.demo_done", path=out), soft_wrap=True)


@app.command(cls=Command, help=text("terminal.check"))
def check() -> None:
    offers = checking.offers(platform_url(), settings())
    console.print(_offers(offers))
    broken = [offer.found for offer in offers if not offer.found.kept]
    if broken:
        tables = ", ".join(found.table for found in broken)
        raise Problem("contract_broken", tables=tables)
    if hours := checking.nightly(platform_url(), settings()):
        console.print(_nightly(hours), soft_wrap=True, markup=False)
    address, revision = checking.records(records_url())
    key = "check.records" if revision else "check.no_records"
    console.print(text(key, address=address, revision=revision), soft_wrap=True, markup=False)
    with bar("refresh_step") as progress:
        found = checking.defects(platform_url(), settings(), progress)
    console.print(_defects(found) if len(found) else text("terminal.no_defects"))


@app.command(cls=Command, help=text("terminal.refresh"))
def refresh(
    full: Annotated[bool, typer.Option("--full", help=text("terminal.refresh_full"))] = False,
    reconcile: Annotated[bool, typer.Option("--reconcile", help=text("terminal.refresh_reconcile"))] = False,
) -> None:
    if full and reconcile:
        raise typer.BadParameter(text("terminal.full_or_reconcile"))
    kind = "full" if full else "reconcile" if reconcile else "incremental"
    try:
        with bar("refresh_step") as progress:
            report = refreshing.run(platform_url(), store_url(), settings(), kind=kind, progress=progress)
    except KeyboardInterrupt as error:
        raise Problem("interrupted") from error
    console.print(
        text(
            "terminal.refresh_done",
            kind=name("run_kind", report.kind),
            seconds=rounded(report.seconds),
            read=report.read_rows,
            changed=report.changed_rows,
            defects=report.defects,
        ),
        soft_wrap=True,
    )


@app.command("basemap", cls=Command, help=text("terminal.basemap"))
def make_basemap(
    files: Annotated[list[Path], typer.Argument(help=text("terminal.basemap_files"), metavar="FILE…")],
    out: Annotated[Path | None, typer.Option(help=text("terminal.basemap_out"))] = None,
    crs: Annotated[str, typer.Option(help=text("terminal.basemap_crs"))] = "wgs84",
    skip: Annotated[bool, typer.Option("--skip", help=text("terminal.basemap_skip"))] = False,
    strict: Annotated[bool, typer.Option("--strict", help=text("terminal.basemap_strict"))] = False,
) -> None:
    if crs not in coordinates.SYSTEMS:
        raise typer.BadParameter(text("terminal.basemap_crs"))
    bundle, faults, mended = basemap.bundled(files, settings().bounds_of(demonstration=False), crs, strict)
    if faults:
        table = Table(*(text(f"terminal.column_{key}") for key in ("file", "number", "fault", "detail")))
        for fault in faults:
            table.add_row(fault.file, str(fault.number), name("basemap_fault", fault.kind), fault.detail)
        console.print(table)
    if faults and not skip:
        first = faults[0]
        fault_name = name("basemap_fault", first.kind)
        raise Problem(
            "basemap_faults", file=first.file, number=first.number, fault=fault_name, count=len(faults)
        )
    folder = out or ROOT / settings().map.folder
    size = basemap.write(bundle, folder)
    count = len(bundle["features"])
    if mended:
        numbers = ", ".join(f"{one.file} {one.number}" for one in mended[:5])
        console.print(text("terminal.basemap_mended", count=len(mended), numbers=numbers), soft_wrap=True)
    console.print(
        text("terminal.basemap_done", path=folder / basemap.FILE, count=count, size=size), soft_wrap=True
    )


def _offers(offers: list[checking.Offer]) -> Table:
    table = Table(text("common.table"))
    table.add_column(text("common.state"), overflow="fold")
    table.add_column(text("common.rows"), justify="right")
    for offer in offers:
        found = offer.found
        rows = "—" if offer.rows is None else f"{offer.rows:,}"
        table.add_row(found.table, _state(offer), rows)
    return table


def _state(offer: checking.Offer) -> str:
    found = offer.found
    if not found.present:
        return _unseen("check.absent_optional", [found.table]) if found.kept else text("check.absent")
    lacks = [text("check.lacks", columns=", ".join(found.missing))] if found.missing else []
    wrong = [text("check.wrong", columns=", ".join(found.wrong))] if found.wrong else []
    state = lacks + wrong or [text("check.kept")]
    if found.absent:
        columns = ", ".join(found.absent)
        state.append(
            _unseen("check.lacks_optional", [f"{found.table}.{one}" for one in found.absent], columns=columns)
        )
    return text("sign.semicolon").join(state)


def _unseen(key: str, names: list[str], **values: str) -> str:
    """What is missing that may be, and what is not to be seen without it."""
    shows = [words(language.get()).get(f"lacking_shows.{one}") for one in names]
    parts = text("sign.semicolon").join(filter(None, shows))
    missing = text(key, **values)
    return text("check.unseen", missing=missing, shows=parts) if parts else missing


def _nightly(hours: checking.Hours) -> str:
    busiest = text("sign.listed").join(map(str, hours.busiest))
    values = {"share": percent(hours.night), "acts": f"{hours.acts:,}", "hours": busiest}
    return text("check.nightly", setting='[platform] zone = "UTC"', **values)


def _defects(found: pd.DataFrame) -> Table:
    table = Table(text("check.defect"), text("common.table"))
    table.add_column(text("common.rows"), justify="right")
    table.add_column(text("common.since"))
    table.add_column(text("check.examples"))
    for row in found.itertuples():
        table.add_row(
            name("defect", row.kind), row.source, f"{row.rows:,}", f"{row.since:%Y-%m-%d}", row.examples
        )
    return table


def main() -> int:
    """Runs the command line; returns its exit code. Of what nobody foresaw the trace goes to stderr before the sentence."""
    try:
        app(prog_name="python -m data_access")
    except Exception as error:
        problem = as_problem(error, *_addresses())
        Console(stderr=True).print(str(problem), style="red", soft_wrap=True, markup=False)
        return 1
    return 0


def _addresses() -> list[str]:
    with suppress(Problem):  # settings that cannot be read hold no address either
        return [platform_url(), store_url(), records_url()]
    return []


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _interrupt)  # a run that is asked to end says so in the run log
    sys.exit(main())
