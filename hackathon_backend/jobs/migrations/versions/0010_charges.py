"""What orders at paid engines cost: estimated before, and written down with each order."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the estimate and the table. What was paid before is not known."""
    op.add_column("jobs", sa.Column("estimate", sa.BigInteger))
    op.create_table(
        "charges",
        sa.Column("job_id", sa.String(64), primary_key=True),
        sa.Column("engine", sa.String(100), primary_key=True),
        sa.Column("part", sa.String(40), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("model", sa.String(200), nullable=False),
        sa.Column("seconds", sa.Float(53), nullable=False),
        sa.Column("price_per_second", sa.Float(53)),
        sa.Column("micros", sa.BigInteger),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
    )
    op.create_index("charges_at", "charges", ["at"])
    op.create_index("charges_of_owner", "charges", ["owner", "at"])


def downgrade() -> None:
    """What was paid is not known any more."""
    op.drop_table("charges")
    op.drop_column("jobs", "estimate")
