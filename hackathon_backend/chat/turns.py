"""A message to the chat with all that came along, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..access.principal import LOCAL, Principal
from ..jobs import Job, Reply
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
