"""Lessons that people have made themselves, with their versions, files, imports, and who may read them."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "own_lessons",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("updated_at", sa.Float(53), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("characters", sa.Integer, nullable=False),
        sa.Column("visibility", sa.String(16), nullable=False),
        sa.Column("losses", sa.JSON, nullable=False),
        sa.Column("document", sa.JSON),
        sa.Column("deleted_at", sa.Float(53)),
    )
    op.create_index("own_lessons_of_owner", "own_lessons", ["owner", "updated_at"])
    op.create_index("own_lessons_visible", "own_lessons", ["visibility", "updated_at"])
    lesson = sa.ForeignKey("own_lessons.id", ondelete="CASCADE")
    op.create_table(
        "lesson_versions",
        sa.Column("lesson_id", sa.String(64), lesson, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.Column("saved_by", sa.String(64), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("characters", sa.Integer, nullable=False),
    )
    op.create_table(
        "lesson_shares",
        sa.Column("lesson_id", sa.String(64), sa.ForeignKey("own_lessons.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("owner", sa.String(64), primary_key=True, index=True),
    )
    op.create_table(
        "hidden_lessons",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("lesson_id", sa.String(200), primary_key=True),
    )
    _files_and_imports()


def _files_and_imports() -> None:
    op.create_table(
        "lesson_files",
        sa.Column("name", sa.String(150), primary_key=True),
        sa.Column("lesson_id", sa.String(64), nullable=False, index=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
    )
    op.create_index("lesson_files_of_owner", "lesson_files", ["owner"])
    op.create_table(
        "lesson_imports",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("lesson_id", sa.String(64), nullable=False, unique=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("created_at", sa.Float(53), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("file", sa.String(150)),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("unit", sa.String(16), nullable=False),
        sa.Column("losses", sa.JSON, nullable=False),
        sa.Column("error_code", sa.String(64)),
        sa.Column("error_message", sa.Text),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("lease_owner", sa.String(200)),
        sa.Column("lease_token", sa.String(40)),
        sa.Column("lease_until", sa.Float(53)),
        sa.Column("ended_at", sa.Float(53)),
    )
    op.create_index("lesson_imports_of_owner", "lesson_imports", ["owner", "created_at"])
    op.create_index("lesson_imports_due", "lesson_imports", ["ended_at", "lease_until"])


def downgrade() -> None:
    """Take them away; the files in the storage stay, for people to remove."""
    for table in (
        "lesson_imports",
        "lesson_files",
        "hidden_lessons",
        "lesson_shares",
        "lesson_versions",
        "own_lessons",
    ):
        op.drop_table(table)
