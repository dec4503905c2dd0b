"""How long a model takes is read from its newest finished jobs."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Find a model's jobs by the time of their end."""
    op.create_index("jobs_pace", "jobs", ["model", "ended_at"])


def downgrade() -> None:
    """Read through all jobs again."""
    op.drop_index("jobs_pace", "jobs")
