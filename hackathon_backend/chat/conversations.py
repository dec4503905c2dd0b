"""Conversations, kept: what was asked, and what came of it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from itertools import takewhile

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import LeaseLost, NotFound
from ..jobs import Database, Job, Reply
from ..jobs.database import one_at_a_time
from ..jobs.models import LOCAL_OWNER
from .models import Conversation, Message, Role

_ASKED = "_q"
"""What the id of a question has more than that of its answer."""
HISTORY = 20
"""Messages that a writer sees of a conversation, at most."""


Noting = Callable[[Session, str], None]
"""Writes more down, by the conversation's id, in the transaction that it is given."""


def nothing_noted(_session: Session, _conversation_id: str) -> None:
    """Writes nothing more."""


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

    def begin(
        self, lesson: dict[str, str] | None, owner: str = LOCAL_OWNER, *, also: Noting = nothing_noted
    ) -> Conversation:
        """A new conversation about `lesson`; `also` writes more in the same transaction."""
        conversation = Conversation(id=new_id("conv"), created_at=time.time(), lesson=lesson, owner=owner)
        with self._database.write() as session:
            session.add(conversation)
            session.flush()
            also(session, conversation.id)
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

    def history(self, conversation_id: str, *, before: str) -> list[tuple[str, str]]:
        """The conversation as (role, text), oldest first, up to the question that is answered by the id `before`."""
        earlier = takewhile(lambda pair: pair[0].id != f"{before}{_ASKED}", self.messages(conversation_id))
        said = [(message.role, _text(message, job)) for message, job in list(earlier)[-HISTORY:]]
        return [(role, text) for role, text in said if text]

    def answer_to(self, answer_id: str) -> tuple[Message, Job | None] | None:
        """The answer of that id with its job, if it is there."""
        try:
            return self.message(answer_id)
        except NotFound:
            return None

    def ask(self, conversation_id: str, question: str, *, answer_id: str, also: Noting = nothing_noted) -> None:
        """Write down what the student said, unless it is there; its id tells that of its answer, which may never come.

        `also` writes more in the same transaction.
        """
        asked = _message(f"{answer_id}{_ASKED}", conversation_id, time.time(), "student", question)
        with self._database.write() as session:
            also(session, conversation_id)
            if session.get(Message, asked.id) is None:
                session.add(asked)

    def answer(self, conversation_id: str, answer_id: str, *, reply: Reply | None, job_id: str | None) -> None:
        """Write down the answer to it: a finished `reply`, or the job that it will come from. Raises `LeaseLost` if
        there is one already.
        """
        with self._database.write() as session:
            if AnswerSlot(conversation_id, answer_id).taken(session) is not None:
                raise _answered(answer_id)
            session.add(_answer(conversation_id, answer_id, reply, job_id))


class AnswerSlot:
    """The place of a video in a conversation: the answer of that id is written with the job that it comes from."""

    def __init__(self, conversation_id: str, answer_id: str) -> None:
        self._conversation_id = conversation_id
        self._answer_id = answer_id

    def taken(self, session: Session) -> Job | None:
        """The job that the answer comes from already. Raises `LeaseLost` if it is a text."""
        one_at_a_time(session, f"answer {self._answer_id}")
        message = session.get(Message, self._answer_id)
        if message is None:
            return None
        if message.job_id is None:
            raise _answered(self._answer_id)
        return session.get_one(Job, message.job_id)

    def fill(self, session: Session, job: Job) -> None:
        """Have the answer come from this job."""
        session.add(_answer(self._conversation_id, self._answer_id, None, job.id))


def _answered(answer_id: str) -> LeaseLost:
    return LeaseLost(f"The message {answer_id} has its answer by another.")


def _answer(conversation_id: str, answer_id: str, reply: Reply | None, job_id: str | None) -> Message:
    content = (reply and reply.content) or ""
    # A clock may stand still for a moment, and an answer comes after its question.
    return _message(answer_id, conversation_id, time.time() + 1e-3, "assistant", content, reply, job_id)


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
