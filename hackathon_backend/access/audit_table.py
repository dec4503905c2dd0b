"""The table of the audit log. The database itself refuses to change a line or to take one away (see its migration)."""

from __future__ import annotations

from sqlalchemy import BigInteger, Float, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from ..jobs.database import Base


class AuditEntry(Base):
    """One act. `id` orders them; `at` is in unix seconds."""

    __tablename__ = "audit_log"
    __table_args__ = (
        Index("audit_log_at", "at"),
        Index("audit_log_of_owner", "owner", "id"),
        Index("audit_log_of_object", "object_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    at: Mapped[float] = mapped_column(Float(53))
    owner: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    """What whoever did it was called then."""
    proof: Mapped[str] = mapped_column(String(16))
    """A `principal.Proof`: how it was known who it was."""
    key_id: Mapped[str | None] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(40))
    """An `audit.AuditAction`."""
    kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(200))
    result: Mapped[str] = mapped_column(String(16))
    """An `audit.AuditResult`."""
    detail: Mapped[str] = mapped_column(String(500))
    address: Mapped[str] = mapped_column(String(64))
    agent: Mapped[str] = mapped_column(String(200))
    request_id: Mapped[str] = mapped_column(String(64))


class AuditRetention(Base):
    """One row: what is older than `before` (unix seconds) may be taken away. It is 0 but while that is being done."""

    __tablename__ = "audit_retention"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    before: Mapped[float] = mapped_column(Float(53))
