"""One film is made by several machines, which have nothing but a database and a store of files in common."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from hackathon_backend.engines import Clip, Order
from hackathon_backend.engines.embedded.render_kinds import RENDER_KINDS
from hackathon_backend.engines.embedded.storyboard import StoryboardEngine
from hackathon_backend.films.pool import RenderPool
from hackathon_backend.films.production import Production
from hackathon_backend.jobs import Database, JobStore
from hackathon_backend.jobs.renders.rows import StageRow, StageState
from hackathon_backend.jobs.renders.shared import SharedRenders
from hackathon_backend.storage import NOT_SHARED
from tests.workers.render_places import job, until
from tests.workers.shared_folder import FolderFiles, settings_of

pytestmark = pytest.mark.slow

JOB = "vid_film"
BOARD: dict[str, Any] = {
    "title": "Light",
    "scenes": [
        {"type": "title", "title": "Light", "narration": "What is light?"},
        {
            "type": "chart",
            "heading": "Speeds",
            "labels": ["Air", "Glass"],
            "series": [{"name": "Speed", "values": [30, 20]}],
            "narration": "Light is slower in glass.",
        },
        {
            "type": "takeaways",
            "takeaways": [{"text": "Fast"}, {"text": "Slow"}, {"text": "Bends"}],
            "narration": "It is fast, it is slow, it bends.",
        },
    ],
}
ORDER = Order(JOB, "light", "storyboard-1", 20, "320x240", storyboard=BOARD, described=True, wanted_seconds=14)


@contextmanager
def machine(folder: Path, database: Database, common: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker with a disk of its own."""
    # Not as __main__: its processes have to find what they are handed.
    code = "import sys; from tests.workers.shared_folder import main; main(*sys.argv[1:])"
    command = [sys.executable, "-c", code, str(folder), str(database.engine.url), str(common)]
    worker = subprocess.Popen(command, cwd=Path(__file__).parents[2], stdin=subprocess.PIPE)
    try:
        yield worker
    finally:
        worker.communicate(timeout=120)


@pytest.fixture(scope="module")
def made_here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the same film as one process makes it."""
    folder = tmp_path_factory.mktemp("here")
    settings = settings_of(folder, f"sqlite:///{folder}/none.db")
    pool = RenderPool(0)
    production = Production(RENDER_KINDS["storyboard"].graph(ORDER, settings, NOT_SHARED), pool, JOB)
    production.begin()
    pool.lend_a_hand(JOB, production.done)
    production.done.result()
    return {file.name: file.read_bytes() for file in (settings.work_dir / JOB).iterdir()}


@pytest.fixture
def engine(database: Database, store: JobStore, tmp_path: Path) -> StoryboardEngine:
    """That of the web server, which makes nothing itself."""
    job(store, JOB)
    settings = settings_of(tmp_path / "web", str(database.engine.url))
    files = FolderFiles(settings.work_dir, tmp_path / "common")
    return StoryboardEngine(SharedRenders(database, settings, files=files), settings)


def ended(engine: StoryboardEngine, look: Callable[[], object] = lambda: None) -> Clip:
    """The film, once it is there; `look` is called between two looks at it."""

    def status() -> str:
        look()
        progress = engine.poll(ORDER, {"id": JOB}, timeout=5)
        assert progress.error is None
        return progress.status

    until(status, lambda seen: seen == "completed")
    return engine.download(ORDER, {"id": JOB}, Path(), timeout=5)


def files_of(clip: Clip) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in clip.video.parent.iterdir()}


def test_two_machines_make_a_film_as_one_would(
    engine: StoryboardEngine, database: Database, tmp_path: Path, made_here: dict[str, bytes]
) -> None:
    folders = [tmp_path / "first", tmp_path / "second"]
    engine.submit(ORDER, timeout=5)
    with machine(folders[0], database, tmp_path / "common"), machine(folders[1], database, tmp_path / "common"):
        clip = ended(engine)
    assert files_of(clip) == made_here
    assert clip.described is not None
    # Each has drawn something: what it did not draw it has only fetched when it came to join.
    assert all((folder / "videos" / ".work" / JOB).exists() for folder in folders)


def test_a_worker_that_is_killed_at_a_stage_costs_the_film_nothing(
    engine: StoryboardEngine, database: Database, tmp_path: Path, made_here: dict[str, bytes]
) -> None:
    engine.submit(ORDER, timeout=5)
    killed: list[str] = []
    with machine(tmp_path / "first", database, tmp_path / "common") as first:

        def kill_it_at_a_stage() -> None:
            with database.read() as session:
                at = select(StageRow.name, StageRow.lease_owner).where(StageRow.state == StageState.RUNNING)
                for row in session.execute(at):
                    if not killed and row.name.startswith("draw") and f"/{first.pid}/" in (row.lease_owner or ""):
                        first.kill()
                        killed.append(row.name)

        until(lambda: (kill_it_at_a_stage(), killed)[1], bool)
        with machine(tmp_path / "second", database, tmp_path / "common"):
            clip = ended(engine)
    assert files_of(clip) == made_here


def test_files_that_are_lost_on_the_way_are_made_again(
    engine: StoryboardEngine, database: Database, tmp_path: Path, made_here: dict[str, bytes]
) -> None:
    """The store of files forgets all that it has, again and again."""
    common = tmp_path / "common"

    def lose() -> None:
        for file in [*common.rglob("*.npz"), *common.rglob("*.scene"), *common.rglob("*.sound.mp4")]:
            file.unlink(missing_ok=True)

    engine.submit(ORDER, timeout=5)
    with machine(tmp_path / "first", database, common), machine(tmp_path / "second", database, common):
        clip = ended(engine, lose)
    assert files_of(clip) == made_here
    assert json.loads((clip.video.parent / "clip.json").read_text("utf-8"))["notes"] == []
