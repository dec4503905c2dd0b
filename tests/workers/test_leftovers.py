"""A render worker keeps nothing of films that have ended."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from hackathon_backend.jobs import Database, JobStore
from hackathon_backend.workers.leftovers import clear_leftovers
from tests.workers.render_places import job


@pytest.mark.slow
def test_only_old_folders_of_videos_that_have_ended_are_removed(
    database: Database, store: JobStore, tmp_path: Path
) -> None:
    root = tmp_path / "work"
    for name in ("vid_on", "vid_over", "vid_gone", "vid_new", "scenes"):
        (root / name / "parts").mkdir(parents=True)
        if name != "vid_new":
            os.utime(root / name, (time.time() - 7200,) * 2)
    for name in ("vid_on", "vid_over"):
        job(store, name)
    store.cancel("vid_over")
    assert sorted(clear_leftovers(database, root)) == ["vid_gone", "vid_over"]
    assert sorted(path.name for path in root.iterdir()) == ["scenes", "vid_new", "vid_on"]
