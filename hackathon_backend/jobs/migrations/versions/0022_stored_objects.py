"""What is kept in a bucket, and what is being put there or removed."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "stored_objects",
        sa.Column("key", sa.String(500), primary_key=True),
        sa.Column("at", sa.String(560), nullable=False),
        sa.Column("place", sa.String(16), nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("job_id", sa.String(64)),
        sa.Column("made_at", sa.Float(53), nullable=False),
        sa.Column("used_at", sa.Float(53), nullable=False),
    )
    op.create_index("stored_objects_of_job", "stored_objects", ["job_id"])
    op.create_index("stored_objects_in_place", "stored_objects", ["place", "used_at"])
    op.create_table(
        "object_transfers",
        sa.Column("token", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(500), nullable=False),
        sa.Column("at", sa.String(560), nullable=False),
        sa.Column("job_id", sa.String(64)),
        sa.Column("removes", sa.Boolean, nullable=False),
        sa.Column("begun_at", sa.Float(53), nullable=False),
    )
    op.create_index("object_transfers_at", "object_transfers", ["at"])
    op.create_index("object_transfers_begun", "object_transfers", ["begun_at"])


def downgrade() -> None:
    """Forget the bucket: its files are moved out of it before."""
    op.drop_table("object_transfers")
    op.drop_table("stored_objects")
