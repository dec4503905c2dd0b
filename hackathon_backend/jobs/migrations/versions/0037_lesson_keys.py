"""Idempotency-Keys that lessons were made with."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "lesson_keys",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("body", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("lesson_id", sa.String(64), nullable=False),
        sa.Column("import_id", sa.String(64)),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("lesson_keys")
