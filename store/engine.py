"""Connections: an SQLite file that keeps what it acknowledged, or PostgreSQL by URL.

SQLite runs in rollback mode by default. WAL is quicker for many readers, but SQLite before 3.51.3 (3.50.7 and 3.44.6
among the older lines) can corrupt such a file under two connections, so it has to be asked for and is refused there.
"""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, make_url

from models.errors import Refused

Version = tuple[int, ...]

WRITES = "richeng_writes"
KEEPING = ("busy_timeout=10000", "foreign_keys=ON", "secure_delete=ON")  # what is erased leaves nothing in free pages
ROLLBACK = ("journal_mode=DELETE", "synchronous=EXTRA")
WAL = ("journal_mode=WAL", "synchronous=FULL")
SAFE_FROM: Version = (3, 51, 3)
SAFE_LINES: tuple[Version, ...] = ((3, 50, 7), (3, 44, 6))
WITHDRAWN: tuple[Version, ...] = ((3, 52, 0),)


def wal_is_safe(version: Version) -> bool:
    """Whether an SQLite keeps a WAL file whole under two connections."""
    if version in WITHDRAWN:
        return False
    line = next((safe for safe in SAFE_LINES if safe[:2] == version[:2]), None)
    return version >= (line or SAFE_FROM)


def sqlite_pragmas(wal: bool, version: Version) -> tuple[str, ...]:
    """Settings of every connection. Raises Refused for WAL on an SQLite that may corrupt it."""
    if wal and not wal_is_safe(version):
        told = ".".join(map(str, version))
        raise Refused(
            f"这里的 SQLite {told} 在 WAL 模式下可能损坏数据，已拒绝打开；"
            "请去掉数据库地址中的 wal=1，或升级到 SQLite 3.51.3 以上。"
        )
    return (*KEEPING, *(WAL if wal else ROLLBACK))


def open_engine(url: str, version: Version = sqlite3.sqlite_version_info) -> Engine:
    """The engine of an address; ``?wal=1`` behind a file asks for WAL. Raises Refused as `sqlite_pragmas` does.

    A database in memory has one connection, which its users take in turn.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    wal = address.query.get("wal") == "1"
    address = address.difference_update_query(["wal"])
    pragmas = sqlite_pragmas(wal, version)
    if address.database:
        make_private(Path(address.database))
        engine = create_engine(address)
    else:
        once = {"pool_size": 1, "max_overflow": 0, "connect_args": {"check_same_thread": False}}
        engine = create_engine(address, poolclass=QueuePool, **once)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        settle(connection, pragmas)

    event.listen(engine, "begin", _on_begin)
    return engine


def settle(connection: Any, pragmas: tuple[str, ...]) -> None:
    """Put a new SQLite connection in order; transactions begin where we say so."""
    connection.isolation_level = None
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}").close()


def writing(engine: Engine) -> Engine:
    """The engine for transactions that write."""
    return engine.execution_options(**{WRITES: True})


def reading(engine: Engine) -> Engine:
    """The engine for transactions that read: each sees one state, whatever is written meanwhile."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _on_begin(connection: Connection) -> None:
    """A writer takes its lock at once: a reader that turns writer could be refused without waiting."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def make_private(path: Path) -> None:
    """A new file is its owner's alone; SQLite gives its journal the same mode."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
