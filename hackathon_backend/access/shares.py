"""Whom the owner of a video shows it to, by name, and the key that its links are made with."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ForeignKey, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from ..jobs.database import Base, Database
from ..jobs.models import Job, new_share_key
from .audit import Act, AuditAction, record


class VideoShare(Base):
    """A video that `owner`, whose it is not, may watch."""

    __tablename__ = "video_shares"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)


class Shares:
    """All reads and writes of what is shared."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def renew(self, job_id: str) -> str:
        """Give the video a new key, and return it: from now on no link of before works."""
        key = new_share_key()
        with self._database.write() as session:
            session.execute(update(Job).where(Job.id == job_id).values(share_key=key))
            record(session, Act(AuditAction.VIDEO_SHARE, "video", job_id, detail="a new link"))
        return key

    def names(self, job_id: str) -> list[str]:
        """The owners that it is shared with, in order."""
        with self._database.read() as session:
            query = select(VideoShare.owner).where(VideoShare.job_id == job_id).order_by(VideoShare.owner)
            return list(session.scalars(query))

    def set_names(self, job_id: str, owners: Sequence[str]) -> None:
        """Share it with these owners and nobody else."""
        with self._database.write() as session:
            session.execute(delete(VideoShare).where(VideoShare.job_id == job_id))
            session.add_all(VideoShare(job_id=job_id, owner=owner) for owner in dict.fromkeys(owners))
            record(
                session, Act(AuditAction.VIDEO_SHARE, "video", job_id, detail=f"with {', '.join(owners) or 'nobody'}")
            )

    def those_with(self, owner: str, job_ids: Collection[str]) -> frozenset[str]:
        """Which of these videos are shared with the owner."""
        query = select(VideoShare.job_id).where(VideoShare.owner == owner, VideoShare.job_id.in_(job_ids))
        with self._database.read() as session:
            return frozenset(session.scalars(query))

    def is_with(self, job_id: str, owner: str) -> bool:
        """Whether the owner is one of them."""
        with self._database.read() as session:
            return session.get(VideoShare, (job_id, owner)) is not None
