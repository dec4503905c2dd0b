"""How engines fare, so that all processes leave one alone that is down."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Add the tables. A process of before knows of its own calls alone."""
    op.create_table(
        "engine_traffic",
        sa.Column("engine", sa.String(100), primary_key=True),
        sa.Column("traffic", sa.JSON, nullable=False),
    )
    op.create_table(
        "engine_askers",
        sa.Column("engine", sa.String(100), primary_key=True),
        sa.Column("process", sa.String(200), primary_key=True),
        sa.Column("seen_at", sa.Float(53), nullable=False),
        sa.Column("answered_at", sa.Float(53), nullable=False),
    )


def downgrade() -> None:
    """Each process finds out by itself."""
    op.drop_table("engine_askers")
    op.drop_table("engine_traffic")
