"""Alembic's way in: always on a connection that `store.migrate` (or `tools/`) has opened and begun."""

from alembic import context

from store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite changes a table by making it anew
    compare_type=True,
    compare_server_default=True,
)
context.run_migrations()  # inside the caller's transaction: all of it or nothing
