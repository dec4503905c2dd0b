"""The audit log, to which lines are added and of which none is changed.

The database refuses to update an entry, and to delete one unless `audit_retention` says, in the same transaction, that
those of its age may go: `access.audit_log.AuditLog.forget_old` is who does that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_REFUSAL = "audit_log is append-only"
_KEPT = "not exists (select 1 from audit_retention where before > old.at)"
_SQLITE = (
    f"create trigger audit_log_no_update before update on audit_log begin select raise(abort, '{_REFUSAL}'); end",
    f"create trigger audit_log_no_delete before delete on audit_log when {_KEPT} "
    f"begin select raise(abort, '{_REFUSAL}'); end",
    # `insert or replace` deletes without a word to the trigger above.
    "create trigger audit_log_no_replace before insert on audit_log "
    "when exists (select 1 from audit_log where id = new.id) "
    "begin select raise(abort, 'audit_log is append-only'); end",
)
_POSTGRESQL = (
    "create function audit_log_refuse() returns trigger language plpgsql as "
    f"$$ begin raise exception '{_REFUSAL}'; end $$",
    "create function audit_log_keep() returns trigger language plpgsql as "
    f"$$ begin if {_KEPT} then raise exception '{_REFUSAL}'; end if; return old; end $$",
    "create trigger audit_log_no_update before update on audit_log for each row execute function audit_log_refuse()",
    "create trigger audit_log_no_truncate before truncate on audit_log execute function audit_log_refuse()",
    "create trigger audit_log_no_delete before delete on audit_log for each row execute function audit_log_keep()",
)


def upgrade() -> None:
    """Make the tables, and the triggers that keep them."""
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "audit_log",
        sa.Column("id", number, primary_key=True, autoincrement=True),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("proof", sa.String(16), nullable=False),
        sa.Column("key_id", sa.String(64)),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("object_id", sa.String(200), nullable=False),
        sa.Column("result", sa.String(16), nullable=False),
        sa.Column("detail", sa.String(500), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("agent", sa.String(200), nullable=False),
        sa.Column("request_id", sa.String(64), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("audit_log_at", "audit_log", ["at"])
    op.create_index("audit_log_of_owner", "audit_log", ["owner", "id"])
    retention = op.create_table(
        "audit_retention",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("before", sa.Float(53), nullable=False),
    )
    op.bulk_insert(retention, [{"id": 1, "before": 0.0}])
    for statement in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Take all of it away."""
    op.drop_table("audit_log")
    op.drop_table("audit_retention")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop function audit_log_refuse()")
        op.execute("drop function audit_log_keep()")
