"""Offices as tenants, living records with history, the audit trail, people, links, runs and drafts."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Every office that has published becomes a tenant; its publications and briefs stay as they are."""
    _make_tables()
    connection = op.get_bind()
    offices = sa.table("offices", sa.column("id"), sa.column("name"), sa.column("trail_seal"))
    for row in _known(connection):
        connection.execute(sa.insert(offices), row)
    _bind_to_offices()


def _known(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """Offices that stand in any old table, under the name that their newest publication bears."""
    ids: set[str] = set()
    for table in ("heads", "publications", "briefs"):
        ids |= set(connection.scalars(sa.select(sa.column("office")).select_from(sa.table(table)).distinct()))
    columns: list[sa.ColumnClause[Any]] = [sa.column(name) for name in ("office", "number", "body")]
    for office in sorted(ids):
        asked = sa.select(*columns).select_from(sa.table("publications")).where(columns[0] == office)
        newest = connection.execute(asked.order_by(columns[1].desc()).limit(1)).one_or_none()
        yield {"id": office, "name": _name(newest.body if newest else "") or office, "trail_seal": "0" * 64}


def _name(body: str) -> str:
    try:
        return str(json.loads(body)["office"]["name"])[:60]
    except (ValueError, KeyError, TypeError):  # damaged: the reader of the publication will say so
        return ""


def _make_tables() -> None:
    op.create_table(
        "offices",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("trail_number", sa.Integer(), server_default="0", nullable=False),
        sa.Column("trail_seal", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_offices"),
    )
    op.create_table(
        "accounts",
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(100), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("leader", sa.String(40)),
        sa.Column("password", sa.Text()),
        sa.Column("subject", sa.String(200)),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("disabled_at", sa.DateTime()),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name="fk_accounts_office_offices"),
        sa.PrimaryKeyConstraint("office", "id", name="pk_accounts"),
        sa.UniqueConstraint("office", "login", name="uq_accounts_office_login"),
    )
    op.create_table(
        "api_keys",
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("prefix", sa.String(12), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime()),
        sa.Column("used_at", sa.DateTime()),
        sa.Column("revoked_at", sa.DateTime()),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name="fk_api_keys_office_offices"),
        sa.PrimaryKeyConstraint("office", "id", name="pk_api_keys"),
        sa.UniqueConstraint("sha256", name="uq_api_keys_sha256"),
    )
    op.create_table(
        "drafts",
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name="fk_drafts_office_offices"),
        sa.PrimaryKeyConstraint("office", "id", name="pk_drafts"),
    )
    op.create_table(
        "feed_links",
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("audience", sa.String(40), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("read_at", sa.DateTime()),
        sa.Column("reads", sa.Integer(), server_default="0", nullable=False),
        sa.Column("revoked_at", sa.DateTime()),
        sa.Column("follows", sa.String(80)),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name="fk_feed_links_office_offices"),
        sa.PrimaryKeyConstraint("office", "id", name="pk_feed_links"),
        sa.UniqueConstraint("sha256", name="uq_feed_links_sha256"),
    )
    op.create_table(
        "feed_reads",
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("entry", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("link", sa.String(80), nullable=False),
        sa.Column("first", sa.DateTime(), nullable=False),
        sa.Column("last", sa.DateTime(), nullable=False),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name="fk_feed_reads_office_offices"),
        sa.PrimaryKeyConstraint("office", "entry", "line", name="pk_feed_reads"),
    )
    op.create_table(
        "history",
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("id", sa.String(200), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text()),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name="fk_history_office_offices"),
        sa.PrimaryKeyConstraint("office", "kind", "id", "revision", name="pk_history"),
    )
    op.create_index("ix_history_office_since", "history", ["office", "since"])

    op.create_table(
        "plan_runs",
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(200)),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("beat_at", sa.DateTime()),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name="fk_plan_runs_office_offices"),
        sa.PrimaryKeyConstraint("office", "id", name="pk_plan_runs"),
    )
    op.create_index("ix_plan_runs_state_beat_at", "plan_runs", ["state", "beat_at"])

    op.create_table(
        "records",
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("id", sa.String(200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text()),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.Column("starts", sa.DateTime()),
        sa.Column("ends", sa.DateTime()),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name="fk_records_office_offices"),
        sa.PrimaryKeyConstraint("office", "kind", "id", name="pk_records"),
    )
    op.create_index("ix_records_office_kind_starts", "records", ["office", "kind", "starts"])
    op.create_index("ix_records_office_since", "records", ["office", "since"])

    op.create_table(
        "replies",
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("principal", sa.String(200), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("request", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name="fk_replies_office_offices"),
        sa.PrimaryKeyConstraint("office", "principal", "key", name="pk_replies"),
    )
    op.create_table(
        "sessions",
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("account", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime()),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name="fk_sessions_office_offices"),
        sa.PrimaryKeyConstraint("office", "sha256", name="pk_sessions"),
        sa.UniqueConstraint("sha256", name="uq_sessions_sha256"),
    )
    op.create_table(
        "trail",
        sa.Column("office", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("what", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(250), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["office"], ["offices.id"], name="fk_trail_office_offices"),
        sa.PrimaryKeyConstraint("office", "number", name="pk_trail"),
    )
    op.create_index("ix_trail_office_subject", "trail", ["office", "subject"])


def _bind_to_offices() -> None:
    with op.batch_alter_table("briefs") as batch_op:
        batch_op.add_column(sa.Column("kept_at", sa.DateTime()))
        batch_op.create_foreign_key("fk_briefs_office_offices", "offices", ["office"], ["id"])

    with op.batch_alter_table("heads") as batch_op:
        batch_op.create_foreign_key("fk_heads_office_offices", "offices", ["office"], ["id"])

    with op.batch_alter_table("publications") as batch_op:
        batch_op.create_foreign_key("fk_publications_office_offices", "offices", ["office"], ["id"])
