"""The memory in a database: an SQLite file by default, PostgreSQL by URL. Plain tables, plain JSON text.

An office's head row says which publication is the newest; it moves in the same transaction that adds the
publication, and only from the very state that the publisher saw.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    insert,
    make_url,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

from models.publication import Publication
from store.base import check_next, damaged, opened, overtaken, sealed

METADATA = MetaData()
HEADS = Table(
    "heads",
    METADATA,
    Column("office", String(40), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("seal", String(64), nullable=False),
)
PUBLICATIONS = Table(
    "publications",
    METADATA,
    Column("office", String(40), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("seal", String(64), nullable=False),
    Column("body", Text, nullable=False),
)
BRIEFS = Table(
    "briefs",
    METADATA,
    Column("office", String(40), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("seal", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
)
PRAGMAS = (
    "busy_timeout=10000",
    "journal_mode=DELETE",  # not WAL, which older SQLites corrupt under two connections
    "synchronous=EXTRA",
    "foreign_keys=ON",
    "secure_delete=ON",  # an erased brief leaves nothing in free pages
)
WRITES = "richeng_writes"
SCHEMA_LOCK = 0x52494348  # one process at a time makes the tables


class SqlStore:
    """Publications and briefs in a database; tables are made where they are missing."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self._writing = self._engine.execution_options(**{WRITES: True})
        with self._writing.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})"))
            METADATA.create_all(connection)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def head(self, office: str) -> Publication | None:
        """The newest publication."""
        with self._engine.begin() as connection:
            found = _head(connection, office)
        return found[0] if found else None

    def publication(self, office: str, number: int) -> Publication | None:
        """A publication by its number."""
        with self._engine.begin() as connection:
            row = connection.execute(_row(office, number)).one_or_none()
        return opened(office, number, row.body, row.seal) if row else None

    def numbers(self, office: str) -> tuple[int, ...]:
        """The numbers of all publications."""
        asked = select(PUBLICATIONS.c.number).where(PUBLICATIONS.c.office == office)
        with self._engine.begin() as connection:
            return tuple(connection.scalars(asked.order_by(PUBLICATIONS.c.number)))

    def append(self, publication: Publication, *, expecting: int | None) -> None:
        """Make the publication the newest."""
        office, number = publication.office.id, publication.number
        body, seal = sealed(publication)
        with suppress(IntegrityError), self._writing.begin() as connection:
            found = _head(connection, office)
            check_next(publication, found[0] if found else None, expecting)
            if found is None:
                connection.execute(insert(HEADS).values(office=office, number=number, seal=seal))
            else:
                seen = (HEADS.c.office == office, HEADS.c.number == expecting, HEADS.c.seal == found[1])
                moved = connection.execute(update(HEADS).where(*seen).values(number=number, seal=seal))
                if moved.rowcount != 1:
                    raise overtaken(expecting)
            connection.execute(insert(PUBLICATIONS).values(office=office, number=number, seal=seal, body=body))
            return
        raise overtaken(expecting)  # its place was taken between our reading and our writing

    def save_brief(self, office: str, digest: str, raw: bytes) -> None:
        """Keep a brief's bytes."""
        if self.brief(office, digest) is not None:
            return
        row = {"office": office, "digest": digest, "seal": hashlib.sha256(raw).hexdigest(), "body": raw}
        with suppress(IntegrityError), self._writing.begin() as connection:  # somebody else kept it just now
            connection.execute(insert(BRIEFS).values(**row))

    def brief(self, office: str, digest: str) -> bytes | None:
        """A brief's bytes. Raises DamagedRecord where they are no longer those that were kept."""
        asked = select(BRIEFS.c.body, BRIEFS.c.seal).where(BRIEFS.c.office == office, BRIEFS.c.digest == digest)
        with self._engine.begin() as connection:
            row = connection.execute(asked).one_or_none()
        if row is None:
            return None
        raw = bytes(row.body)
        if hashlib.sha256(raw).hexdigest() != row.seal:
            raise damaged(f"摘要 {digest[:12]}（{office}）")
        return raw

    def erase_brief(self, office: str, digest: str) -> bool:
        """Forget a brief."""
        gone = delete(BRIEFS).where(BRIEFS.c.office == office, BRIEFS.c.digest == digest)
        with self._writing.begin() as connection:
            return connection.execute(gone).rowcount == 1


def _row(office: str, number: int) -> Any:
    return select(PUBLICATIONS.c.body, PUBLICATIONS.c.seal).where(
        PUBLICATIONS.c.office == office, PUBLICATIONS.c.number == number
    )


def _head(connection: Connection, office: str) -> tuple[Publication, str] | None:
    """The newest publication and its fingerprint; head row and publication have to agree on it."""
    head = connection.execute(select(HEADS.c.number, HEADS.c.seal).where(HEADS.c.office == office)).one_or_none()
    if head is None:
        return None
    row = connection.execute(_row(office, head.number)).one_or_none()
    if row is None or row.seal != head.seal:
        raise damaged(f"第{head.number}版安排（{office}）")
    return opened(office, head.number, row.body, row.seal), head.seal


def _engine(url: str) -> Engine:
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    if address.database:
        _private(Path(address.database))
    engine = create_engine(address)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _private(path: Path) -> None:
    """A new file is its owner's alone; SQLite gives its journal the same mode."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _on_begin(connection: Connection) -> None:
    """A writer takes its lock at once: a reader that turns writer could be refused without waiting."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
