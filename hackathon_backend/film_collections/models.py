"""The tables of collections, of what is in them, and of whom they are shared with. Times are unix seconds."""

from __future__ import annotations

import secrets
from enum import StrEnum

from sqlalchemy import Float, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..jobs.database import Base
from ..jobs.documents import Document
from ..jobs.models import new_share_key, text_enum
from ..materials.models import LeasedRow
from .plans import CourseOrder, PlannedFilm


class CollectionKind(StrEnum):
    """What a collection is."""

    COLLECTION = "collection"
    COURSE = "course"
    """Films of one lesson, a chapter or so each."""


class ItemKind(StrEnum):
    """What an item of a collection is."""

    VIDEO = "video"
    LESSON = "lesson"
    COLLECTION = "collection"


class Collection(Base):
    """One collection. `poster_item` is the item whose poster was chosen; None is the first film that has one."""

    __tablename__ = "collections"
    __table_args__ = (Index("collections_of_owner", "owner", "updated_at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    kind: Mapped[CollectionKind] = mapped_column(text_enum(CollectionKind), default=CollectionKind.COLLECTION)
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    poster_item: Mapped[str | None] = mapped_column(String(64))
    share_key: Mapped[str] = mapped_column(String(64), default=new_share_key)
    """What its links are signed with; with a new one all that were given out are dead."""
    created_at: Mapped[float] = mapped_column(Float(53))
    updated_at: Mapped[float] = mapped_column(Float(53))


class CollectionItem(Base):
    """One thing in a collection, at a place of its own: 0 is the first.

    `target` is the id of the video, lesson or collection, and `title` what it was called when it was added: what is
    gone since can still be named to whoever put it there.
    """

    __tablename__ = "collection_items"
    __table_args__ = (
        UniqueConstraint("collection_id", "kind", "target", name="collection_items_once"),
        Index("collection_items_of_target", "kind", "target"),
        Index("collection_items_due", "due_at"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    collection_id: Mapped[str] = mapped_column(ForeignKey("collections.id", ondelete="CASCADE"))
    place: Mapped[int] = mapped_column(Integer)
    kind: Mapped[ItemKind] = mapped_column(text_enum(ItemKind))
    target: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(300))
    added_at: Mapped[float] = mapped_column(Float(53))
    plan: Mapped[PlannedFilm | None] = mapped_column(Document(PlannedFilm))
    """Of a film of a course: what is, or was, to be ordered. Until it is, `target` is the item's own id."""
    due_at: Mapped[float | None] = mapped_column(Float(53))
    """From when on it can be ordered; None if it need not be, or can't."""
    refusal: Mapped[str | None] = mapped_column(Text)
    """Why it was not ordered when that was tried last, in words for people."""

    @property
    def is_planned(self) -> bool:
        """Whether its film is not ordered."""
        return self.plan is not None and self.target == self.id


class CoursePlan(LeasedRow, Base):
    """A course that is being planned, or was: `done` of `total` lessons, or films if those were named, have become
    items. Whoever works on it holds the lease. `error_message` says what was left out, and why.
    """

    __tablename__ = "course_plans"
    __table_args__ = (Index("course_plans_due", "ended_at", "lease_until"),)

    collection_id: Mapped[str] = mapped_column(ForeignKey("collections.id", ondelete="CASCADE"), unique=True)
    order: Mapped[CourseOrder] = mapped_column(Document(CourseOrder))
    done: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[int] = mapped_column(Integer)
    key: Mapped[str | None] = mapped_column(String(64), unique=True)
    """A hash of the Idempotency-Key that it was ordered with: asked again with it, it is this one."""
    body: Mapped[str] = mapped_column(String(64), default="")
    """A hash of what was sent with the key."""


class CollectionShare(Base):
    """A collection that `owner`, whose it is not, may see."""

    __tablename__ = "collection_shares"

    collection_id: Mapped[str] = mapped_column(ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)


def new_id(prefix: str) -> str:
    """A new id: 128 random bits."""
    return f"{prefix}-{secrets.token_hex(16)}"
