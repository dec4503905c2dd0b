"""PostgreSQL tells whoever listens that jobs have changed."""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Send a notice with each transaction that writes down changes: see `jobs/notices.py`."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(
        "create function job_events_tell() returns trigger language plpgsql as "
        "$$ begin perform pg_notify('job_events', ''); return null; end $$"
    )
    op.execute(
        "create trigger job_events_tell after insert on job_events "
        "for each statement execute function job_events_tell()"
    )


def downgrade() -> None:
    """Tell nobody."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("drop trigger job_events_tell on job_events")
    op.execute("drop function job_events_tell()")
