"""What people say is wrong with a video, and what an admin made of it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import Float, ForeignKey, Select, String, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from ...clock import Clock
from ...errors import Conflict, LimitReached, NotFound
from ...jobs.database import Base, Database
from ..audit import Act, AuditAction, record

TEXT_LIMIT = 1000
_MOST = 5
_HOUR = 3600.0
_MANY = "Thank you, these are many reports in a short time. They are being looked at; come back in an hour."


class ReportReason(StrEnum):
    """What is wrong with it."""

    UNSUITABLE = "unsuitable"
    """Not fit for learners of every age."""
    WRONG = "wrong"
    PERSON = "person"
    """It shows or names somebody who does not want that."""
    RIGHTS = "rights"
    """Something in it belongs to somebody."""
    OTHER = "other"


class ReportState(StrEnum):
    """What has become of a report."""

    OPEN = "open"
    DISMISSED = "dismissed"
    REMOVED = "removed"
    """The video was removed."""


class VideoReport(Base):
    """A report. `reporter` is an owner, or stands for an address; times are unix seconds."""

    __tablename__ = "reports"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    job_id: Mapped[str] = mapped_column(String(64), ForeignKey("jobs.id", ondelete="CASCADE"), index=True)
    at: Mapped[float] = mapped_column(Float(53))
    reason: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(String(TEXT_LIMIT))
    reporter: Mapped[str] = mapped_column(String(64), index=True)
    state: Mapped[str] = mapped_column(String(16), index=True)
    decided_at: Mapped[float | None] = mapped_column(Float(53))
    decided_by: Mapped[str | None] = mapped_column(String(64))


class Reports:
    """All reads and writes of reports."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, job_id: str, reason: ReportReason, text: str, reporter: str) -> str:
        """Write a report down and return its id; one that this reporter has open already stays as it is.

        Raises `LimitReached` for more than a few in an hour.
        """
        now = self._clock.now()
        with self._database.write() as session:
            mine = select(VideoReport).where(VideoReport.reporter == reporter)
            again = mine.where(VideoReport.job_id == job_id, VideoReport.state == ReportState.OPEN)
            if (kept := session.scalars(again).first()) is not None:
                return kept.id
            lately = mine.where(VideoReport.at > now - _HOUR).with_only_columns(func.count())
            if (session.scalar(lately) or 0) >= _MOST:
                raise LimitReached(_MANY, retry_after=_HOUR)
            report = VideoReport(
                id=f"rep_{secrets.token_hex(8)}",
                job_id=job_id,
                at=now,
                reason=reason,
                text=text[:TEXT_LIMIT],
                reporter=reporter,
                state=ReportState.OPEN,
            )
            session.add(report)
            record(session, Act(AuditAction.VIDEO_REPORT, "video", job_id, detail=reason))
            return report.id

    def page(self, state: ReportState | None, *, limit: int, before: float | None = None) -> list[VideoReport]:
        """Reports, newest first; those of `before` (unix seconds) and after are left out."""
        query = select(VideoReport).order_by(VideoReport.at.desc(), VideoReport.id).limit(limit)
        if state is not None:
            query = query.where(VideoReport.state == state)
        if before is not None:
            query = query.where(VideoReport.at < before)
        return self._all(query)

    def count(self, state: ReportState | None = None) -> int:
        """How many there are."""
        query = select(func.count()).select_from(VideoReport)
        with self._database.read() as session:
            return session.scalar(query if state is None else query.where(VideoReport.state == state)) or 0

    def get(self, report_id: str) -> VideoReport:
        """One report. Raises `NotFound`."""
        if found := self._all(select(VideoReport).where(VideoReport.id == report_id)):
            return found[0]
        raise NotFound("There is no report by that id.")

    def decide(self, report_id: str, state: ReportState, by: str) -> VideoReport:
        """Close a report, and with a video that is removed all that are open about it.

        Raises `NotFound`, `Conflict` for one that is closed.
        """
        report = self.get(report_id)
        which = VideoReport.job_id == report.job_id if state is ReportState.REMOVED else VideoReport.id == report_id
        change = update(VideoReport).where(which, VideoReport.state == ReportState.OPEN)
        with self._database.write() as session:
            done = session.execute(
                change.values(state=state, decided_at=self._clock.now(), decided_by=by).returning(VideoReport.id)
            ).all()
            if not done:
                raise Conflict("This report has been decided already.")
            record(session, Act(AuditAction.VIDEO_JUDGE, "video", report.job_id, detail=state))
        return self.get(report_id)

    def _all(self, query: Select[VideoReport]) -> list[VideoReport]:
        with self._database.read() as session:
            found: Sequence[VideoReport] = session.scalars(query).all()
            session.expunge_all()
            return list(found)
