"""Departments by party-building block: who joined, who takes part, what they answered."""

from html import escape

import pandas as pd

from components.party.head import but_few
from components.party.tables import card, empty
from components.words import numerals
from data_access import metrics
from data_access.wording import name, text


def draw(rows: pd.DataFrame) -> None:
    """Department members, block by block. `rows`: departments.told."""
    heads = (("department", ""), ("joined_of", "num"), ("active_30", "num"), ("replies_30", "num"))
    head = "".join(
        f'<th scope="col" class="{kind}">{escape(text(f"party.{key}"))}</th>' for key, kind in heads
    )
    lines = "".join(_department(row) for row in rows.itertuples())
    body = (
        f'<table class="list party-departments"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>'
    )
    note = f'<p class="note">{escape(text("party.departments_note"))}</p>'
    if rows.empty:
        body, note = empty("party.no_departments_kept"), ""
    title = text("party.departments")
    card("departments", title, body + note, lambda: frame(rows), metrics.DEPARTMENT_JOINED)


def frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Blocks and departments as they are downloaded: covered as on screen."""
    listed = list(rows.itertuples())
    return pd.DataFrame(
        {
            text("party.block"): [name("block", row.block) for row in listed],
            text("party.department"): [row.name if row.department else None for row in listed],
            text("party.joined"): [_joined(row) for row in listed],
            text("party.roster"): [
                None if pd.isna(row.roster_members) else int(row.roster_members) for row in listed
            ],
            text("party.active_30"): [
                None if pd.isna(row.active_30) else int(row.active_30) for row in listed
            ],
            text("party.replies_30"): [row.replies_30 for row in listed],
        },
        dtype="object",
    )


def _department(row) -> str:
    if not row.department:
        words, kind = escape(name("block", row.block)), ' class="block"'
        joined = f"<b>{escape(_joined(row))}</b>"
    else:
        words, kind = escape(row.name), ""
        joined = escape(_joined(row))
        if pd.notna(row.roster_members):
            joined = f"{joined} / {numerals.count(row.roster_members)}"
    return (
        f'<tr{kind}><th scope="row">{words}</th><td class="num">{joined}</td>'
        f'<td class="num">{numerals.count(row.active_30)}</td><td class="num">{numerals.count(row.replies_30)}</td></tr>'
    )


def _joined(row) -> str:
    if row.cover == "nearly":
        return but_few(row.roster_members)
    return text("committee.small") if row.cover == "small" else numerals.count(row.joined)
