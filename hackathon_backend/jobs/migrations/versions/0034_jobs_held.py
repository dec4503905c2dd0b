"""Which process draws a video by itself, and until when that is known."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("jobs", sa.Column("held_by", sa.String(200)))
    op.add_column("jobs", sa.Column("held_until", sa.Float(53)))


def downgrade() -> None:
    """Take them away: a video may be drawn by two processes again."""
    op.drop_column("jobs", "held_until")
    op.drop_column("jobs", "held_by")
