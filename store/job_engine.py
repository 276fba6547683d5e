"""Where the queue of jobs is kept: in a file of its own beside the office's, or in PostgreSQL beside its tables.

The queue's library begins its own transactions, so its SQLite file has an engine of its own, with our settings for
keeping what was acknowledged.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url

from store.engine import ROLLBACK, make_private

BUSY = ("busy_timeout=30000", "foreign_keys=ON")


def open_job_engine(url: str) -> Engine:
    """The engine of the queue at an address."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    if address.database:
        make_private(Path(address.database))
    engine = create_engine(address)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = "IMMEDIATE"
        for pragma in (*BUSY, *ROLLBACK):
            connection.execute(f"PRAGMA {pragma}").close()

    return engine


def job_url(url: str) -> str:
    """The queue's address beside a store's: a second file, or the same PostgreSQL."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        return url
    path = address.database
    stem = path.removesuffix(".sqlite3")
    beside = address.set(database=f"{stem}-jobs.sqlite3").difference_update_query(["wal"])
    return beside.render_as_string(hide_password=False)
