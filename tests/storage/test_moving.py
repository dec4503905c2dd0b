"""Finished files are moved from a folder into a bucket and back, whatever happens on the way."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from hackathon_backend.jobs.store.stored_objects import StoredObjects
from hackathon_backend.storage import LocalStorage, video_stem
from hackathon_backend.storage.bucket import Bucket
from hackathon_backend.storage.bucket_client import BucketPlace
from hackathon_backend.storage.moving import Moved, Mover
from hackathon_backend.storage.s3 import S3Storage
from hackathon_backend.storage.shelf import BucketShelf
from tests.storage.conftest import opened
from tests.storage.s3_server import Faults, keys_in

ROOT = Path(__file__).parents[2]


@pytest.fixture
def local(tmp_path: Path) -> LocalStorage:
    """A folder with three videos, and something that is not ours."""
    found = LocalStorage(tmp_path / "videos")
    found.prepare()
    for number in range(3):
        stem = video_stem(f"vid_{number}", 1_700_000_000 + number)
        (found.folder / f"{stem}.mp4").write_bytes(bytes([number]) * 1000)
        (found.folder / f"{stem}.vtt").write_text("WEBVTT\n", "utf-8")
    (found.folder / "holiday.mp4").write_bytes(b"foreign")
    return found


def move(source: LocalStorage | S3Storage, target: LocalStorage | S3Storage, folder: Path, *, delete: bool) -> Moved:
    mover = Mover(source, target, folder / "moving", delete=delete)
    for file in mover.files():
        mover.move(file)
    return mover.moved


def test_all_goes_there_and_back(local: LocalStorage, s3: S3Storage, place: BucketPlace, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in local.folder.iterdir()}
    assert move(local, s3, tmp_path, delete=False) == Moved(copied=6, bytes=3021)
    assert move(local, s3, tmp_path, delete=False) == Moved(there=6), "a second time there is nothing to do"
    assert move(local, s3, tmp_path, delete=True) == Moved(there=6, removed=6)
    assert [path.name for path in local.folder.iterdir()] == ["holiday.mp4"]
    assert len(keys_in(place)) == 6
    assert move(s3, local, tmp_path, delete=True) == Moved(copied=6, bytes=3021, removed=6)
    assert {path.name: path.read_bytes() for path in local.folder.iterdir()} == before
    assert keys_in(place) == []


def test_of_each_video_the_film_comes_last(local: LocalStorage, s3: S3Storage, tmp_path: Path) -> None:
    files = [file.name for file in Mover(local, s3, tmp_path / "moving", delete=False).files()]
    assert [name.rpartition(".")[2] for name in files] == ["vtt", "mp4"] * 3


def test_what_can_not_be_copied_stays_and_is_named(
    local: LocalStorage, place: BucketPlace, objects: StoredObjects, bad_way: tuple[str, Faults], tmp_path: Path
) -> None:
    url, faults = bad_way
    shelf = BucketShelf(Bucket(replace(place, endpoint=url)), objects, cache_bytes=0)
    faults.plan("PUT", *["503"] * 5)
    moved = move(local, opened(shelf, tmp_path / "copies"), tmp_path, delete=True)
    assert (moved.copied, moved.removed, len(moved.failed)) == (5, 5, 1)
    assert len(list(local.ours())) == 1


@pytest.mark.slow
def test_the_command_goes_on_after_it_was_killed(
    local: LocalStorage, place: BucketPlace, tmp_path: Path, migrated: Path
) -> None:
    for number in range(3, 60):
        (local.folder / f"{video_stem(f'vid_{number}', 1_700_000_000 + number)}.mp4").write_bytes(b"x" * 100_000)
    assert place.endpoint
    settings = {
        "S3_BUCKET": place.name,
        "S3_ENDPOINT_URL": place.endpoint,
        "S3_ACCESS_KEY_ID": "key",
        "S3_SECRET_ACCESS_KEY": "secret-of-the-key",
        "VIDEO_DIR": str(local.folder),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'moved.db'}",
        "PYTHONPATH": str(ROOT),
    }

    def begun(to: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "hackathon_backend", "move-storage", "--to", to, "--delete"]
        return subprocess.Popen(command, cwd=tmp_path, env=settings, stdout=subprocess.PIPE, text=True)

    first = begun("s3")
    until = time.monotonic() + 120
    while len(keys_in(place)) < 5 and time.monotonic() < until:
        time.sleep(0.05)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    there = len(keys_in(place))
    assert there >= 5
    output, _ = begun("s3").communicate(timeout=240)
    assert "0 could not be copied" in output
    assert "Set STORAGE=s3" in output
    assert not list(local.ours())
    output, _ = begun("local").communicate(timeout=240)
    assert output.startswith("Copied 63 files")
    assert len(list(local.ours())) == 63
