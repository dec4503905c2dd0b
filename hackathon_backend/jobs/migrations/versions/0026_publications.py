"""Films that are handed on to platforms, and how far each is."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "publications",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("job_id", sa.String(64), nullable=False),
        sa.Column("variant_id", sa.String(64)),
        sa.Column("request_key", sa.String(255)),
        sa.Column("service", sa.String(40), nullable=False),
        sa.Column("account", sa.String(200), nullable=False),
        sa.Column("account_name", sa.String(200), nullable=False),
        sa.Column("platform", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("publish_at", sa.Float(53)),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("notes", sa.JSON, nullable=False),
        sa.Column("media", sa.Text),
        sa.Column("posting_at", sa.Float(53)),
        sa.Column("post_id", sa.String(240)),
        sa.Column("url", sa.Text),
        sa.Column("error", sa.Text),
        sa.Column("error_code", sa.String(64)),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("updated_at", sa.Float(53), nullable=False),
        sa.Column("wake_at", sa.Float(53)),
        sa.Column("lease_owner", sa.String(200)),
        sa.Column("lease_token", sa.String(32)),
        sa.Column("lease_until", sa.Float(53)),
        sa.UniqueConstraint("owner", "request_key", "account", name="publications_asked_once"),
    )
    op.create_index("publications_due", "publications", ["wake_at"])
    op.create_index("publications_of_owner", "publications", ["owner", "created_at"])
    op.create_index("publications_of_job", "publications", ["job_id"])


def downgrade() -> None:
    """Forget them; what is published stays published."""
    op.drop_table("publications")
