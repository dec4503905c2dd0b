"""What is counted of films that are watched."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "film_views",
        _film(),
        sa.Column("view", sa.String(64), primary_key=True),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("seen", sa.LargeBinary, nullable=False),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("known", sa.Integer, nullable=False),
        sa.Column("finished", sa.Boolean, nullable=False),
        sa.Column("own", sa.Boolean, nullable=False),
    )
    op.create_index("film_views_of_day", "film_views", ["day", "job_id"])
    numbers = ("begun", "views", "own_views", "finished", "seconds")
    op.create_table(
        "film_days",
        _film(),
        sa.Column("day", sa.String(10), primary_key=True),
        *(sa.Column(name, sa.Integer, nullable=False) for name in numbers),
        sa.Column("scenes", sa.JSON, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
    )
    op.create_table(
        "film_downloads",
        _film(),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_table("film_contents", _film(), sa.Column("outline", sa.JSON, nullable=False))
    op.create_table("film_names", _film(), sa.Column("since", sa.Float(53), nullable=False))
    op.create_table(
        "film_people",
        _film(),
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("seen", sa.LargeBinary, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("first_at", sa.Float(53), nullable=False),
        sa.Column("last_at", sa.Float(53), nullable=False),
    )
    op.create_index("ix_film_people_person", "film_people", ["person"])


def downgrade() -> None:
    """Forget what was counted."""
    for table in ("film_people", "film_names", "film_contents", "film_downloads", "film_days", "film_views"):
        op.drop_table(table)


def _film() -> sa.Column[str]:
    return sa.Column("job_id", sa.String(64), sa.ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
