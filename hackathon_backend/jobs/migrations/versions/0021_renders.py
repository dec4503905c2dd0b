"""Films that are made by workers: renders, their stages, and whose turn it is."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "renders",
        sa.Column("job_id", sa.String(64), sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("engine", sa.String(100), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("asked", sa.JSON, nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("percent", sa.Float(53)),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Float(53)),
        sa.Column("fault", sa.JSON),
    )
    op.create_table(
        "render_stages",
        sa.Column("job_id", sa.String(64), sa.ForeignKey("renders.job_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("rank", sa.Float(53), nullable=False),
        sa.Column("speaks", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("due_at", sa.Float(53), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("faults", sa.Integer, nullable=False),
        sa.Column("lease_owner", sa.String(200)),
        sa.Column("lease_token", sa.String(40)),
        sa.Column("result", sa.JSON),
    )
    op.create_index("render_stages_due", "render_stages", ["state", "due_at"])
    op.create_table(
        "render_turns",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("served_at", sa.Float(53), nullable=False),
    )
    op.create_index("ix_render_turns_served_at", "render_turns", ["served_at"])


def downgrade() -> None:
    """Films that are under way are begun again."""
    op.drop_table("render_turns")
    op.drop_table("render_stages")
    op.drop_table("renders")
