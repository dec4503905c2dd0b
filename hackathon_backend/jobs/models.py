"""The job table, and the record of its changes.

Times are unix seconds. A job is one video from request to finished file; its row is the truth, everything else can be
restarted.
"""

from __future__ import annotations

import secrets
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, Enum, Float, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from ..engines import Operation
from ..translations.draft import TranslationDraft
from ..writers.base import Brief
from ..writers.drafts import Draft, PlannedScene
from ..writers.refining.refined import Refined
from .database import Base
from .documents import Attempt, Document, JobFault, KeptClip, ShotClip
from .replies import Reply, ReplyDocument
from .requests import AnyRequest, VideoRequest

LOCAL_OWNER = "local"
"""Whose everything is while nobody logs in, and what was there before somebody could."""


class State(StrEnum):
    """Where a job is."""

    QUEUED = "queued"
    BRIEFING = "briefing"
    SUBMITTING = "submitting"
    RENDERING = "rendering"
    DOWNLOADING = "downloading"
    FINISHING = "finishing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Status(StrEnum):
    """The same as the Videos protocol tells it."""

    QUEUED = "queued"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    FAILED = "failed"


ENDED = (State.COMPLETED, State.FAILED, State.CANCELLED)
AT_ENGINE = (State.SUBMITTING, State.RENDERING)
"""The engine has the order, or is about to get it."""
_STATUS = {
    State.QUEUED: Status.QUEUED,
    State.COMPLETED: Status.COMPLETED,
    State.FAILED: Status.FAILED,
    State.CANCELLED: Status.FAILED,
}


def states_of(status: str) -> tuple[State, ...]:
    """The states that the outside sees as `status`."""
    return tuple(state for state in State if _STATUS.get(state, Status.IN_PROGRESS) == status)


def text_enum(kind: type[StrEnum]) -> Enum:
    """A column of text that holds one of the names."""
    return Enum(
        kind, native_enum=False, create_constraint=False, length=16, values_callable=lambda names: [*map(str, names)]
    )


def new_share_key() -> str:
    """What the links to one video are made with: 256 bits that nobody is ever told."""
    return secrets.token_urlsafe(32)


_LEASED = text("lease_token is not null")


