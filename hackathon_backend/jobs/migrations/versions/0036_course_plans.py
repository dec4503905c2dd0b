"""Courses that are planned beside the requests that order them."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "course_plans",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column(
            "collection_id", sa.String(64), sa.ForeignKey("collections.id", ondelete="CASCADE"), nullable=False,
            unique=True,
        ),
        sa.Column("order", sa.JSON, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("key", sa.String(64), unique=True),
        sa.Column("body", sa.String(64), nullable=False),
        sa.Column("error_code", sa.String(64)),
        sa.Column("error_message", sa.Text),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("lease_owner", sa.String(200)),
        sa.Column("lease_token", sa.String(40)),
        sa.Column("lease_until", sa.Float(53)),
        sa.Column("ended_at", sa.Float(53)),
    )  # fmt: skip
    op.create_index("course_plans_due", "course_plans", ["ended_at", "lease_until"])


def downgrade() -> None:
    """Take it away; the films that were planned stay."""
    op.drop_table("course_plans")
