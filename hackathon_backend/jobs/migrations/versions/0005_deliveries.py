"""Webhooks: what has to be told to whom, and every attempt to do so."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

Time = sa.Float(53)


def upgrade() -> None:
    """Make the table of deliveries."""
    job = sa.ForeignKey("jobs.id", ondelete="CASCADE")
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("event_id", sa.String(64), nullable=False),
        sa.Column("job_id", sa.String(64), job, nullable=False, index=True),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("created_at", Time, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("host", sa.String(300), nullable=False),
        sa.Column("from_settings", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("next_at", Time),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("attempts", sa.JSON, nullable=False),
    )
    op.create_index("deliveries_due", "deliveries", ["next_at"])


def downgrade() -> None:
    """What was not delivered yet never is."""
    op.drop_table("deliveries")
