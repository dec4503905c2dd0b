"""The job table, and the record of its changes.

Times are unix seconds. A job is one video from request to finished file; its row is the truth, everything else can be
restarted.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from sqlalchemy import JSON, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .database import Base

State = Literal[
    "queued", "briefing", "submitting", "rendering", "downloading", "finishing", "completed", "failed", "cancelled"
]
Status = Literal["queued", "in_progress", "completed", "failed"]

ENDED: tuple[State, ...] = ("completed", "failed", "cancelled")
_STATUS: dict[str, Status] = {"queued": "queued", "completed": "completed", "failed": "failed", "cancelled": "failed"}


def states_of(status: str) -> tuple[State, ...]:
    """The states that the outside sees as `status`."""
    return tuple(state for state in get_args(State) if _STATUS.get(state, "in_progress") == status)


Json = dict[str, Any]


class Job(Base):
    """One video. `version` grows by one with every committed change; `progress` (0-100) never falls."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index("jobs_due", "ended_at", "wake_at"),
        Index("jobs_filename", "filename"),
        Index("jobs_pace", "model", "ended_at"),
        Index("jobs_equal", "fingerprint", "owner"),
        Index("jobs_at_engine", "at_engine", "ended_at", "state"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[float] = mapped_column(Float(53))
    state: Mapped[State] = mapped_column(String(16), default="queued")
    version: Mapped[int] = mapped_column(Integer, default=1)
    progress: Mapped[float] = mapped_column(Float(53), default=0.0)
    activity: Mapped[str] = mapped_column(Text, default="")
    """What is being done, in words for the student: "drawing 7 scenes"."""

    wake_at: Mapped[float] = mapped_column(Float(53))
    lease_owner: Mapped[str | None] = mapped_column(String(200))
    lease_token: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[float | None] = mapped_column(Float(53))
    faults: Mapped[int] = mapped_column(Integer, default=0)
    """Unexpected errors of the current step in a row."""

    request: Mapped[Json] = mapped_column(JSON)
    """What was asked for, as it came; see `model7.request`."""
    brief: Mapped[Json | None] = mapped_column(JSON)
    notes: Mapped[list[str]] = mapped_column(JSON, default=list)
    """What differs from what was asked for, in words for people."""

    engines: Mapped[list[str]] = mapped_column(JSON)
    """The engines to try, in order."""
    turn: Mapped[int] = mapped_column(Integer, default=0)
    """Which of `engines` has its turn; past the end: none is left."""
    at_engine: Mapped[str | None] = mapped_column(String(100))
    """The engine whose turn it is; None before the first and after the last."""
    waiting_since: Mapped[float | None] = mapped_column(Float(53))
    """Since when it has waited for that engine to have room for its order."""
    attempts: Mapped[list[Json]] = mapped_column(JSON, default=list)
    """The engines that failed: {engine, model, code, message, operation}."""
    model: Mapped[str | None] = mapped_column(String(200))
    seconds: Mapped[float | None] = mapped_column(Float(53))
    size: Mapped[str | None] = mapped_column(String(16))
    submitted_at: Mapped[float | None] = mapped_column(Float(53))
    """Committed before the paid call: with it set and no operation, the outcome of the order is unknown."""
    engine_deadline: Mapped[float | None] = mapped_column(Float(53))
    operation: Mapped[Json | None] = mapped_column(JSON)
    operation_id: Mapped[str | None] = mapped_column(String(500), unique=True)
    """The paid order, as "engine:id": no two jobs hold the same one."""
    engine_percent: Mapped[float | None] = mapped_column(Float(53))
    engine_floor: Mapped[float] = mapped_column(Float(53), default=0.0)
    """The progress at which the engine had its turn: its own percent is stretched over what was left then."""
    tries: Mapped[int] = mapped_column(Integer, default=0)
    """Calls of the same kind in a row: polls, looks for a lost order, download attempts."""
    fault: Mapped[Json | None] = mapped_column(JSON)
    """The last error of such a call: {code, message}."""
    clip: Mapped[Json | None] = mapped_column(JSON)
    shots: Mapped[list[Json] | None] = mapped_column(JSON(none_as_null=True))
    """The shots of a video that is made of several clips; see `model7.shots`. `orders` of each are ids of its paid
    orders up to now.
    """

    filename: Mapped[str | None] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(String(64))
    reply: Mapped[Json | None] = mapped_column(JSON)
    ended_at: Mapped[float | None] = mapped_column(Float(53))
    expired_at: Mapped[float | None] = mapped_column(Float(53))
    owner: Mapped[str] = mapped_column(String(64), default="")
    """Who ordered it: a hash of the key that came with the request, "" without one."""
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    """A hash of all that decides what the video looks like: equal requests have equal ones."""
    remixed_from: Mapped[str | None] = mapped_column(String(64))
    """The id of the video that this one was made from."""
    deleted_at: Mapped[float | None] = mapped_column(Float(53))
    """When its owner deleted it: it is kept for its conversation, and shown nowhere else."""

    @property
    def status(self) -> Status:
        """The state as the Videos protocol knows it."""
        return _STATUS.get(self.state, "in_progress")

    @property
    def ended(self) -> bool:
        """Whether nothing will happen to it any more."""
        return self.state in ENDED

    @property
    def engine(self) -> str | None:
        """The name of the engine whose turn it is."""
        return self.engines[self.turn] if self.turn < len(self.engines) else None

    def as_of(self, event: JobEvent) -> Job:
        """A copy of this job that shows what its watchers saw at `event`: nothing of an end that came later."""
        columns: Json = {column.key: getattr(self, column.key) for column in Job.__table__.columns}
        seen: Json = {"state": event.state, "progress": event.progress, "activity": event.activity}
        if event.state not in ENDED:
            seen |= {"ended_at": None, "reply": None, "reason": None, "filename": None}
        return Job(**columns | seen)


class OrderKey(Base):
    """An Idempotency-Key that was used: the same order under it is the same job, another one is refused."""

    __tablename__ = "order_keys"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A hash of the owner and the key."""
    body: Mapped[str] = mapped_column(String(64))
    """A hash of what was sent with it."""
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), index=True)


class JobEvent(Base):
    """One change of a job, as its watchers see it. `seq` orders all changes of all jobs."""

    __tablename__ = "job_events"
    # Without it SQLite hands the numbers of deleted rows out again, and a watcher would take new for old.
    __table_args__ = ({"sqlite_autoincrement": True},)

    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), index=True)
    at: Mapped[float] = mapped_column(Float(53))
    state: Mapped[State] = mapped_column(String(16))
    status: Mapped[Status] = mapped_column(String(16))
    progress: Mapped[float] = mapped_column(Float(53))
    activity: Mapped[str] = mapped_column(Text)
