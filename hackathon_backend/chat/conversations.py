"""Conversations, kept: what was asked, and what came of it."""

from __future__ import annotations

import secrets
import time

from sqlalchemy import select

from ..errors import NotFound
from ..jobs import Database, Job, Reply
from ..jobs.models import LOCAL_OWNER
from .models import Conversation, Message, Role

_ASKED = "_q"
"""What the id of a question has more than that of its answer."""
HISTORY = 20
"""Messages that a writer sees of a conversation, at most."""


class Conversations:
    """All reads and writes of conversations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, conversation_id: str, *, of: str | None = None) -> Conversation:
        """The conversation; with `of`, only if it is that owner's. Raises `NotFound`."""
        query = select(Conversation).where(Conversation.id == conversation_id)
        with self._database.read() as session:
            found = session.scalar(query if of is None else query.where(Conversation.owner == of))
        if found is None:
            raise NotFound(f"There is no conversation {conversation_id[:80]!r}.", param="conversationId")
        return found

    def begin(self, lesson: dict[str, str] | None, owner: str = LOCAL_OWNER) -> Conversation:
        """A new conversation about `lesson`."""
        conversation = Conversation(id=new_id("conv"), created_at=time.time(), lesson=lesson, owner=owner)
        with self._database.write() as session:
            session.add(conversation)
        return conversation

    def messages(self, conversation_id: str) -> list[tuple[Message, Job | None]]:
        """All messages, oldest first, each with the job that it waits for, if any."""
        with self._database.read() as session:
            query = (
                select(Message, Job)
                .outerjoin(Job, Message.job_id == Job.id)
                .where(Message.conversation_id == conversation_id)
                .order_by(Message.created_at, Message.role.desc())
            )
            return [(message, job) for message, job in session.execute(query)]

    def answers(self, conversation_id: str) -> list[tuple[Message, Job | None]]:
        """The answers among the messages."""
        return [(message, job) for message, job in self.messages(conversation_id) if message.role == "assistant"]

    def message(self, message_id: str, *, of: str | None = None) -> tuple[Message, Job | None]:
        """One message, with its job; with `of`, only if its conversation is that owner's. Raises `NotFound`."""
        query = select(Message).where(Message.id == message_id)
        if of is not None:
            query = query.join(Conversation).where(Conversation.owner == of)
        with self._database.read() as session:
            message = session.scalar(query)
            if message is None:
                raise no_message(message_id)
            return message, session.get(Job, message.job_id) if message.job_id else None

    def history(self, conversation_id: str) -> list[tuple[str, str]]:
        """The conversation so far as (role, text), oldest first."""
        said = [(message.role, _text(message, job)) for message, job in self.messages(conversation_id)[-HISTORY:]]
        return [(role, text) for role, text in said if text]

    def ask(self, conversation_id: str, question: str, *, answer_id: str) -> None:
        """Write down what the student said; its id tells that of its answer, which may never come."""
        with self._database.write() as session:
            session.add(_message(f"{answer_id}{_ASKED}", conversation_id, time.time(), "student", question))

    def answer(self, conversation_id: str, answer_id: str, *, reply: Reply | None, job_id: str | None) -> None:
        """Write down the answer to it: a finished `reply`, or the job that it will come from."""
        content = (reply and reply.content) or ""
        # A clock may stand still for a moment, and an answer comes after its question.
        at = time.time() + 1e-3
        with self._database.write() as session:
            session.add(_message(answer_id, conversation_id, at, "assistant", content, reply, job_id))


def no_message(message_id: str) -> NotFound:
    """What is said of a message that is not there, and of one that is another's."""
    return NotFound(f"There is no message {message_id[:80]!r}.", param="messageId")


def new_id(kind: str) -> str:
    """A fresh id such as "msg_1f0c..."; it says nothing about what it names, and can't be guessed."""
    return f"{kind}_{secrets.token_hex(16)}"


def _message(
    id_: str,
    conversation_id: str,
    at: float,
    role: Role,
    content: str,
    reply: Reply | None = None,
    job_id: str | None = None,
) -> Message:
    return Message(
        id=id_, conversation_id=conversation_id, created_at=at, role=role, content=content, reply=reply, job_id=job_id
    )


def _text(message: Message, job: Job | None) -> str:
    """What was said, for a reader of the history: of a video its title and narration."""
    if job is None or job.reply is None:
        return message.content
    reply = job.reply
    return reply.content or f"(video) {reply.title}: {reply.narration}"
