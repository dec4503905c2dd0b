"""What a change of a draft was called by whoever sent it: sent again, it is known."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Add the column."""
    op.add_column("draft_revisions", sa.Column("edit_id", sa.String(40)))
    op.create_index("draft_revisions_by_edit", "draft_revisions", ["draft_id", "edit_id"])


def downgrade() -> None:
    """Take it away."""
    op.drop_index("draft_revisions_by_edit", "draft_revisions")
    op.drop_column("draft_revisions", "edit_id")
