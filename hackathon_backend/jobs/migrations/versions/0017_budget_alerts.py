"""Which steps of a budget were told, and webhooks that are about no video."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the table; a delivery may have data of its own in place of a job."""
    op.create_table(
        "budget_alerts",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("span", sa.String(16), primary_key=True),
        sa.Column("since", sa.BigInteger, primary_key=True),
        sa.Column("micros", sa.BigInteger, primary_key=True),
        sa.Column("percent", sa.Integer, primary_key=True),
        sa.Column("used", sa.BigInteger, nullable=False),
        sa.Column("refused", sa.Boolean, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.alter_column("job_id", existing_type=sa.String(64), nullable=True)
        deliveries.add_column(sa.Column("data", sa.JSON))


def downgrade() -> None:
    """What is about no video is told no more."""
    op.execute("delete from deliveries where job_id is null")
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.drop_column("data")
        deliveries.alter_column("job_id", existing_type=sa.String(64), nullable=False)
    op.drop_table("budget_alerts")
