"""What came of refining a prompt before its video was made."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column. Prompts of jobs that are there were not refined."""
    op.add_column("jobs", sa.Column("refined", sa.JSON))


def downgrade() -> None:
    """What a prompt was before it was refined stays in its request."""
    op.drop_column("jobs", "refined")
