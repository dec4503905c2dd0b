"""Which engine alone may make a job, without reading its request."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Add the column, and fill it where there is something left to do."""
    op.add_column("jobs", sa.Column("only_engine", sa.String(100)))
    jobs = sa.table("jobs", sa.column("only_engine"), sa.column("ended_at"), sa.column("request", sa.JSON))
    asked = sa.func.coalesce(jobs.c.request["engine"].as_string(), "")
    op.execute(jobs.update().where(jobs.c.ended_at.is_(None)).values(only_engine=asked))


def downgrade() -> None:
    """Read requests again."""
    op.drop_column("jobs", "only_engine")
