"""Drafts that several people edit, with their history, who may edit them, and who has them open."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def _of_draft() -> sa.Column[str]:
    return sa.Column("draft_id", sa.String(40), sa.ForeignKey("shared_drafts.id", ondelete="CASCADE"), primary_key=True)


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "shared_drafts",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("stirred", sa.Integer, nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("changed_at", sa.Float(53), nullable=False),
    )
    op.create_index("shared_drafts_of_owner", "shared_drafts", ["owner", "changed_at"])
    op.create_table(
        "draft_revisions",
        _of_draft(),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.Column("undoes", sa.Integer),
    )
    op.create_table("draft_editors", _of_draft(), sa.Column("owner", sa.String(64), primary_key=True, index=True))
    op.create_table(
        "draft_presence",
        _of_draft(),
        sa.Column("client", sa.String(40), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("field", sa.String(200), nullable=False),
        sa.Column("caret", sa.Integer, nullable=False),
        sa.Column("at", sa.Float(53), nullable=False),
    )


def downgrade() -> None:
    """Take them away, with all drafts."""
    for table in ("draft_presence", "draft_editors", "draft_revisions", "shared_drafts"):
        op.drop_table(table)
