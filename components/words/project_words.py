"""What a work is, where it stands and whose move it is, in words."""

from datetime import date

from components.words import numerals
from data_access.wording import name, text


def kind(code: str) -> str:
    """A kind of work; one that the contract does not know is of no known kind."""
    words = name("project_kind", code)
    return text("project_kind.unknown") if words == code else words


def programme(code: str) -> str:
    """The programme a work belongs to; one without words as it stands."""
    return name("programme", code)


def stage(code: str) -> str:
    """A stage of a work."""
    return name("stage", code)


def actor(code: str) -> str:
    """Who has to act. `code`: a value of stages.ACTORS."""
    return text(f"actor.{code}")


def next_act(code: str) -> str:
    """What has to be done for a work to leave a stage. `code`: a key of stages.ACTORS."""
    return text(f"next_act.{code}")


def flaw(code: str) -> str:
    """What is odd about a row, as the data page names it. `code`: a kind of defect."""
    return name("defect", code)


def oldest(opinions, on: date) -> str:
    """For how long the oldest opinion has waited. `opinions`: a row of consultation.opinions with one that waits."""
    return text("figure.oldest", days=waited(opinions, on))


def waited(opinions, on: date) -> str:
    """The same as a number of days."""
    return numerals.count((on - opinions.oldest_waiting.date()).days)


LEAST_RATINGS = 5
"""With fewer ratings the share of the satisfied is not told."""
