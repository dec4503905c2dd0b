"""Conversations and what was said in them."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import JSON, Float, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..jobs import Base, Reply, ReplyDocument
from ..jobs.models import LOCAL_OWNER

Role = Literal["student", "assistant"]


class Conversation(Base):
    """One lesson chat. `lesson` is {"id"} of the library's, or {"title", "text"} as the caller sent it."""

    __tablename__ = "conversations"
    __table_args__ = (Index("conversations_of_owner", "owner", "created_at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[float] = mapped_column(Float(53))
    lesson: Mapped[dict[str, str] | None] = mapped_column(JSON)
    owner: Mapped[str] = mapped_column(String(64), default=LOCAL_OWNER)


class Message(Base):
    """One message. The reply to a video request is its job's, from `job_id`; every other one is in `reply`."""

    __tablename__ = "messages"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[float] = mapped_column(Float(53))
    role: Mapped[Role] = mapped_column(String(16))
    content: Mapped[str] = mapped_column(Text)
    reply: Mapped[Reply | None] = mapped_column(ReplyDocument())
    job_id: Mapped[str | None] = mapped_column(ForeignKey("jobs.id"), index=True)


class ChatKey(Base):
    """An Idempotency-Key that a message came with: the same message under it has the same answer, another is refused.

    Whoever answers it holds the lease, until the answer is there.
    """

    __tablename__ = "chat_keys"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A hash of who asks and the key."""
    body: Mapped[str] = mapped_column(String(64))
    """A hash of what was sent with it."""
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    message_id: Mapped[str] = mapped_column(String(64))
    """That of the answer, which may not be there yet."""
    lease_owner: Mapped[str | None] = mapped_column(String(200))
    lease_token: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[float | None] = mapped_column(Float(53))

    __table_args__ = (Index("chat_keys_of_conversation", "conversation_id"),)
