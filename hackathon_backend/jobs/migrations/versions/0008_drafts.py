"""What is written of a brief that is not finished."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column. Briefs that are being written are begun anew."""
    op.add_column("jobs", sa.Column("draft", sa.JSON))


def downgrade() -> None:
    """Briefs that are being written are begun anew."""
    op.drop_column("jobs", "draft")
