"""Whose everything is, and what links to videos are made with."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

LOCAL = "local"


def upgrade() -> None:
    """All that is there is of whoever runs this; hashes of headers that anybody could make up named nobody."""
    for table in ("conversations", "characters"):
        op.add_column(table, sa.Column("owner", sa.String(64), nullable=False, server_default=LOCAL))
        op.create_index(f"{table}_of_owner", table, ["owner", "created_at"])
    op.add_column("jobs", sa.Column("share_key", sa.String(64), nullable=False, server_default=""))
    for table in ("jobs", "charges"):
        op.execute(sa.text(f"update {table} set owner = :local").bindparams(local=LOCAL))  # noqa: S608 - names of ours
    op.create_index("jobs_of_owner", "jobs", ["owner", "created_at", "id"])
    _give_keys()
    job = sa.ForeignKey("jobs.id", ondelete="CASCADE")
    op.create_table(
        "video_shares",
        sa.Column("job_id", sa.String(64), job, primary_key=True),
        sa.Column("owner", sa.String(64), primary_key=True, index=True),
    )


def _give_keys() -> None:
    connection = op.get_bind()
    jobs = sa.table("jobs", sa.column("id", sa.String), sa.column("share_key", sa.String))
    ids = connection.scalars(sa.select(jobs.c.id)).all()
    keys = [{"at_id": id_, "key": secrets.token_urlsafe(32)} for id_ in ids]
    if keys:
        one = sa.update(jobs).where(jobs.c.id == sa.bindparam("at_id")).values(share_key=sa.bindparam("key"))
        connection.execute(one, keys)


def downgrade() -> None:
    """Without log-ins nobody's was written as nothing."""
    op.drop_table("video_shares")
    op.drop_index("jobs_of_owner", "jobs")
    for table in ("jobs", "charges"):
        nobodys = sa.text(f"update {table} set owner = '' where owner = :local")  # noqa: S608 - names of ours
        op.execute(nobodys.bindparams(local=LOCAL))
    op.drop_column("jobs", "share_key")
    for table in ("conversations", "characters"):
        op.drop_index(f"{table}_of_owner", table)
        op.drop_column(table, "owner")
