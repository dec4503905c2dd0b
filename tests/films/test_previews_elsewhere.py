"""A preview that one machine drew is shown by another one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hackathon_backend.errors import NotFound, StorageAway
from hackathon_backend.films.preview_service import PreviewService
from hackathon_backend.settings import Settings
from hackathon_backend.storage.work import SharedFiles

BOARD = json.dumps({"title": "Moon", "scenes": [{"type": "title", "title": "The moon", "narration": "The moon."}]})


class SharedFolder:
    """Files by their place below the work folder, as in a bucket; one that is away takes none."""

    def __init__(self, root: Path, bucket: Path, *, away: bool = False) -> None:
        self.root, self.bucket, self.away = root, bucket, away

    def fetch(self, path: Path) -> bool:
        there = self.bucket / path.relative_to(self.root)
        if not path.exists() and there.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(there, path)
        return path.exists()

    def share(self, path: Path) -> None:
        if self.away:
            raise StorageAway("It does not answer.")
        there = self.bucket / path.relative_to(self.root)
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, there)


@pytest.fixture
def machine(make_settings: Callable[..., Settings], tmp_path: Path) -> Iterator[Callable[..., PreviewService]]:
    started: list[PreviewService] = []

    def start(name: str, **how: bool) -> PreviewService:
        settings = make_settings(video_dir=tmp_path / name)
        shared: SharedFiles = SharedFolder(settings.work_dir, tmp_path / "bucket", **how)
        started.append(PreviewService(settings, shared))
        return started[-1]

    yield start
    for service in started:
        service.stop()


@pytest.mark.slow
def test_a_picture_is_had_from_another_machine(machine: Callable[..., PreviewService]) -> None:
    drew, shows = machine("one"), machine("two")
    [scene] = drew.sketch(BOARD, (1280, 720), None).scenes
    assert shows.find(scene.picture).read_bytes() == drew.find(scene.picture).read_bytes()
    full = drew.scene(BOARD, 0, (1280, 720), None, None, moving=False)
    assert shows.find(full).is_file()
    with pytest.raises(NotFound):
        shows.find(f"{'0' * 64}.webp")


@pytest.mark.slow
def test_what_can_not_be_shared_now_is_shown_where_it_was_drawn(
    machine: Callable[..., PreviewService], caplog: pytest.LogCaptureFixture
) -> None:
    drew = machine("one", away=True)
    [scene] = drew.sketch(BOARD, (1280, 720), None).scenes
    assert drew.find(scene.picture).is_file()
    assert "can't be had on other machines" in caplog.text
