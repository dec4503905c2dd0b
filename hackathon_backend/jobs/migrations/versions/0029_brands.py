"""What owners have on all films that they order."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "brands",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("in_use", sa.Boolean, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("colour", sa.String(7), nullable=False),
        sa.Column("closing", sa.String(200), nullable=False),
        sa.Column("mark", sa.Boolean, nullable=False),
        sa.Column("logo", sa.LargeBinary),
    )
    op.create_index("brands_of_owner", "brands", ["owner", "in_use"])


def downgrade() -> None:
    """Films get no brand any more; those that have one keep it."""
    op.drop_table("brands")
