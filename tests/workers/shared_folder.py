"""Files of several machines in one folder, for tests; and a worker that is a process of its own."""

from __future__ import annotations

import shutil
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from hackathon_backend.files import replaced
from hackathon_backend.jobs import Database
from hackathon_backend.settings import Settings
from hackathon_backend.storage import SharedFiles
from hackathon_backend.workers.stages import StageTurns


@dataclass(frozen=True)
class FolderFiles(SharedFiles):
    """What lies below `root` on this machine is copied to `common`, and from there."""

    root: Path
    common: Path

    def fetch(self, path: Path) -> bool:
        other = self.common / path.relative_to(self.root)
        if not path.exists() and other.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with replaced(path) as half:
                shutil.copyfile(other, half)
        return path.exists()

    def share(self, path: Path) -> None:
        other = self.common / path.relative_to(self.root)
        other.parent.mkdir(parents=True, exist_ok=True)
        with replaced(other) as half:
            shutil.copyfile(path, half)


def settings_of(folder: Path, database_url: str) -> Settings:
    """Those of a machine that keeps everything in the folder."""
    return Settings(  # type: ignore[call-arg]
        _env_file=None, video_dir=folder / "videos", log_dir=folder / "logs", database_url=database_url
    )


def turns_of(settings: Settings, common: Path) -> StageTurns:
    """A worker with one process."""
    return StageTurns(
        Database(settings.database_url),
        settings,
        processes=1,
        wake=lambda _job: None,
        on_ready=lambda _count: None,
        files=FolderFiles(settings.work_dir, common),
    )


def main(folder: str, database_url: str, common: str) -> None:
    """Take stages until the standard input is closed."""
    turns = turns_of(settings_of(Path(folder), database_url), Path(common))
    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    while not over.is_set():
        if not turns.take_one():
            over.wait(0.05)
    turns.stop()
