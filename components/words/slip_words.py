"""What a supervision slip is, whom it is addressed to and how it stands, in words."""

from components.words import numerals
from components.words.place_names import short
from data_access.wording import name, text


def unit(row) -> str:
    """Whom a slip or a proposal is addressed to; by the code where the town knows no name."""
    words = row.unit_name if isinstance(row.unit_name, str) else row.unit
    return short(words) if row.unit_kind == "committee" else words


def colour(code: str) -> str:
    """The colour of slips: blue, orange or red."""
    return name("slip_colour", code)


def reason(code: str) -> str:
    """Why a slip is issued."""
    return name("slip_reason", code)


def state(code: str) -> str:
    """How far a slip has come, and what was done to it."""
    return name("slip_state", code)


def act(code: str) -> str:
    """What was done to a slip."""
    return name("slip_act", code)


def standing(row) -> str:
    """How far a slip has come, and how it stands to its deadline."""
    how = timing(row)
    return how if numerals.missing(row.due_on) else text("sign.semicolon").join((state(row.state), how))


def timing(row) -> str:
    """How a slip stands to its deadline: until when there is time, that it is over, or that none runs."""
    if row.late:
        return text("supervision.over", day=row.due_on)
    if not numerals.missing(row.due_on):
        return text("supervision.until", day=row.due_on)
    if not numerals.missing(row.ended_on):
        return text("supervision.ended", state=state(row.state), day=row.ended_on)
    return text("supervision.answered_waits")
