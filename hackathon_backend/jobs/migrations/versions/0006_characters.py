"""Characters that engines keep for later videos."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add their table."""
    op.create_table(
        "characters",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("engine", sa.String(64), nullable=False),
        sa.Column("upstream", sa.String(500), nullable=False),
    )


def downgrade() -> None:
    """Take the table away; the engines keep their characters."""
    op.drop_table("characters")
