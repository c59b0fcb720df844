"""What a meeting's figures say of each subject, in a sentence."""

from markupsafe import Markup

from components.parts.sentences import clauses, filled, listed
from components.words import numerals
from data_access.meetings.agenda import LATE, SUBJECTS, Agenda
from data_access.wording import text


def of(subject: str, agenda: Agenda) -> Markup | str:
    """The sentence of a subject; empty where the town has none of its figures."""
    if not any(key in agenda.now for key in SUBJECTS[subject]):
        return ""
    return clauses(_OF[subject](agenda))


def _registration(agenda: Agenda) -> Markup:
    coverage, stalled = agenda.now.get("household_coverage"), agenda.now.get("stalled")
    first = (
        filled("overview.registered", count=numerals.count(agenda.now.get("registered")))
        if numerals.missing(coverage)
        else filled("overview.coverage", rate=numerals.rate(coverage))
    )
    still = filled("overview.stalled", count=numerals.count(stalled)) if stalled else None
    return clauses(listed(first, _moved(agenda)), still, end=False)


def _moved(agenda: Agenda) -> Markup | None:
    """How the coverage has moved since the last meeting."""
    now, then = (values.get("household_coverage") for values in (agenda.now, agenda.then))
    if now is None or then is None:
        return None
    points = numerals.bare_points(now - then)
    level = points == numerals.bare_points(0)
    way = "coverage_level" if level else "coverage_up" if now > then else "coverage_down"
    return filled(f"meeting.{way}", since=numerals.day(agenda.before), points=points)


def _party(agenda: Agenda) -> Markup:
    active, silent = agenda.now.get("party_active"), agenda.now.get("silent")
    taking = None if active is None else filled("party.active_is", rate=numerals.rate(active))
    still = filled("party.silent", count=numerals.count(silent)) if silent else None
    return clauses(taking, still, end=False)


def _works(agenda: Agenda) -> Markup:
    late, waiting = agenda.now.get(LATE), agenda.now.get("opinions_waiting")
    behind = (
        filled("meeting.works_late_is", count=numerals.count(late)) if late else text("meeting.none_late")
    )
    heard = filled("overview.waiting", count=numerals.count(waiting)) if waiting else None
    return clauses(None if late is None else behind, heard, end=False)


def _cases(agenda: Agenda) -> Markup:
    open_now, overdue, rate = (agenda.now.get(key) for key in SUBJECTS["cases"])
    standing = (
        filled("cases.open_now", count=numerals.count(open_now)) if open_now else text("cases.none_open")
    )
    late = filled("cases.overdue_of", count=numerals.count(overdue)) if overdue else None
    timely = None if rate is None else filled("cases.on_time_is", rate=numerals.rate(rate))
    return clauses(listed(standing, late), timely, end=False)


_OF = {"registration": _registration, "party": _party, "works": _works, "cases": _cases}
