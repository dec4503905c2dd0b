"""Collections of films and lessons, what is in them, and whom they are shared with."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "collections",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("poster_item", sa.String(64)),
        sa.Column("share_key", sa.String(64), nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("updated_at", sa.Float(53), nullable=False),
    )
    op.create_index("collections_of_owner", "collections", ["owner", "updated_at"])
    of_one = sa.ForeignKey("collections.id", ondelete="CASCADE")
    op.create_table(
        "collection_items",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("collection_id", sa.String(64), of_one, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("target", sa.String(64), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("added_at", sa.Float(53), nullable=False),
        sa.UniqueConstraint("collection_id", "kind", "target", name="collection_items_once"),
    )
    op.create_index("collection_items_of_target", "collection_items", ["kind", "target"])
    op.create_table(
        "collection_shares",
        sa.Column(
            "collection_id", sa.String(64), sa.ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("owner", sa.String(64), primary_key=True),
    )
    op.create_index("ix_collection_shares_owner", "collection_shares", ["owner"])


def downgrade() -> None:
    """Take them away: nothing is in any order any more, and nothing else is lost."""
    op.drop_table("collection_shares")
    op.drop_table("collection_items")
    op.drop_table("collections")
