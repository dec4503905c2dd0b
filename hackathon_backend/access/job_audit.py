"""What is done to videos, written into the audit log in the transactions in which it is done."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ..jobs import ChangeRequest, FilmWorkRequest, Job, JobListener, TranslationRequest
from .audit import Act, AuditAction, record

_CHANGES = {
    "remix": AuditAction.VIDEO_REMIX,
    "edit": AuditAction.VIDEO_EDIT,
    "extension": AuditAction.VIDEO_EXTEND,
}


class JobAudit(JobListener):
    """Hears of orders, cancels and deletes, wherever they come from."""

    def created(self, session: Session, job: Job) -> None:
        """A video was ordered, or another one made of it."""
        source = f"of {job.remixed_from}" if job.remixed_from else ""
        record(session, Act(_action(job), "video", job.id, detail=source))

    def cancelled(self, session: Session, job: Job) -> None:
        """Somebody had it stopped."""
        record(session, Act(AuditAction.VIDEO_CANCEL, "video", job.id))

    def deleted(self, session: Session, job_id: str) -> None:
        """Somebody deleted it."""
        record(session, Act(AuditAction.VIDEO_DELETE, "video", job_id))


def _action(job: Job) -> AuditAction:
    if isinstance(job.request, TranslationRequest):
        return AuditAction.VIDEO_TRANSLATE
    if isinstance(job.request, ChangeRequest):
        return _CHANGES[job.request.kind]
    return AuditAction.VIDEO_EDIT if isinstance(job.request, FilmWorkRequest) else AuditAction.VIDEO_ORDER
