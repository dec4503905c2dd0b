"""`clean`: the clean-up, now."""

from __future__ import annotations

import argparse

from rich.console import Console

from ..chat.retention import Retention
from ..housekeeping import Housekeeper
from ..jobs import Database, JobStore, prepare_database
from ..jobs.store.stored_objects import StoredObjects
from ..logs import set_up_logging
from ..settings import Settings
from ..storage.building import check_storage, places_of


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Remove what is too old, or with --dry-run only name it."""
    set_up_logging(settings)
    check_storage(settings)
    prepare_database(settings.database_url)
    database = Database(settings.database_url)
    places = places_of(settings, StoredObjects(database))
    places.prepare()
    retention = Retention(database, settings.keep_conversations_days, job_days=settings.keep_jobs_days)
    housekeeper = Housekeeper(
        JobStore(database), places.storage, places.work, max_age_days=settings.max_video_age_days, retention=retention
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
    age = f"have reached {settings.max_video_age_days:g} days" if settings.max_video_age_days else "are too old"
    console.print(f"{verb} {len(done.files)} files; {len(done.expired)} videos {age}.")
    if settings.storage == "s3":
        console.print(f"{verb} {len(done.left_over)} objects that uploads or caches had left in the bucket.")
    if settings.keep_conversations_days or settings.keep_jobs_days:
        rows = len(done.forgotten.conversations), len(done.forgotten.videos)
        console.print(f"{verb} {rows[0]} conversations, and what was kept of {rows[1]} videos.")
    return 0
