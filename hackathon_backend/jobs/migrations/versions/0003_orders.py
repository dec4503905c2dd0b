"""Who ordered a video, what it was made from, and which orders are the same."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns and the table of used keys."""
    op.add_column("jobs", sa.Column("owner", sa.String(64), nullable=False, server_default=""))
    op.add_column("jobs", sa.Column("fingerprint", sa.String(64)))
    op.add_column("jobs", sa.Column("remixed_from", sa.String(64)))
    op.create_index("jobs_equal", "jobs", ["fingerprint", "owner"])
    op.create_table(
        "order_keys",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("body", sa.String(64), nullable=False),
        sa.Column("job_id", sa.String(64), sa.ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False, index=True),
    )


def downgrade() -> None:
    """Keys that were used may be used anew."""
    op.drop_table("order_keys")
    op.drop_index("jobs_equal", "jobs")
    for column in ("remixed_from", "fingerprint", "owner"):
        op.drop_column("jobs", column)
