"""`clean`: the clean-up, now."""

from __future__ import annotations

import argparse

from rich.console import Console

from ..chat.retention import Retention
from ..housekeeping import Housekeeper
from ..jobs import Database, JobStore, prepare_database
from ..logs import set_up_logging
from ..settings import Settings
from ..storage import LocalStorage, WorkFolders


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Remove what is too old, or with --dry-run only name it."""
    set_up_logging(settings)
    storage = LocalStorage(settings.video_dir)
    storage.prepare()
    work = WorkFolders(settings.work_dir)
    work.prepare()
    prepare_database(settings.database_url)
    database = Database(settings.database_url)
    retention = Retention(database, settings.keep_conversations_days, job_days=settings.keep_jobs_days)
    housekeeper = Housekeeper(
        JobStore(database), storage, work, max_age_days=settings.max_video_age_days, retention=retention
    )
    done = housekeeper.clean(dry_run=options.dry_run)
    database.close()
    verb = "Would remove" if options.dry_run else "Removed"
    console = Console(highlight=False, markup=False, soft_wrap=True)
    if done.clock_ahead:
        console.print("The clock is far ahead of the last clean-up. If it is right, clean up again in a day.")
        return 0
    for name in [*done.files, *(f".work/{folder}" for folder in done.work)]:
        console.print(f"{verb} {name}")
    console.print(
        f"{verb} {len(done.files)} files; {len(done.expired)} videos have reached {settings.max_video_age_days:g} days."
    )
    if settings.keep_conversations_days or settings.keep_jobs_days:
        rows = len(done.forgotten.conversations), len(done.forgotten.videos)
        console.print(f"{verb} {rows[0]} conversations, and what was kept of {rows[1]} videos.")
    return 0
