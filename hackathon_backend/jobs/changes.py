"""What can change in a job's row, and what each of its columns takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

from sqlalchemy.orm import Session

from ..engines import Operation
from ..translations.draft import TranslationDraft
from ..writers.base import Brief
from ..writers.drafts import Draft
from ..writers.refining.refined import Refined
from .documents import Attempt, JobFault, KeptClip, ShotClip
from .models import State
from .replies import Reply

Also = Callable[[Session], None]
"""Writes more in the transaction of a change."""


def nothing_more(_session: Session) -> None:
    """For changes that come alone."""


class Changes(TypedDict, total=False):
    """New values of some columns; see `Job` for what they mean."""

    state: State
    version: int
    progress: float
    activity: str
    wake_at: float
    lease_owner: str | None
    lease_token: str | None
    lease_until: float | None
    faults: int
    brief: Brief | None
    draft: Draft | TranslationDraft | None
    refined: Refined | None
    estimate: int | None
    notes: list[str]
    turn: int
    at_engine: str | None
    waiting_since: float | None
    attempts: tuple[Attempt, ...]
    model: str | None
    seconds: float | None
    size: str | None
    submitted_at: float | None
    engine_deadline: float | None
    operation: Operation | None
    operation_id: str | None
    engine_percent: float | None
    engine_floor: float
    tries: int
    fault: JobFault | None
    clip: KeptClip | None
    shots: tuple[ShotClip, ...] | None
    filename: str | None
    reason: str | None
    reply: Reply | None
    ended_at: float | None


def lease_given_up(wake_at: float) -> Changes:
    """The job is free again, and due at `wake_at` (unix seconds)."""
    return {"lease_owner": None, "lease_token": None, "lease_until": None, "wake_at": wake_at}
