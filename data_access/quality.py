"""Whether the data can be trusted today: the refresh runs and the defects they found."""

from sqlalchemy import ColumnElement, FromClause, Select, case, func, literal_column, or_, select

from data_access.access.rights import OPEN, Rights
from data_access.store import building, committee, defect, neighbourhood, project, run

_NAMED = (
    (committee.c.code, committee.c.name),
    (neighbourhood.c.code, neighbourhood.c.name),
    (building.c.code, building.c.name),
    (project.c.id, project.c.title),
)


def runs(limit: int = 30) -> Select:
    """The latest runs, newest first: kind, started_at, finished_at, seconds, outcome, read_rows,
    changed_rows, problem (its wording's key) and problem_values (JSON). A run changes it even where the store stays as
    it was: its `stamp` says up to which run it tells."""
    return (
        select(
            run.c.kind,
            run.c.started_at,
            run.c.finished_at,
            run.c.seconds,
            run.c.outcome,
            run.c.read_rows,
            run.c.changed_rows,
            run.c.problem,
            run.c.problem_values,
        )
        .order_by(run.c.id.desc())
        .limit(limit)
        .execution_options(stamp=select(func.max(run.c.id), func.count()))
    )


def defects(rights: Rights = OPEN) -> Select:
    """Each defect by kind, table and place: kind, source, place (a code), name (of the committee,
    neighbourhood, building or project of that code, where there is one), rows, since (the earliest row's day). Who does not
    see the neighbourhoods and buildings of all committees is not told which of these it is."""
    named: FromClause = defect
    for code, _ in _NAMED:
        named = named.outerjoin(code.table, code == defect.c.place)
    place: ColumnElement = defect.c.place
    names = [name for _, name in _NAMED]
    if not rights.may("areas"):
        within = or_(neighbourhood.c.code.is_not(None), building.c.code.is_not(None))
        place, names = case((within, literal_column("''")), else_=place), [committee.c.name, project.c.title]
    return (
        select(
            defect.c.kind,
            defect.c.source,
            place.label("place"),
            func.coalesce(*map(func.max, names)).label("name"),
            func.sum(defect.c.rows).label("rows"),
            func.min(defect.c.since).label("since"),
        )
        .select_from(named)
        .group_by(defect.c.kind, defect.c.source, place)
        .order_by(defect.c.kind, defect.c.source, place)
    )
