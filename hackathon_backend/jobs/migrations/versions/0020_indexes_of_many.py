"""What a hundred thousand videos are found by."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_LEASED = sa.text("lease_token is not null")


def upgrade() -> None:
    """Lists of all videos, those that are gone, those made from others, leases, and the audit log of one object."""
    op.create_index("jobs_made", "jobs", ["created_at", "id"])
    op.create_index("jobs_shown", "jobs", ["deleted_at", "state", "reason", "expired_at"])
    op.create_index("jobs_remixed", "jobs", ["remixed_from"])
    op.create_index("jobs_leased", "jobs", ["lease_token"], postgresql_where=_LEASED, sqlite_where=_LEASED)
    op.create_index("charges_of_engine", "charges", ["engine", "state", "micros"])
    op.create_index("audit_log_of_object", "audit_log", ["object_id", "id"])


def downgrade() -> None:
    """Read through all of them again."""
    op.drop_index("audit_log_of_object", "audit_log")
    op.drop_index("charges_of_engine", "charges")
    for index in ("jobs_leased", "jobs_remixed", "jobs_shown", "jobs_made"):
        op.drop_index(index, "jobs")
