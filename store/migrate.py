"""The schema brought up to date: once, by one process at a time, all of it or nothing.

A new database gets today's tables at once. An older one is led up by Alembic in one transaction, under the
database's own lock: whoever is killed on the way leaves the old schema, and the next start goes the way again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from models.errors import Refused
from store.engine import writing
from store.tables import METADATA

HERE = Path(__file__).resolve().parent / "migrations"
FIRST = "0001"  # publications and briefs alone, as the first files were
NEWEST = "0002"
VERSIONS = "alembic_version"
LOCK = 0x52494348  # PostgreSQL: one process at a time


def migrate(engine: Engine) -> None:
    """Bring the database to the newest schema. Raises Refused for one that a newer program has written."""
    with writing(engine).connect() as connection, _children_outlive(connection), connection.begin():
        _migrate(connection)


@contextmanager
def _children_outlive(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew, dropping the old and renaming: what points to it has to wait."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys=OFF").close()  # without effect inside a transaction, so not through SQLAlchemy
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON").close()


def _migrate(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
    tables = set(inspect(connection).get_table_names())
    found = _version(connection) if VERSIONS in tables else None
    if found == NEWEST:
        return
    if found is not None and found > NEWEST:
        raise Refused(f"数据库的结构（{found}）比这一版程序（{NEWEST}）新；请换用新版程序，或用升级前的备份恢复。")
    if found is None and "publications" not in tables:
        METADATA.create_all(connection)
        _stamp(connection, NEWEST)
        return
    if found is None:
        _stamp(connection, FIRST)
    _upgrade(connection)
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if orphans:
            raise Refused(f"升级数据库结构时发现{len(orphans)}行没有归属，已全部退回；请联系维护人员。")


def _version(connection: Connection) -> str | None:
    return connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()


def _stamp(connection: Connection, version: str) -> None:
    column = "version_num VARCHAR(32) NOT NULL CONSTRAINT alembic_version_pkc PRIMARY KEY"
    connection.execute(text(f"CREATE TABLE {VERSIONS} ({column})"))
    connection.execute(text(f"INSERT INTO {VERSIONS} VALUES (:version)"), {"version": version})


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - 0.2 s that only an old database has to pay
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    command.upgrade(config, NEWEST)
