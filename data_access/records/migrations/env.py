"""What Alembic runs: all steps in the one transaction that it is handed."""

from alembic import context

from data_access.records import tables
from data_access.records.opening import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
