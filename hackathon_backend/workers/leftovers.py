"""What a render worker keeps on its own disk of films that others finish."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from pathlib import Path

from sqlalchemy import select

from ..jobs import Database, Job

_JUST_MADE = 3600.0
"""Seconds since a folder was changed for which it is left alone: its job may not be seen here yet."""


def clear_leftovers(database: Database, root: Path) -> list[str]:
    """Remove the work folders below `root` of jobs that have ended or are gone, on this machine alone; their names."""
    folders = {path.name: path for path in root.glob("vid_*") if path.is_dir() and not path.is_symlink()}
    if not folders:
        return []
    with database.read() as session:
        go_on = set(session.scalars(select(Job.id).where(Job.id.in_(folders), Job.ended_at.is_(None))))
    cleared = []
    for name, path in folders.items():
        with suppress(OSError):
            if name not in go_on and path.stat().st_mtime < time.time() - _JUST_MADE:
                shutil.rmtree(path)
                cleared.append(name)
    return cleared
