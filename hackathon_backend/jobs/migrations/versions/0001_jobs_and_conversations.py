"""Jobs with their changes, conversations with their messages."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Time = sa.Float(53)


def upgrade() -> None:
    """Make the first tables."""
    _jobs()
    _conversations()


def downgrade() -> None:
    """Take them away: nothing is left."""
    for table in ("messages", "conversations", "job_events", "jobs"):
        op.drop_table(table)


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("created_at", Time, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("progress", Time, nullable=False),
        sa.Column("activity", sa.Text, nullable=False),
        sa.Column("wake_at", Time, nullable=False),
        sa.Column("lease_owner", sa.String(200)),
        sa.Column("lease_token", sa.String(40)),
        sa.Column("lease_until", Time),
        sa.Column("faults", sa.Integer, nullable=False),
        sa.Column("request", sa.JSON, nullable=False),
        sa.Column("brief", sa.JSON),
        sa.Column("notes", sa.JSON, nullable=False),
        sa.Column("engines", sa.JSON, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("attempts", sa.JSON, nullable=False),
        sa.Column("model", sa.String(200)),
        sa.Column("seconds", Time),
        sa.Column("size", sa.String(16)),
        sa.Column("submitted_at", Time),
        sa.Column("engine_deadline", Time),
        sa.Column("operation", sa.JSON),
        sa.Column("operation_id", sa.String(500), unique=True),
        sa.Column("engine_percent", Time),
        sa.Column("engine_floor", Time, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("fault", sa.JSON),
        sa.Column("clip", sa.JSON),
        sa.Column("filename", sa.String(200)),
        sa.Column("reason", sa.String(64)),
        sa.Column("reply", sa.JSON),
        sa.Column("ended_at", Time),
        sa.Column("expired_at", Time),
        sa.Column("deleted_at", Time),
    )
    op.create_index("jobs_due", "jobs", ["ended_at", "wake_at"])
    op.create_index("jobs_filename", "jobs", ["filename"])
    op.create_table(
        "job_events",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("job_id", sa.String(64), sa.ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("at", Time, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("progress", Time, nullable=False),
        sa.Column("activity", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("created_at", Time, nullable=False),
        sa.Column("lesson", sa.JSON),
    )
    conversation = sa.ForeignKey("conversations.id", ondelete="CASCADE")
    op.create_table(
        "messages",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation_id", sa.String(64), conversation, nullable=False, index=True),
        sa.Column("created_at", Time, nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("reply", sa.JSON),
        sa.Column("job_id", sa.String(64), sa.ForeignKey("jobs.id"), index=True),
    )
