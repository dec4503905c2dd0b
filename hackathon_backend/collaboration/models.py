"""The tables of drafts that several people edit. Times are unix seconds."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import JSON, Float, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from ..jobs.database import Base
from ..jobs.models import text_enum
from .alignment import Json

Document = dict[str, Json]
"""A storyboard, a brief, or `{prompt}`."""


class DraftKind(StrEnum):
    """What a draft is of."""

    STORYBOARD = "storyboard"
    BRIEF = "brief"
    PROMPT = "prompt"


class SharedDraft(Base):
    """A draft as it is now. `stirred` is counted up by whatever its editors have to hear of, edits and presence."""

    __tablename__ = "shared_drafts"
    __table_args__ = (Index("shared_drafts_of_owner", "owner", "changed_at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    kind: Mapped[DraftKind] = mapped_column(text_enum(DraftKind))
    title: Mapped[str] = mapped_column(String(120))
    document: Mapped[Document] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(Integer)
    stirred: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[float] = mapped_column(Float(53))
    changed_at: Mapped[float] = mapped_column(Float(53))


class DraftRevision(Base):
    """A version of a draft, whoever (`by`) made it; `undoes` is the revision that was taken back by it, `edit_id` what
    whoever sent it calls it.
    """

    __tablename__ = "draft_revisions"
    __table_args__ = (Index("draft_revisions_by_edit", "draft_id", "edit_id"),)

    draft_id: Mapped[str] = mapped_column(ForeignKey("shared_drafts.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, primary_key=True)
    document: Mapped[Document] = mapped_column(JSON)
    by: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(80))
    at: Mapped[float] = mapped_column(Float(53))
    undoes: Mapped[int | None] = mapped_column(Integer)
    edit_id: Mapped[str | None] = mapped_column(String(40))


class DraftEditor(Base):
    """Somebody beside the owner who may edit the draft."""

    __tablename__ = "draft_editors"

    draft_id: Mapped[str] = mapped_column(ForeignKey("shared_drafts.id", ondelete="CASCADE"), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)


class DraftPresence(Base):
    """Somebody who has the draft open in a page (`client`): in which field, and where in it."""

    __tablename__ = "draft_presence"

    draft_id: Mapped[str] = mapped_column(ForeignKey("shared_drafts.id", ondelete="CASCADE"), primary_key=True)
    client: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    field: Mapped[str] = mapped_column(String(200))
    caret: Mapped[int] = mapped_column(Integer)
    at: Mapped[float] = mapped_column(Float(53))
