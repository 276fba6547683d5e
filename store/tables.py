"""The tables. Portable: what SQLite and PostgreSQL both have, and no more.

Contents are canonical JSON in Text beside their SHA-256; lists and small values are plain JSON. Every table but the
first is an office's: its key begins with the office.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from models.spans import OFFICE_TZ

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
SHA = String(64)


class InstantColumn(TypeDecorator[datetime]):
    """An instant: stored as UTC without a zone, read in the office's zone. A naive one is refused."""

    impl = DateTime(timezone=False)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Into the database. Raises ValueError for a naive time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Out of it."""
        return None if value is None else value.replace(tzinfo=UTC).astimezone(OFFICE_TZ)


def _office() -> Column[Any]:
    return Column("office", String(40), ForeignKey("offices.id"), primary_key=True)


def _number(name: str) -> Column[Any]:
    return Column(name, Integer, primary_key=True, autoincrement=False)


def _count(name: str) -> Column[Any]:
    return Column(name, Integer, nullable=False, default=0, server_default="0")


OFFICES = Table(
    "offices",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("name", String(60), nullable=False),
    _count("revision"),  # rises with every batch of edits
    _count("trail_number"),
    Column("trail_seal", SHA, nullable=False),
)
HEADS = Table(
    "heads",
    METADATA,
    _office(),
    Column("number", Integer, nullable=False),
    Column("seal", SHA, nullable=False),
)
PUBLICATIONS = Table(
    "publications",
    METADATA,
    _office(),
    _number("number"),
    Column("seal", SHA, nullable=False),
    Column("body", Text, nullable=False),
)
BRIEFS = Table(
    "briefs",
    METADATA,
    _office(),
    Column("digest", SHA, primary_key=True),
    Column("seal", SHA, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("kept_at", InstantColumn),
)
RECORDS = Table(
    "records",
    METADATA,
    _office(),
    Column("kind", String(20), primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("since", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("body", Text),  # none: struck out, and erased since
    Column("seal", SHA, nullable=False),
    Column("starts", InstantColumn),  # when it is, as its body says; none: at any time
    Column("ends", InstantColumn),
    Index(None, "office", "since"),
    Index(None, "office", "kind", "starts"),
)
HISTORY = Table(
    "history",
    METADATA,
    _office(),
    Column("kind", String(20), primary_key=True),
    Column("id", String(200), primary_key=True),
    _number("revision"),
    Column("since", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("body", Text),  # none: erased
    Column("by", Text, nullable=False),
    Column("at", InstantColumn, nullable=False),
    Column("why", Text, nullable=False),
    Column("seal", SHA, nullable=False),
    Index(None, "office", "since"),
)
TRAIL = Table(
    "trail",
    METADATA,
    _office(),
    _number("number"),
    Column("at", InstantColumn, nullable=False),
    Column("by", Text, nullable=False),
    Column("what", String(60), nullable=False),
    Column("subject", String(250), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("previous", SHA, nullable=False),
    Column("seal", SHA, nullable=False),
    Index(None, "office", "subject"),
)
FEED_READS = Table(
    "feed_reads",
    METADATA,
    _office(),
    _number("entry"),  # the trail's entry that speaks for these lines
    _number("line"),
    Column("link", String(80), nullable=False),
    Column("first", InstantColumn, nullable=False),
    Column("last", InstantColumn, nullable=False),
    Column("reads", Integer, nullable=False),
)
ACCOUNTS = Table(
    "accounts",
    METADATA,
    _office(),
    Column("id", String(40), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("login", String(100), nullable=False),
    Column("title", String(60), nullable=False),
    Column("roles", JSON, nullable=False),
    Column("leader", String(40)),
    Column("password", Text),
    Column("subject", String(200)),
    Column("created_at", InstantColumn, nullable=False),
    Column("disabled_at", InstantColumn),
    UniqueConstraint("office", "login"),
)
SESSIONS = Table(
    "sessions",
    METADATA,
    _office(),
    Column("sha256", SHA, primary_key=True),
    Column("account", String(40), nullable=False),
    Column("created_at", InstantColumn, nullable=False),
    Column("seen_at", InstantColumn, nullable=False),
    Column("expires_at", InstantColumn, nullable=False),
    Column("revoked_at", InstantColumn),
    UniqueConstraint("sha256"),
)
API_KEYS = Table(
    "api_keys",
    METADATA,
    _office(),
    Column("id", String(80), primary_key=True),
    Column("sha256", SHA, nullable=False),
    Column("title", String(60), nullable=False),
    Column("prefix", String(12), nullable=False),
    Column("roles", JSON, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("created_at", InstantColumn, nullable=False),
    Column("expires_at", InstantColumn),
    Column("used_at", InstantColumn),
    Column("revoked_at", InstantColumn),
    UniqueConstraint("sha256"),
)
FEED_LINKS = Table(
    "feed_links",
    METADATA,
    _office(),
    Column("id", String(80), primary_key=True),
    Column("sha256", SHA, nullable=False),
    Column("audience", String(40), nullable=False),
    Column("title", String(60), nullable=False),
    Column("created_by", Text, nullable=False),
    Column("created_at", InstantColumn, nullable=False),
    Column("read_at", InstantColumn),
    _count("reads"),
    Column("revoked_at", InstantColumn),
    Column("follows", String(80)),
    UniqueConstraint("sha256"),
)
REPLIES = Table(
    "replies",
    METADATA,
    _office(),
    Column("principal", String(200), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("request", SHA, nullable=False),
    Column("at", InstantColumn, nullable=False),
    Column("status", Integer),
    Column("headers", JSON, nullable=False),
    Column("body", Text, nullable=False),
)
RUNS = Table(
    "plan_runs",
    METADATA,
    _office(),
    Column("id", String(80), primary_key=True),
    Column("state", String(20), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("worker", String(200)),
    Column("asked_at", InstantColumn, nullable=False),
    Column("beat_at", InstantColumn),
    Column("body", Text, nullable=False),
    Index(None, "state", "beat_at"),
)
DRAFTS = Table(
    "drafts",
    METADATA,
    _office(),
    Column("id", String(80), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("at", InstantColumn, nullable=False),
    Column("body", Text, nullable=False),
)
