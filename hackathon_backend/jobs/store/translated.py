"""Films in several languages: which videos are one film, by their rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ...errors import NotFound
from ..database import Database
from ..models import ENDED, Job, State
from ..requests import TranslationRequest
from .reading import JobReader


class TranslatedFilms:
    """Finds the translations of films; those of another owner than the film's do not belong to it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._jobs = JobReader(database)

    def original(self, job: Job) -> Job:
        """The film that a job is a translation of; the job itself, if it is none or that film is gone."""
        if not isinstance(job.request, TranslationRequest) or job.request.source is None:
            return job
        try:
            found = self._jobs.visible(job.request.source, of=job.owner)
        except NotFound:
            return job
        return found

    def of(self, film: Job) -> dict[str, Job]:
        """The translations of a film by their languages: the one that is there, else the one under way, else the last
        that failed; in the order in which they were made first.
        """
        with self._database.read() as session:
            return _by_language(session.scalars(_translations(film.id, film.owner)))

    def standing(self, session: Session, film: Job, language: str) -> Job | None:
        """The translation into a language that is there or under way."""
        found = _by_language(session.scalars(_translations(film.id, film.owner))).get(language)
        return found if found is not None and not is_lost(found) else None

    def translated(self, jobs: Collection[Job]) -> frozenset[str]:
        """The ids of those that were put into another language, or are a translation."""
        ids = [job.id for job in jobs]
        query = select(Job.remixed_from).where(Job.remixed_from.in_(ids), Job.deleted_at.is_(None))
        with self._database.read() as session:
            found = session.scalars(query.where(Job.request["kind"].as_string() == "translation").distinct())
            own = (job.id for job in jobs if isinstance(job.request, TranslationRequest))
            return frozenset(each for each in (*found, *own) if each)

    def family(self, job: Job) -> list[Job]:
        """All that can be watched of one film: the original first, if it is there, and its translations."""
        film = self.original(job)
        source = job.request.source if isinstance(job.request, TranslationRequest) else None
        with self._database.read() as session:
            others = _by_language(session.scalars(_translations(source or film.id, film.owner)))
        if source is not None and film is job:
            return [each for each in others.values() if _is_there(each)]
        return [each for each in (film, *others.values()) if _is_there(each)]


def is_lost(job: Job) -> bool:
    """Whether there is no film, and will be none."""
    return job.ended and not _is_there(job)


def _is_there(job: Job) -> bool:
    return job.state == State.COMPLETED and job.expired_at is None and job.deleted_at is None


def _translations(film: str, owner: str) -> Select[Job]:
    return (
        select(Job)
        .where(Job.remixed_from == film, Job.owner == owner, Job.deleted_at.is_(None))
        .where(Job.request["kind"].as_string() == "translation")
        .order_by(Job.created_at, Job.id)
    )


def _by_language(jobs: Iterable[Job]) -> dict[str, Job]:
    found: dict[str, Job] = {}
    for job in jobs:
        known = found.get(job.request.language)
        if known is None or _worth(job) >= _worth(known):
            found[job.request.language] = job
    return found


def _worth(job: Job) -> int:
    return 2 if _is_there(job) else int(job.state not in ENDED)
