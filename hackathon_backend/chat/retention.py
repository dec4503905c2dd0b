"""What is forgotten of chats and videos: after KEEP_CONVERSATIONS_DAYS what was said and what was asked for, and after
KEEP_JOBS_DAYS the rows of videos that nobody needs any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session

from ..access.audit import Act, AuditAction, record
from ..access.guests import GuestLink
from ..access.moderation.reports import VideoReport
from ..access.shares import VideoShare
from ..clock import SYSTEM, Clock
from ..jobs import Database, Job, State
from ..webhooks.models import Delivery
from .models import Conversation, Message

_DAY = 86_400.0
_AT_ONCE = 500
_NO_FILES = or_(Job.expired_at.is_not(None), Job.state.in_((State.FAILED, State.CANCELLED)))


@dataclass(frozen=True)
class Forgotten:
    """The ids of the conversations and of the videos whose rows are gone, or would go."""

    conversations: Sequence[str] = ()
    videos: Sequence[str] = ()


class Retention:
    """Forgets conversations in which nobody has said anything for `days`, and videos that ended as long ago and whose
    files are gone; of the others those that ended `job_days` ago, if nobody needs them. 0 days: nothing is ever
    forgotten. What was paid stays, and the audit log, without what it was for.
    """

    def __init__(self, database: Database, days: float, *, job_days: float = 0, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._days = days
        self._job_days = job_days
        self._clock = clock

    def forget(self, *, dry_run: bool = False) -> Forgotten:
        """Do so now; with `dry_run`, only find what would go."""
        talked = self._forget_talks(dry_run) if self._days else Forgotten()
        pruned = [id_ for id_ in self._prune(dry_run) if id_ not in talked.videos] if self._job_days else []
        forgotten = Forgotten(talked.conversations, [*talked.videos, *pruned])
        if not dry_run and (forgotten.conversations or forgotten.videos):
            counts = f"{len(forgotten.conversations)} conversations, {len(forgotten.videos)} videos"
            with self._database.write() as session:
                record(session, Act(AuditAction.DATA_FORGET, "data", "", detail=counts))
        return forgotten

    def _forget_talks(self, dry_run: bool) -> Forgotten:
        before = self._clock.now() - self._days * _DAY
        with self._database.write() as session:
            talks = list(session.scalars(_silent_since(before)))
            if not dry_run:
                _remove(session, Conversation, talks)
            videos = list(session.scalars(_gone_before(before, talks)))
            if not dry_run:
                _remove(session, Job, videos)
        return Forgotten(talks, videos)

    def _prune(self, dry_run: bool) -> Iterator[str]:
        """Some at a time, so that those who write in between do not wait for long."""
        before, last = self._clock.now() - self._job_days * _DAY, 0.0
        while True:
            some = _not_needed_before(before).where(Job.ended_at >= last).order_by(Job.ended_at)
            with self._database.write() as session:
                found = session.execute(some if dry_run else some.limit(_AT_ONCE)).all()
                if not dry_run:
                    _remove(session, Job, [row.id for row in found])
            yield from (row.id for row in found)
            if dry_run or len(found) < _AT_ONCE:
                return
            last = found[-1].ended_at or last


def _silent_since(moment: float) -> Select[Any]:
    """Conversations without a word since then, of which no video is still being made."""
    messages = select(Message.id).where(Message.conversation_id == Conversation.id)
    spoken = messages.where(Message.created_at >= moment).exists()
    making = messages.join(Job, Message.job_id == Job.id).where(Job.ended_at.is_(None)).exists()
    return select(Conversation.id).where(Conversation.created_at < moment, ~spoken, ~making)


def _not_needed_before(moment: float) -> Select[str, float | None]:
    """Videos that ended before then and have no files, which no conversation shows, no other video was made of, nobody
    was given to watch, nobody has yet to decide a report of, and nobody is still to be told of.
    """
    needed_by = (
        select(Message.id).where(Message.job_id == Job.id),
        select(VideoShare.job_id).where(VideoShare.job_id == Job.id),
        select(VideoReport.id).where(VideoReport.job_id == Job.id, VideoReport.decided_at.is_(None)),
        select(Delivery.id).where(Delivery.job_id == Job.id, Delivery.next_at.is_not(None)),
        select(GuestLink.id).where(GuestLink.target == Job.id, GuestLink.revoked_at.is_(None)),
    )
    sources = select(Job.remixed_from).where(Job.remixed_from.is_not(None))
    free = (~rows.exists() for rows in needed_by)
    return select(Job.id, Job.ended_at).where(Job.ended_at < moment, _NO_FILES, Job.id.not_in(sources), *free)


def _gone_before(moment: float, talks: Sequence[str]) -> Select[Any]:
    """Videos that ended before then and have no files; none that a conversation beside `talks` has, or that another
    video was made of.
    """
    said = select(Message.id).where(Message.job_id == Job.id, Message.conversation_id.not_in(talks)).exists()
    sources = select(Job.remixed_from).where(Job.remixed_from.is_not(None))
    return select(Job.id).where(Job.ended_at < moment, _NO_FILES, ~said, Job.id.not_in(sources))


def _remove(session: Session, table: type[Conversation] | type[Job], ids: Sequence[str]) -> None:
    for start in range(0, len(ids), _AT_ONCE):
        gone = delete(table).where(table.id.in_(ids[start : start + _AT_ONCE]))
        session.execute(gone.execution_options(synchronize_session=False))
