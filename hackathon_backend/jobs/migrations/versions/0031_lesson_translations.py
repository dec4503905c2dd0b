"""Lessons that are put into further languages."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "lesson_translations",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("source_id", sa.String(200), nullable=False),
        sa.Column("source_version", sa.Integer, nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("keep", sa.JSON, nullable=False),
        sa.Column("lesson_id", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("draft", sa.JSON),
        sa.Column("waits", sa.Integer, nullable=False),
        sa.Column("losses", sa.JSON, nullable=False),
        sa.Column("error_code", sa.String(64)),
        sa.Column("error_message", sa.Text),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("lease_owner", sa.String(200)),
        sa.Column("lease_token", sa.String(40)),
        sa.Column("lease_until", sa.Float(53)),
        sa.Column("ended_at", sa.Float(53)),
        sa.UniqueConstraint("owner", "source_id", "source_version", "language", name="lesson_translations_once"),
    )
    op.create_index("lesson_translations_due", "lesson_translations", ["ended_at", "lease_until"])
    op.create_index("lesson_translations_of_lesson", "lesson_translations", ["lesson_id"])


def downgrade() -> None:
    """Take it away; the lessons that came of it stay."""
    op.drop_table("lesson_translations")
