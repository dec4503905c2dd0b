"""The tables of lessons that people have made themselves. Times are unix seconds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..jobs.database import Base
from ..jobs.documents import Document
from ..jobs.models import LOCAL_OWNER, text_enum


class Visibility(StrEnum):
    """Who may read a lesson besides its owner and those whom it is shared with by name."""

    PRIVATE = "private"
    CLASS = "class"
    """Whoever logs in here."""
    PUBLIC = "public"


class ImportStatus(StrEnum):
    """How far an import is."""

    QUEUED = "queued"
    FETCHING = "fetching"
    CONVERTING = "converting"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class LessonFileKind(StrEnum):
    """What a kept file is to its lesson."""

    DOCUMENT = "document"
    PICTURE = "picture"


@dataclass(frozen=True)
class KeptDocument:
    """The document that a lesson was made of: its own `name`, its media `type`, the `file` that it is kept as, and how
    many pages, slides or sections it has. `title` is that of the whole document where several lessons are made of it.
    """

    name: str
    type: str
    file: str
    unit: str = ""
    count: int = 0
    title: str = ""


class OwnLessonRow(Base):
    """A lesson; what it says is in its versions, of which `version` is the newest."""

    __tablename__ = "own_lessons"
    __table_args__ = (
        Index("own_lessons_of_owner", "owner", "updated_at"),
        Index("own_lessons_visible", "visibility", "updated_at"),
        Index("own_lessons_of_document", "document_id", "part"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64), default=LOCAL_OWNER)
    created_at: Mapped[float] = mapped_column(Float(53))
    updated_at: Mapped[float] = mapped_column(Float(53))
    version: Mapped[int] = mapped_column(Integer, default=1)
    title: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(35))
    summary: Mapped[str] = mapped_column(Text, default="")
    characters: Mapped[int] = mapped_column(Integer)
    visibility: Mapped[Visibility] = mapped_column(text_enum(Visibility), default=Visibility.PRIVATE)
    losses: Mapped[list[str]] = mapped_column(JSON, default=list)
    """What of its document could not be taken over, in plain sentences."""
    document: Mapped[KeptDocument | None] = mapped_column(Document(KeptDocument))
    document_id: Mapped[str | None] = mapped_column(String(64))
    """Of a document that became several lessons: the id of the first, under which the files of all are kept."""
    part: Mapped[int] = mapped_column(Integer, default=0)
    """Which of them it is, from 1; 0 for a lesson that is whole."""
    deleted_at: Mapped[float | None] = mapped_column(Float(53))
    """When its owner deleted it: it is kept for videos that are being made of it, and shown nowhere."""


class LessonVersion(Base):
    """What a lesson said from one save to the next. `number` counts from 1; `saved_by` is the owner who saved it."""

    __tablename__ = "lesson_versions"

    lesson_id: Mapped[str] = mapped_column(ForeignKey("own_lessons.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[float] = mapped_column(Float(53))
    saved_by: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(35))
    text: Mapped[str] = mapped_column(Text)
    characters: Mapped[int] = mapped_column(Integer)


class LessonShare(Base):
    """A lesson that `owner`, whose it is not, may read."""

    __tablename__ = "lesson_shares"

    lesson_id: Mapped[str] = mapped_column(ForeignKey("own_lessons.id", ondelete="CASCADE"), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)


class HiddenLesson(Base):
    """A lesson of the server's library that `owner` does not want to see."""

    __tablename__ = "hidden_lessons"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(200), primary_key=True)


class LessonKey(Base):
    """An Idempotency-Key that a lesson was asked for with: the same request under it makes no second one."""

    __tablename__ = "lesson_keys"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A hash of who asks and the key."""
    body: Mapped[str] = mapped_column(String(64))
    """A hash of what was sent with it."""
    owner: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[float] = mapped_column(Float(53))
    lesson_id: Mapped[str] = mapped_column(String(64))
    import_id: Mapped[str | None] = mapped_column(String(64))
    """The import that the lesson comes of, if it is made of a document."""


class LessonFile(Base):
    """A file that is kept in the storage under `name`, as long as its lesson is there; `label` is what people call it.

    It is written down before the lesson, and before the file itself: what a process leaves that is killed is found.
    """

    __tablename__ = "lesson_files"
    __table_args__ = (Index("lesson_files_of_owner", "owner"),)

    name: Mapped[str] = mapped_column(String(150), primary_key=True)
    lesson_id: Mapped[str] = mapped_column(String(64), index=True)
    owner: Mapped[str] = mapped_column(String(64))
    kind: Mapped[LessonFileKind] = mapped_column(text_enum(LessonFileKind))
    label: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    bytes: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[float] = mapped_column(Float(53))


class LeasedRow:
    """Work of an owner that outlives whoever does it: one process at a time holds its lease, until it has ended."""

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[float] = mapped_column(Float(53))
    error_code: Mapped[str | None] = mapped_column(String(64))
    error_message: Mapped[str | None] = mapped_column(Text)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    """How often somebody has begun to work on it."""
    lease_owner: Mapped[str | None] = mapped_column(String(200))
    lease_token: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[float | None] = mapped_column(Float(53))
    ended_at: Mapped[float | None] = mapped_column(Float(53))


class LessonWork(LeasedRow):
    """Such work of which a lesson comes."""

    lesson_id: Mapped[str] = mapped_column(String(64))


class LessonImport(LessonWork, Base):
    """A document or an address on its way to become the lesson `lesson_id`. Whoever works on it holds the lease."""

    __tablename__ = "lesson_imports"
    __table_args__ = (
        Index("lesson_imports_of_owner", "owner", "created_at"),
        Index("lesson_imports_due", "ended_at", "lease_until"),
    )

    lesson_id: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    url: Mapped[str | None] = mapped_column(Text)
    file: Mapped[str | None] = mapped_column(String(150))
    """What the original is kept as, as soon as all of it is there."""
    title: Mapped[str] = mapped_column(String(300), default="")
    language: Mapped[str] = mapped_column(String(35), default="")
    status: Mapped[ImportStatus] = mapped_column(text_enum(ImportStatus), default=ImportStatus.QUEUED)
    done: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[int] = mapped_column(Integer, default=0)
    unit: Mapped[str] = mapped_column(String(16), default="")
    lesson_ids: Mapped[list[str] | None] = mapped_column(JSON)
    """All lessons that came of it, in order, if they are more than one."""
    losses: Mapped[list[str]] = mapped_column(JSON, default=list)
