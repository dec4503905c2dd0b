"""What is forgotten of chats and videos after KEEP_CONVERSATIONS_DAYS: what was said, and what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session

from ..clock import SYSTEM, Clock
from ..jobs import Database, Job, State
from .models import Conversation, Message

_DAY = 86_400.0
_AT_ONCE = 500


@dataclass(frozen=True)
class Forgotten:
    """The ids of the conversations and of the videos whose rows are gone, or would go."""

    conversations: Sequence[str] = ()
    videos: Sequence[str] = ()


class Retention:
    """Forgets conversations in which nobody has said anything for `days`, and videos that ended as long ago and whose
    files are gone. 0 days: nothing is ever forgotten. What was paid stays, without what it was paid for.
    """

    def __init__(self, database: Database, days: float, *, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._days = days
        self._clock = clock

    def forget(self, *, dry_run: bool = False) -> Forgotten:
        """Do so now; with `dry_run`, only find what would go."""
        if not self._days:
            return Forgotten()
        before = self._clock.now() - self._days * _DAY
        with self._database.write() as session:
            talks = list(session.scalars(_silent_since(before)))
            if not dry_run:
                _remove(session, Conversation, talks)
            videos = list(session.scalars(_gone_before(before, talks)))
            if not dry_run:
                _remove(session, Job, videos)
        return Forgotten(talks, videos)


def _silent_since(moment: float) -> Select[Any]:
    """Conversations without a word since then, of which no video is still being made."""
    messages = select(Message.id).where(Message.conversation_id == Conversation.id)
    spoken = messages.where(Message.created_at >= moment).exists()
    making = messages.join(Job, Message.job_id == Job.id).where(Job.ended_at.is_(None)).exists()
    return select(Conversation.id).where(Conversation.created_at < moment, ~spoken, ~making)


def _gone_before(moment: float, talks: Sequence[str]) -> Select[Any]:
    """Videos that ended before then and have no files; none that a conversation beside `talks` has, or that another
    video was made of.
    """
    no_files = or_(Job.expired_at.is_not(None), Job.state.in_((State.FAILED, State.CANCELLED)))
    said = select(Message.id).where(Message.job_id == Job.id, Message.conversation_id.not_in(talks)).exists()
    sources = select(Job.remixed_from).where(Job.remixed_from.is_not(None))
    return select(Job.id).where(Job.ended_at < moment, no_files, ~said, Job.id.not_in(sources))


def _remove(session: Session, table: type[Conversation] | type[Job], ids: Sequence[str]) -> None:
    for start in range(0, len(ids), _AT_ONCE):
        gone = delete(table).where(table.id.in_(ids[start : start + _AT_ONCE]))
        session.execute(gone.execution_options(synchronize_session=False))
