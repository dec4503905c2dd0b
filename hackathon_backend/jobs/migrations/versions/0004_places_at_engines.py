"""Which engine a job is at, and since when it has waited there: what the limits of an engine are kept by."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns. Jobs that are under way already do not count; they are few, and soon done."""
    op.add_column("jobs", sa.Column("at_engine", sa.String(100)))
    op.add_column("jobs", sa.Column("waiting_since", sa.Float(53)))
    op.create_index("jobs_at_engine", "jobs", ["at_engine", "ended_at", "state"])


def downgrade() -> None:
    """Jobs that are under way count at no engine."""
    op.drop_index("jobs_at_engine", "jobs")
    for column in ("waiting_since", "at_engine"):
        op.drop_column("jobs", column)
