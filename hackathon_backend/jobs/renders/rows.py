"""The rows of films that are made by workers: a render for each job that has one, its stages, and whose turn it is.

A stage is free from `due_at` on (unix seconds) until it is done: one that waits as soon as it may be begun, one that is
under way when its lease has run out.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ...engines import Order
from ..database import Base
from ..documents import Document, JobFault
from ..models import text_enum


class StageState(StrEnum):
    """Where a stage is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"


class RenderRow(Base):
    """What is made for one job: the order of an embedded engine, and how far it is."""

    __tablename__ = "renders"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    engine: Mapped[str] = mapped_column(String(100))
    owner: Mapped[str] = mapped_column(String(64))
    asked: Mapped[Order] = mapped_column(Document(Order))
    created_at: Mapped[float] = mapped_column(Float(53))
    percent: Mapped[float | None] = mapped_column(Float(53))
    step: Mapped[str] = mapped_column(Text, default="")
    ended_at: Mapped[float | None] = mapped_column(Float(53))
    fault: Mapped[JobFault | None] = mapped_column(Document(JobFault))
    """Why it failed, if it has."""


class StageRow(Base):
    """One stage that can be done, is being done, or is done while its render goes on."""

    __tablename__ = "render_stages"
    __table_args__ = (Index("render_stages_due", "state", "due_at"),)

    job_id: Mapped[str] = mapped_column(ForeignKey("renders.job_id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[float] = mapped_column(Float(53))
    """When its render was."""
    rank: Mapped[float] = mapped_column(Float(53))
    speaks: Mapped[bool] = mapped_column(Boolean)
    state: Mapped[StageState] = mapped_column(text_enum(StageState), default=StageState.WAITING)
    due_at: Mapped[float] = mapped_column(Float(53))
    tries: Mapped[int] = mapped_column(Integer, default=0)
    """How often it was begun."""
    faults: Mapped[int] = mapped_column(Integer, default=0)
    """How often it ended with an error; the other tries were lost with their processes."""
    lease_owner: Mapped[str | None] = mapped_column(String(200))
    lease_token: Mapped[str | None] = mapped_column(String(40))
    result: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)


class RenderTurn(Base):
    """When a stage of an owner's was begun last: it outlives the render."""

    __tablename__ = "render_turns"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    served_at: Mapped[float] = mapped_column(Float(53), index=True)
