"""The scheduled clean-up: removes what is too old, and nothing else.

What may go: the video, poster and captions of a job that was finished more than MAX_VIDEO_AGE_DAYS ago (0: of none);
files named like ours that no job knows, once they are as old by the time in their name and on disk; the work folders of
jobs that have ended; what uploads to a bucket have left that broke off; if there is a limit, conversations and rows of
videos, as `chat/retention.py` has it. Foreign files, links
and the work of unfinished jobs are never touched.

All of that goes by the clock. One that stands far ahead of the last clean-up may have been set wrong: then nothing is
removed until a clean-up at least a day later finds it still so.
"""

from __future__ import annotations

import logging
import shutil
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from .access.audit_log import AuditLog
from .analytics.people import WatchingPeople
from .analytics.summing import ViewSummer
from .chat.retention import Forgotten, Retention
from .errors import NotFound
from .files import clear_passing_folders
from .jobs import Database, Job, JobStore, State
from .jobs.store.lease import is_dead
from .materials.leftovers import LessonLeftovers
from .materials.pictures import LessonPictures
from .settings import Settings
from .storage import Storage, StoredFile, WorkFolders, video_stem

log = logging.getLogger(__name__)

_DAY = 86_400.0
_STRAYS_AFTER = 7.0
"""Days after which files that no job knows go where videos are kept for ever."""
_AHEAD = 8 * _DAY
"""Seconds since the last clean-up after which the clock is not believed at once; there is one every day or week."""
_TIDIED_EVERY = 300.0
_CLOCK = ".clock"
"""The file in the work folder with the times of the last clean-up and of the first one that found the clock ahead."""


@dataclass
class Cleaned:
    """What a clean-up removed, or would remove: file names, the ids of jobs that have expired, and rows."""

    files: list[str] = field(default_factory=list)
    work: list[str] = field(default_factory=list)
    expired: list[str] = field(default_factory=list)
    forgotten: Forgotten = field(default_factory=Forgotten)
    left_over: list[str] = field(default_factory=list)
    """In a bucket: what uploads that broke off have left, and caches that there is no room for."""
    clock_ahead: bool = False
    """Whether nothing was looked at, since the clock may have been set wrong."""


class Housekeeper:
    """Cleans the folder of finished videos."""

    def __init__(
        self,
        store: JobStore,
        storage: Storage,
        work: WorkFolders,
        *,
        max_age_days: float,
        retention: Retention | None = None,
    ) -> None:
        self._retention = retention
        self._store = store
        self._storage = storage
        self._work = work
        self._max_age_days = max_age_days

    def clean(self, *, dry_run: bool = False) -> Cleaned:
        """Remove what is too old (with `dry_run`: only find it) and log it."""
        done = Cleaned()
        if not self._believes_clock(dry_run):
            log.warning("The clock is far ahead of the last clean-up: nothing is removed unless it is so for a day.")
            return replace(done, clock_ahead=True)
        oldest = time.time() - (self._max_age_days or _STRAYS_AFTER) * _DAY
        self._clean_files(done, oldest, dry_run)
        self._clear_work(done, oldest, dry_run)
        done.left_over += self._storage.sweep(dry_run=dry_run)
        if self._retention is not None:
            done.forgotten = self._retention.forget(dry_run=dry_run)
        verb = "Would remove" if dry_run else "Removed"
        log.info("%s %d files of %d videos, %d work folders.", verb, len(done.files), len(done.expired), len(done.work))
        if any(vars(done.forgotten).values()):
            rows = len(done.forgotten.conversations), len(done.forgotten.videos)
            log.info("%s %d conversations and what was kept of %d videos.", verb, *rows)
        return done

    def _believes_clock(self, dry_run: bool) -> bool:
        """Whether the clock may be gone by: it is near the last clean-up, or has been ahead of it for a day."""
        file, now = self._work.root / _CLOCK, time.time()
        try:
            last, noticed = map(float, file.read_text("ascii").split())
        except (OSError, ValueError):
            last, noticed = now, now
        believes = now - last <= _AHEAD or (noticed > last and now - noticed >= _DAY)
        if believes:
            last = noticed = now
        elif noticed <= last or noticed > now:
            noticed = now
        if not dry_run:
            with suppress(OSError):
                file.write_text(f"{last} {noticed}", "ascii")
        return believes

    def _clean_files(self, done: Cleaned, oldest: float, dry_run: bool) -> None:
        files = list(self._storage.ours())
        of_video: dict[str, list[StoredFile]] = defaultdict(list)
        for file in files:
            of_video[file.stem].append(file)
        for job in self._store.finished_before(oldest) if self._max_age_days else ():
            self._expire(job, of_video[video_stem(job.id, job.created_at)], done, dry_run)
        gone = set(done.files)
        for file in files:
            if file.name not in gone and self._is_stray(file, oldest):
                self._remove(file, done, dry_run)

    def _expire(self, job: Job, files: list[StoredFile], done: Cleaned, dry_run: bool) -> None:
        for file in files:
            self._remove(file, done, dry_run)
        done.expired.append(job.id)
        if not dry_run:
            self._store.mark_expired(job.id)

    def _remove(self, file: StoredFile, done: Cleaned, dry_run: bool) -> None:
        done.files.append(file.name)
        if not dry_run:
            self._storage.discard(file.name)
            log.info("Removed %s.", file.name)

    def _is_stray(self, file: StoredFile, oldest: float) -> bool:
        if max(file.made_at, file.changed_at) >= oldest:
            return False
        try:
            job = self._store.get(file.job_id)
        except NotFound:
            return True
        if not self._max_age_days and job.state == State.COMPLETED and job.expired_at is None:
            return False
        # A job that ended without this file, or before the limit, has no use for it; one that goes on may.
        return job.ended and (job.ended_at or 0.0) < oldest

    def _clear_work(self, done: Cleaned, oldest: float, dry_run: bool) -> None:
        for job_id, changed_at in self._work.jobs().items():
            try:
                over = self._store.get(job_id).ended
            except NotFound:
                over = changed_at < oldest
            if over:
                done.work.append(job_id)
                if not dry_run:
                    self._work.clear(job_id)


