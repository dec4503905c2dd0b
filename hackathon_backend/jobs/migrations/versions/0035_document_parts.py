"""Documents that become several lessons."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    """Add which lessons are of one document, and which part of it each is."""
    op.add_column("own_lessons", sa.Column("document_id", sa.String(64)))
    op.add_column("own_lessons", sa.Column("part", sa.Integer, nullable=False, server_default="0"))
    op.create_index("own_lessons_of_document", "own_lessons", ["document_id", "part"])
    op.add_column("lesson_imports", sa.Column("lesson_ids", sa.JSON))


def downgrade() -> None:
    """Forget it: every part stays as a lesson."""
    op.drop_column("lesson_imports", "lesson_ids")
    op.drop_index("own_lessons_of_document", "own_lessons")
    with op.batch_alter_table("own_lessons") as table:
        table.drop_column("part")
        table.drop_column("document_id")