class Job(Base):
    """One video. `version` grows by one with every committed change; `progress` (0-100) never falls."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index("jobs_due", "ended_at", "wake_at"),
        Index("jobs_filename", "filename"),
        Index("jobs_pace", "model", "ended_at"),
        Index("jobs_equal", "fingerprint", "owner"),
        Index("jobs_of_owner", "owner", "created_at", "id"),
        Index("jobs_at_engine", "at_engine", "ended_at", "state"),
        Index("jobs_made", "created_at", "id"),
        Index("jobs_shown", "deleted_at", "state", "reason", "expired_at"),
        Index("jobs_remixed", "remixed_from"),
        Index("jobs_leased", "lease_token", postgresql_where=_LEASED, sqlite_where=_LEASED),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[float] = mapped_column(Float(53))
    state: Mapped[State] = mapped_column(text_enum(State), default=State.QUEUED)
    version: Mapped[int] = mapped_column(Integer, default=1)
    progress: Mapped[float] = mapped_column(Float(53), default=0.0)
    activity: Mapped[str] = mapped_column(Text, default="")
    """What is being done, in words for the student: "drawing 7 scenes"."""

    wake_at: Mapped[float] = mapped_column(Float(53))
    lease_owner: Mapped[str | None] = mapped_column(String(200))
    lease_token: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[float | None] = mapped_column(Float(53))
    held_by: Mapped[str | None] = mapped_column(String(200))
    """The process that draws it by itself: no other takes its steps before `held_until` (unix seconds)."""
    held_until: Mapped[float | None] = mapped_column(Float(53))
    faults: Mapped[int] = mapped_column(Integer, default=0)
    """Unexpected errors of the current step in a row."""

    request: Mapped[VideoRequest] = mapped_column(Document(AnyRequest))
    """What was asked for, of one of the `requests.KINDS`."""
    brief: Mapped[Brief | None] = mapped_column(Document(Brief))
    draft: Mapped[Draft | TranslationDraft | None] = mapped_column(Document(Draft | TranslationDraft))
    """What is written of a brief that is not finished: what was asked of a language model is not asked again."""
    refined: Mapped[Refined | None] = mapped_column(Document(Refined))
    """The prompt as it was refined, if its order asked for that."""
    estimate: Mapped[int | None] = mapped_column(BigInteger)
    """What it was thought to cost when it was ordered, in micro-dollars; None if nobody knew."""
    notes: Mapped[list[str]] = mapped_column(JSON, default=list)
    """What differs from what was asked for, in words for people."""

    engines: Mapped[list[str]] = mapped_column(JSON)
    """The engines to try, in order."""
    only_engine: Mapped[str | None] = mapped_column(String(100))
    """The `engine` of its request, "" for none, so that whoever looks for work need not read the request; None in rows
    of earlier versions.
    """
    turn: Mapped[int] = mapped_column(Integer, default=0)
    """Which of `engines` has its turn; past the end: none is left."""
    at_engine: Mapped[str | None] = mapped_column(String(100))
    """The engine whose turn it is; None before the first and after the last."""
    waiting_since: Mapped[float | None] = mapped_column(Float(53))
    """Since when it has waited for that engine to have room for its order."""
    attempts: Mapped[tuple[Attempt, ...]] = mapped_column(Document(tuple[Attempt, ...]), default=tuple)
    """The engines that failed, in order."""
    model: Mapped[str | None] = mapped_column(String(200))
    seconds: Mapped[float | None] = mapped_column(Float(53))
    size: Mapped[str | None] = mapped_column(String(16))
    submitted_at: Mapped[float | None] = mapped_column(Float(53))
    """Committed before the paid call: with it set and no operation, the outcome of the order is unknown."""
    engine_deadline: Mapped[float | None] = mapped_column(Float(53))
    operation: Mapped[Operation | None] = mapped_column(JSON)
    operation_id: Mapped[str | None] = mapped_column(String(500), unique=True)
    """The paid order, as "engine:id": no two jobs hold the same one."""
    engine_percent: Mapped[float | None] = mapped_column(Float(53))
    engine_floor: Mapped[float] = mapped_column(Float(53), default=0.0)
    """The progress at which the engine had its turn: its own percent is stretched over what was left then."""
    tries: Mapped[int] = mapped_column(Integer, default=0)
    """Calls of the same kind in a row: polls, looks for a lost order, download attempts."""
    fault: Mapped[JobFault | None] = mapped_column(Document(JobFault))
    """The last error of such a call."""
    clip: Mapped[KeptClip | None] = mapped_column(Document(KeptClip))
    shots: Mapped[tuple[ShotClip, ...] | None] = mapped_column(Document(tuple[ShotClip, ...]))
    """The shots of a video that is made of several clips; see `model7.shots`."""

    filename: Mapped[str | None] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(String(64))
    reply: Mapped[Reply | None] = mapped_column(ReplyDocument())
    ended_at: Mapped[float | None] = mapped_column(Float(53))
    expired_at: Mapped[float | None] = mapped_column(Float(53))
    owner: Mapped[str] = mapped_column(String(64), default=LOCAL_OWNER)
    """Whose it is: `access.principal.Principal.owner` of whoever ordered it."""
    share_key: Mapped[str] = mapped_column(String(64), default=new_share_key)
    """What its links are signed with; with a new one all that were given out are dead."""
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    """A hash of all that decides what the video looks like: equal requests have equal ones."""
    remixed_from: Mapped[str | None] = mapped_column(String(64))
    """The id of the video that this one was made from."""
    deleted_at: Mapped[float | None] = mapped_column(Float(53))
    """When its owner deleted it: it is kept for its conversation, and shown nowhere else."""

    @property
    def status(self) -> Status:
        """The state as the Videos protocol knows it."""
        return _STATUS.get(self.state, Status.IN_PROGRESS)

    @property
    def ended(self) -> bool:
        """Whether nothing will happen to it any more."""
        return self.state in ENDED

    @property
    def engine(self) -> str | None:
        """The name of the engine whose turn it is."""
        return self.engines[self.turn] if self.turn < len(self.engines) else None

    @property
    def outline(self) -> tuple[PlannedScene, ...]:
        """The scenes as they were planned, if a language model has done so."""
        if self.brief:
            return self.brief.outline
        return self.draft.outline.scenes if isinstance(self.draft, Draft) else ()

    def as_of(self, event: JobEvent) -> Job:
        """A copy of this job that shows what its watchers saw at `event`: nothing of an end that came later."""
        columns: dict[str, object] = {column.key: getattr(self, column.key) for column in Job.__table__.columns}
        seen: dict[str, object] = {"state": event.state, "progress": event.progress, "activity": event.activity}
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
    state: Mapped[State] = mapped_column(text_enum(State))
    status: Mapped[Status] = mapped_column(text_enum(Status))
    progress: Mapped[float] = mapped_column(Float(53))
    activity: Mapped[str] = mapped_column(Text)
