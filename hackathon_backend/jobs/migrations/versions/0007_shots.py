"""The shot list of a video that is made of several clips."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column. Jobs that are under way already are of one clip."""
    op.add_column("jobs", sa.Column("shots", sa.JSON))


def downgrade() -> None:
    """Films of several clips are forgotten but for their files."""
    op.drop_column("jobs", "shots")
