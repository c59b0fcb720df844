"""A demonstration of a town that keeps less: tables and columns are taken away, as if its platform had never had them."""

from collections.abc import Collection

from sqlalchemy import Connection, inspect

from data_access.demo.file import INDEXES

_BUILDINGS = (
    *("building", "project_building", "membership.building_code", "opinion.building_code"),
    "visit.building_code",
)

GROUPS = {
    "party": (
        *("party_branch", "membership.party_branch_code", "membership.identity_shown_at"),
        "membership.is_party_member",
    ),
    "projects": (
        *("project", "project_building", "project_stage", "plan_revision", "opinion", "project_vote"),
        *("project_photo", "project_rating"),
    ),
    "bases": ("household_base",),
    "neighbourhoods": (
        *("neighbourhood", "post.neighbourhood_code", "project.neighbourhood_code"),
        *("case_file.neighbourhood_code", *_BUILDINGS),
    ),
    "buildings": _BUILDINGS,
    "households": ("membership.household_id", "opinion.household_id", "visit.household_id"),
    "boards": ("board",),
    "posts": ("post", "interaction", "campaign_post", "case_file.post_id"),
    "interactions": ("interaction",),
    "replies": ("post.first_official_reply_at",),
    "categories": ("post.category",),
    "sensitive": ("post.is_sensitive",),
    "visits": ("visit", "visit_target"),
    "events": ("outreach_event",),
    "departments": (
        *("department", "membership.department_code", "case_file.department_code"),
        "case_event.department_code",
    ),
    "cases": ("case_file", "case_event"),
    "campaigns": ("campaign", "campaign_post", "campaign_committee", "campaign_photo"),
}
"""What may be left out, by its name: tables, and columns as `table.column`, each with what is nothing without it."""

_BEFORE = {
    "party": (
        "update post set author_role = 'resident' where author_role = 'party_member'",
        "update interaction set author_role = 'resident' where author_role = 'party_member'",
    ),
    "buildings": (
        "update membership set committee_code = (select neighbourhood.committee_code from building "
        "join neighbourhood on neighbourhood.code = building.neighbourhood_code "
        "where building.code = membership.building_code) where committee_code is null",
    ),
    "departments": ("delete from membership where committee_code is null and building_code is null",),
}
"""How the rows of others read where a platform never had it: a resident's committee is then on the membership itself."""
_BEFORE["neighbourhoods"] = _BEFORE["buildings"]


def take_away(connection: Connection, without: Collection[str]) -> None:
    """Takes away the groups of these names, and the indexes that stand on them."""
    for group in without:
        for statement in _BEFORE.get(group, ()):
            connection.exec_driver_sql(statement)
    names = dict.fromkeys(name for group in without for name in GROUPS[group])
    for name in sorted(names, key=lambda name: "." not in name):
        table, _, column = name.partition(".")
        if not column:
            connection.exec_driver_sql(f"drop table {table}")
        elif table not in names:
            _without_column(connection, table, column)


def _without_column(connection: Connection, table: str, column: str) -> None:
    for index, of, columns in INDEXES:
        if of == table and column in columns:
            connection.exec_driver_sql(f"drop index if exists {index}")
    if column in {one["name"] for one in inspect(connection).get_columns(table)}:
        connection.exec_driver_sql(f"alter table {table} drop column {column}")
