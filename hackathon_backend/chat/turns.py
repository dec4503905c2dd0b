"""A message to the chat with all that came along, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.orm import Session

from ..access.principal import LOCAL, Principal
from ..jobs import Job, Reply
from .conversations import new_id
from .options import OrderOptions


@dataclass(frozen=True)
class Ask:
    """A message with what came along: `lesson` is {"id"}, {"id", "version"} or {"title", "text"};
    `options` are those of the request.
    """

    message: str
    lesson: dict[str, str] | None = None
    conversation_id: str | None = None
    options: OrderOptions = field(default_factory=OrderOptions)
    engines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What of the request was not understood."""
    caller: Principal = LOCAL
    """Whose the conversation and the video become."""


@dataclass(frozen=True)
class ChatTurn:
    """What came of a message: a finished `reply`, or the `job` that the reply will come from."""

    conversation_id: str
    message_id: str
    reply: Reply | None = None
    job: Job | None = None

    @property
    def answered(self) -> Reply:
        """The reply of a turn that has ended without a job."""
        assert self.reply is not None
        return self.reply


def _noted_nowhere(_session: Session, _conversation_id: str, _message_id: str) -> None:
    """Nothing else is written down of it."""


@dataclass(frozen=True)
class TurnPlace:
    """Where the answer of a turn is written; one that was begun before has its `conversation_id`, with the question.

    `note` is called with the ids in the transaction that writes the first of a new turn down. Raises `LeaseLost`.
    """

    message_id: str = field(default_factory=partial(new_id, "msg"))
    conversation_id: str | None = None
    note: Callable[[Session, str, str], None] = _noted_nowhere
