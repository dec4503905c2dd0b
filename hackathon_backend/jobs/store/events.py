"""What is told of a job's changes: written down for its watchers, and said to listeners."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ..models import Job, JobEvent


class JobListener:
    """Hears of all changes that this process makes; each method does nothing unless it is overridden."""

    def created(self, session: Session, job: Job) -> None:
        """The job is made with the transaction of `session`."""

    def cancelled(self, session: Session, job: Job) -> None:
        """The job ends with the transaction of `session` because somebody wants it to; `ended` hears of it, too."""

    def deleted(self, session: Session, job_id: str) -> None:
        """The job's owner deletes its video with the transaction of `session`."""

    def ended(self, session: Session, job: Job) -> None:
        """The job ends with the transaction of `session`: what is written down there is there exactly if the end is."""

    def changed(self, job: Job) -> None:
        """A change was committed; `job` is as it is now."""

    def waiting(self) -> None:
        """There is a small change to be flushed."""


def seen(job: Job) -> tuple[object, ...]:
    """What watchers can tell apart."""
    return (job.state, round(job.progress, 1), job.activity)


def record(session: Session, job: Job, now: float) -> None:
    """Write down what the job's watchers see at `now` (unix seconds)."""
    session.add(
        JobEvent(
            job_id=job.id, at=now, state=job.state, status=job.status, progress=job.progress, activity=job.activity
        )
    )
