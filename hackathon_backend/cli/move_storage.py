"""`move-storage`: all finished files from the folder into the bucket, or back."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.progress import Progress

from ..jobs import Database, prepare_database
from ..jobs.store.stored_objects import StoredObjects
from ..logs import set_up_logging
from ..settings import Settings
from ..storage import LocalStorage, WorkFolders
from ..storage.building import check_bucket, s3_storage_of
from ..storage.moving import Moved, Mover


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Copy what is not there yet, and say what was done; 1 if a file could not be copied. It may be run again."""
    set_up_logging(settings)
    check_bucket(settings)
    prepare_database(settings.database_url)
    database = Database(settings.database_url)
    work = WorkFolders(settings.work_dir)
    local, bucket = LocalStorage(settings.video_dir), s3_storage_of(settings, StoredObjects(database))
    try:
        for each in (work, local, bucket):
            each.prepare()
        bucket.check()
        source, target = (local, bucket) if options.to == "s3" else (bucket, local)
        moved = _move(Mover(source, target, work.root / "moving", delete=options.delete))
    finally:
        database.close()
    return _tell(settings, moved, options)


def _move(mover: Mover) -> Moved:
    files = mover.files()
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Copying", total=len(files))
        for file in files:
            mover.move(file)
            progress.advance(bar)
    return mover.moved


def _tell(settings: Settings, moved: Moved, options: argparse.Namespace) -> int:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(
        f"Copied {moved.copied} files ({moved.bytes / 1_000_000:.1f} MB); {moved.there} were there already; "
        f"removed {moved.removed} from where they were; {len(moved.failed)} could not be copied."
    )
    for line in moved.failed:
        console.print(f"  {line}")
    if settings.storage != options.to:
        console.print(f"Set STORAGE={options.to} and start the server again: it reads from there then.")
    return 1 if moved.failed else 0
