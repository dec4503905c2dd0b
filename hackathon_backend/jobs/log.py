"""Which job a log line belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

current_job: ContextVar[str] = ContextVar("current_job", default="-")


@contextmanager
def job_context(job_id: str) -> Iterator[None]:
    """Everything logged inside carries this job's id."""
    token = current_job.set(job_id)
    try:
        yield
    finally:
        current_job.reset(token)
