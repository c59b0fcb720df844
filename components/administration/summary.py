"""What the page says first: who can sign in, and up to when the audit goes back."""

import pandas as pd
from markupsafe import Markup

from components.parts import allowed
from components.parts.sentences import clauses, filled, headline
from components.words import numerals
from data_access.rows import or_none
from data_access.wording import text


def sentence(accounts: pd.DataFrame, latest: pd.DataFrame) -> None:
    """How many accounts there are and how many of them have yet to set a password, and the latest act, as far as the reader
    sees these. `accounts`: administration.accounts; `latest`: administration.acts, the latest of all."""
    parts: list[Markup | str] = []
    if not allowed.leaves_out("accounts"):
        fresh = int(accounts["must_change"].sum())
        parts.append(filled("administration.accounts_are", count=numerals.count(len(accounts))))
        parts.append(filled("administration.fresh_are", count=numerals.count(fresh)) if fresh else "")
    last = or_none(latest["at"].max()) if len(latest) else None
    if last is not None and not allowed.leaves_out("audit"):
        parts.append(filled("administration.last_act", at=numerals.moment(last)))
    headline(clauses(*filter(None, parts)) if any(parts) else clauses(text("administration.nothing")))
