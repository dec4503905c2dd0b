"""The table of publications. Times are unix seconds."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import JSON, Float, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..jobs import Base


class PublicationState(StrEnum):
    """How far a publication is."""

    QUEUED = "queued"
    PREPARING = "preparing"
    """A version of the film in the right shape is being made, or the film is on its way to the service."""
    POSTING = "posting"
    """It is handed over: committed before the post, so that it is never sent a second time."""
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    FAILED = "failed"
    """Nothing was published."""
    UNKNOWN = "unknown"
    """It was handed over, and nobody can tell whether it was taken."""
    CANCELLED = "cancelled"


ENDED = frozenset(
    {PublicationState.PUBLISHED, PublicationState.FAILED, PublicationState.UNKNOWN, PublicationState.CANCELLED}
)


class Publication(Base):
    """One film for one account."""

    __tablename__ = "publications"
    __table_args__ = (
        Index("publications_due", "wake_at"),
        Index("publications_of_owner", "owner", "created_at"),
        Index("publications_of_job", "job_id"),
        UniqueConstraint("owner", "request_key", "account", name="publications_asked_once"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    job_id: Mapped[str] = mapped_column(String(64))
    variant_id: Mapped[str | None] = mapped_column(String(64))
    """The job that makes the version of the film that is published; None if it is the film itself."""
    request_key: Mapped[str | None] = mapped_column(String(255))
    """The Idempotency-Key that it was asked for with: asked again with it, it is this one."""
    service: Mapped[str] = mapped_column(String(40))
    account: Mapped[str] = mapped_column(String(200))
    account_name: Mapped[str] = mapped_column(String(200))
    platform: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    options: Mapped[dict[str, str | bool]] = mapped_column(JSON)
    publish_at: Mapped[float | None] = mapped_column(Float(53))
    """When it shall be seen; None: as soon as it is there."""
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    state: Mapped[PublicationState] = mapped_column(String(16), default=PublicationState.QUEUED)
    notes: Mapped[list[str]] = mapped_column(JSON, default=list)
    media: Mapped[str | None] = mapped_column(Text)
    """The film's address at the service."""
    posting_at: Mapped[float | None] = mapped_column(Float(53))
    """Committed before the post: with it set and no `post_id`, the outcome is not known."""
    post_id: Mapped[str | None] = mapped_column(String(240))
    url: Mapped[str | None] = mapped_column(Text)
    error: Mapped[str | None] = mapped_column(Text)
    error_code: Mapped[str | None] = mapped_column(String(64))
    tries: Mapped[int] = mapped_column(Integer, default=0)
    """Attempts in a row that came to nothing, and looks for what has become of it."""
    created_at: Mapped[float] = mapped_column(Float(53))
    updated_at: Mapped[float] = mapped_column(Float(53))
    wake_at: Mapped[float | None] = mapped_column(Float(53))
    """When something is to be done next; None: nothing any more."""
    lease_owner: Mapped[str | None] = mapped_column(String(200))
    lease_token: Mapped[str | None] = mapped_column(String(32))
    lease_until: Mapped[float | None] = mapped_column(Float(53))

    @property
    def ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in ENDED
