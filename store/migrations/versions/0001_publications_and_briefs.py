"""Publications and briefs alone: what the first files held before they knew their own version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Heads, publications, briefs."""
    op.create_table(
        "heads",
        sa.Column("office", sa.String(40), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
    )
    op.create_table(
        "publications",
        sa.Column("office", sa.String(40), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "briefs",
        sa.Column("office", sa.String(40), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
