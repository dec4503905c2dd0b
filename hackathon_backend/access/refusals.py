"""What is not made here, noted in the audit log: that it was asked for, and of which kind it is, never its words."""

from __future__ import annotations

import logging

from sqlalchemy.exc import SQLAlchemyError

from .audit import Act, AuditAction, AuditResult
from .audit_log import AuditLog
from .moderation.verdict import Review

log = logging.getLogger(__name__)


def note_refusal(audit: AuditLog, review: Review) -> None:
    """Add an entry. Whoever asked is answered even if it can't be written."""
    try:
        audit.add(Act(AuditAction.PROMPT_REFUSE, "prompt", "", AuditResult.REFUSED, detail=str(review.kind)))
    except SQLAlchemyError:
        log.exception("A refusal could not be written into the audit log.")
