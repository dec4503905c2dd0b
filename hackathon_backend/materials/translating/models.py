"""The table of lessons that are put into further languages. Times are unix seconds."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import JSON, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...jobs.database import Base
from ...jobs.documents import Document
from ...jobs.models import text_enum
from ...translations.draft import TranslationDraft
from ..models import LessonWork


class TranslationStatus(StrEnum):
    """How far a translation is."""

    QUEUED = "queued"
    TRANSLATING = "translating"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class LessonTranslation(LessonWork, Base):
    """A version of the lesson `source_id` on its way to become the lesson `lesson_id` in `language`, for `owner`: one
    row for all who order the same.
    """

    __tablename__ = "lesson_translations"
    __table_args__ = (
        UniqueConstraint("owner", "source_id", "source_version", "language", name="lesson_translations_once"),
        Index("lesson_translations_due", "ended_at", "lease_until"),
        Index("lesson_translations_of_lesson", "lesson_id"),
    )

    source_id: Mapped[str] = mapped_column(String(200))
    source_version: Mapped[int] = mapped_column(Integer)
    language: Mapped[str] = mapped_column(String(35))
    keep: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Names that stay as they are."""
    status: Mapped[TranslationStatus] = mapped_column(text_enum(TranslationStatus), default=TranslationStatus.QUEUED)
    done: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[int] = mapped_column(Integer, default=0)
    """Texts of the lesson."""
    draft: Mapped[TranslationDraft | None] = mapped_column(Document(TranslationDraft))
    """What the language model has answered until now; nothing of it is asked for again."""
    waits: Mapped[int] = mapped_column(Integer, default=0)
    """How often it was put off since the language model could not be had."""
    losses: Mapped[list[str]] = mapped_column(JSON, default=list)
    """What stays in the language of the source, in plain sentences."""
