"""Films of courses that are still to be ordered."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Add what is to be ordered, since when, and why it was not."""
    op.add_column("collection_items", sa.Column("plan", sa.JSON))
    op.add_column("collection_items", sa.Column("due_at", sa.Float(53)))
    op.add_column("collection_items", sa.Column("refusal", sa.Text))
    op.create_index("collection_items_due", "collection_items", ["due_at"])


def downgrade() -> None:
    """Forget it: what was not ordered stays an item of nothing."""
    op.drop_index("collection_items_due", "collection_items")
    with op.batch_alter_table("collection_items") as table:
        table.drop_column("refusal")
        table.drop_column("due_at")
        table.drop_column("plan")