class WorkTidier:
    """Removes from this machine what it has left of jobs that have ended: whoever finishes a video clears the disk of
    its own machine, and others have worked on it, too. `lessons` does the same for what lessons are made in.
    """

    def __init__(self, store: JobStore, work: WorkFolders, lessons: LessonLeftovers | None = None) -> None:
        self._store, self._work, self._lessons = store, work, lessons
        self._scheduler = BackgroundScheduler(daemon=True)

    def start(self) -> None:
        """Begin, now and every few minutes."""
        self._scheduler.add_job(
            self.tidy, "interval", seconds=_TIDIED_EVERY, id="tidy", next_run_time=datetime.now(UTC), coalesce=True
        )
        self._scheduler.start()

    def stop(self) -> None:
        """Tidy no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def tidy(self) -> None:
        """Remove the folders of jobs that have ended, and what came with requests whose process was killed; folders of
        jobs that no row knows are left to the clean-up.
        """
        for folder in self._work.folders():
            with suppress(NotFound):
                if self._store.get(folder.name).ended:
                    self._work.clear_here(folder.name)
        for process, folder in self._work.passing_folders():
            if is_dead(process):
                shutil.rmtree(folder, ignore_errors=True)
        clear_passing_folders()
        if self._lessons is not None:
            self._lessons.clear_work(self._work)


class Chores:
    """What is done once a day: it removes files, rows, entries of the audit log and single views that are too old.
    Doing it twice, or in two processes at once, changes nothing.
    """

    def __init__(
        self, settings: Settings, database: Database, store: JobStore, storage: Storage, work: WorkFolders
    ) -> None:
        retention = Retention(database, settings.keep_conversations_days, job_days=settings.keep_jobs_days)
        cleaner = Housekeeper(store, storage, work, max_age_days=settings.max_video_age_days, retention=retention)
        audit = AuditLog(database, keep_days=settings.keep_audit_days)
        views = ViewSummer(database, store.clock, keep_days=settings.keep_views_days)
        people = WatchingPeople(database, store.clock, settings.analytics_names)
        pictures = LessonPictures(database, storage, settings.work_dir / "lessons")
        lessons = LessonLeftovers(database, storage, pictures, clock=store.clock)
        self._daily = {
            "clean-up": cleaner.clean,
            "old-audit": audit.forget_old,
            "old-views": views.sum_up,
            "old-names": people.forget_unwanted,
            "lessons": lessons.sweep,
        }
        self._scheduler = BackgroundScheduler(daemon=True)

    def start(self) -> None:
        """Begin, now and once a day."""
        for name, chore in self._daily.items():
            self._scheduler.add_job(chore, "interval", days=1, id=name, next_run_time=datetime.now(UTC))
        self._scheduler.start()

    def stop(self) -> None:
        """Begin no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
