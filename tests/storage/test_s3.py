"""Files in a bucket: what is found is whole, and what breaks off leaves nothing behind."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from hackathon_backend.errors import StorageAway, StorageError
from hackathon_backend.jobs import Database
from hackathon_backend.jobs.store.stored_objects import StoredObjects
from hackathon_backend.storage import video_stem
from hackathon_backend.storage.bucket import PART, Bucket
from hackathon_backend.storage.bucket_client import BucketPlace
from hackathon_backend.storage.s3 import S3Storage
from hackathon_backend.storage.shared_work import SharedWorkFolders
from hackathon_backend.storage.shelf import ABANDONED, BucketShelf
from tests.clock import FakeClock
from tests.storage.conftest import opened
from tests.storage.s3_server import Faults, client_of, keys_in, open_uploads

STEM = video_stem("vid_0123abcd", 1_700_000_000.5)
NAME = f"{STEM}.mp4"
LARGE = os.urandom(PART + 12_345)

MakeFile = Callable[..., Path]


def at(content: bytes = b"film", name: str = NAME) -> str:
    """Where a file with that content is in the bucket."""
    return f"videos/{hashlib.sha256(content).hexdigest()[:16]}/{name}"


@pytest.fixture
def faulty(
    place: BucketPlace, bad_way: tuple[str, Faults], objects: StoredObjects, tmp_path: Path
) -> tuple[S3Storage, Faults]:
    """A storage whose way to the bucket is not to be relied on."""
    url, faults = bad_way
    shelf = BucketShelf(Bucket(replace(place, endpoint=url)), objects, cache_bytes=1000)
    return opened(shelf, tmp_path / "faulty"), faults


@pytest.mark.slow
def test_a_large_file_goes_in_parts_and_comes_back_whole(
    s3: S3Storage, place: BucketPlace, a_file: MakeFile, shelf: BucketShelf, tmp_path: Path
) -> None:
    s3.keep(a_file(LARGE), NAME)
    assert keys_in(place) == [f"school/{at(LARGE)}"]
    assert open_uploads(place) == []
    elsewhere = opened(shelf, tmp_path / "elsewhere").local_copy(NAME)
    assert elsewhere is not None
    assert elsewhere.read_bytes() == LARGE


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (b"small", ("503", "503")),
        (b"small", ("cut", "damage")),
        (LARGE, ("503", "cut", "damage")),
        (LARGE, ("half answer", "away")),
    ],
)
def test_an_upload_goes_through_refusals_cuts_and_damage(
    faulty: tuple[S3Storage, Faults], s3: S3Storage, a_file: MakeFile, content: bytes, faults: tuple[str, ...]
) -> None:
    storage, way = faulty
    way.plan("PUT", *faults)  # type: ignore[arg-type]
    storage.keep(a_file(content), NAME)
    assert way.by_method["PUT"] == []
    assert b"".join(s3.read_stored(NAME)) == content


@pytest.mark.slow
@pytest.mark.parametrize("faults", [("503", "cut"), ("half answer", "half answer"), ("away", "503")])
def test_a_download_goes_through_them_too(
    faulty: tuple[S3Storage, Faults], s3: S3Storage, a_file: MakeFile, faults: tuple[str, ...]
) -> None:
    s3.keep(a_file(LARGE), NAME)
    storage, way = faulty
    way.plan("GET", *faults)  # type: ignore[arg-type]
    copy = storage.local_copy(NAME)
    assert copy is not None
    assert copy.read_bytes() == LARGE


def test_what_was_changed_in_the_bucket_is_never_taken_for_the_film(
    s3: S3Storage, place: BucketPlace, shelf: BucketShelf, a_file: MakeFile, tmp_path: Path
) -> None:
    s3.keep(a_file(b"right"), NAME)
    client_of(place).put_object(Bucket=place.name, Key=f"school/{at(b'right')}", Body=b"wrong")
    other = opened(shelf, tmp_path / "other")
    with pytest.raises(StorageAway):
        other.local_copy(NAME)
    assert other.here(NAME) is None


def test_a_bucket_that_is_away_is_said_and_the_file_stays(faulty: tuple[S3Storage, Faults], a_file: MakeFile) -> None:
    storage, way = faulty
    way.plan("PUT", *["503"] * 5)
    clip = a_file()
    with pytest.raises(StorageAway):
        storage.keep(clip, NAME)
    assert clip.exists(), "it can be sent again"
    assert not storage.has(NAME)
    storage.keep(clip, NAME)
    assert storage.has(NAME)


def test_an_upload_that_broke_off_leaves_nothing_after_the_sweep(
    faulty: tuple[S3Storage, Faults], place: BucketPlace, clock: FakeClock, a_file: MakeFile
) -> None:
    storage, way = faulty
    way.plan("PUT", *["503"] * 5)
    with pytest.raises(StorageAway):
        storage.keep(a_file(LARGE), NAME)
    assert open_uploads(place) == [f"school/{at(LARGE)}"]
    assert storage.sweep() == [], "somebody may be at work on it still"
    clock.advance(ABANDONED + 1)
    assert storage.sweep(dry_run=True) == [at(LARGE)]
    assert storage.sweep() == [at(LARGE)]
    assert (open_uploads(place), keys_in(place), storage.sweep()) == ([], [], [])


def test_a_second_try_leaves_the_parts_of_the_first_to_the_sweep(
    faulty: tuple[S3Storage, Faults], place: BucketPlace, clock: FakeClock, a_file: MakeFile
) -> None:
    storage, way = faulty
    way.plan("PUT", *["503"] * 5)
    clip = a_file(LARGE)
    with pytest.raises(StorageAway):
        storage.keep(clip, NAME)
    storage.keep(clip, NAME)
    clock.advance(ABANDONED + 1)
    storage.sweep()
    assert open_uploads(place) == []
    assert b"".join(storage.read_stored(NAME)) == LARGE, "the film itself stays"


def test_an_object_that_was_stored_and_never_written_down_is_swept(
    s3: S3Storage, place: BucketPlace, shelf: BucketShelf, clock: FakeClock, a_file: MakeFile
) -> None:
    shelf.objects.begin(f"videos/{NAME}", at(), "vid_0123abcd")
    shelf.bucket.put(at(), a_file(), "video/mp4")
    assert not s3.has(NAME)
    clock.advance(ABANDONED + 1)
    s3.sweep()
    assert keys_in(place) == []


def test_what_others_have_in_the_bucket_is_never_touched(
    s3: S3Storage, place: BucketPlace, clock: FakeClock, a_file: MakeFile
) -> None:
    foreign = [f"school/videos/{STEM}.vtt", "school/work/vid_0123abcd/clip.mp4", "other/film.mp4"]
    for key in foreign:
        client_of(place).put_object(Bucket=place.name, Key=key, Body=b"theirs")
    s3.keep(a_file(), NAME)
    assert s3.remove(STEM) == [NAME]
    clock.advance(ABANDONED + 1)
    s3.sweep()
    assert sorted(keys_in(place)) == sorted(foreign)


def test_a_removal_that_the_bucket_did_not_do_is_done_by_the_sweep(
    faulty: tuple[S3Storage, Faults], place: BucketPlace, clock: FakeClock, a_file: MakeFile
) -> None:
    storage, way = faulty
    storage.keep(a_file(), NAME)
    way.plan("DELETE", *["503"] * 5)
    way.plan("GET", *["503"] * 5)
    storage.discard(NAME)
    assert not storage.has(NAME), "nobody finds it from now on"
    assert keys_in(place) == [f"school/{at()}"]
    with pytest.raises(StorageAway):
        storage.keep(a_file(), NAME)
    way.by_method.clear()
    clock.advance(ABANDONED + 1)
    storage.sweep()
    assert keys_in(place) == []


def test_an_upload_that_the_sweep_took_for_dead_is_sent_again(
    s3: S3Storage, shelf: BucketShelf, clock: FakeClock, a_file: MakeFile
) -> None:
    token = shelf.objects.begin(f"videos/{NAME}", at(), None)
    clock.advance(ABANDONED + 1)
    [left] = shelf.objects.left_over(ABANDONED)
    shelf.objects.settle(left, ABANDONED)
    with pytest.raises(StorageAway):
        shelf.objects.end(token, 4, "")
    assert not s3.has(NAME)


def test_copies_here_go_by_least_recent_use(shelf: BucketShelf, a_file: MakeFile, tmp_path: Path) -> None:
    storage = opened(shelf, tmp_path / "few", most_copies=10)
    for number in range(3):
        name = f"{STEM}.reference-{number}.png"
        storage.keep(a_file(b"12345" + bytes([number])), name)
        copy = storage.here(name)
        assert copy is not None
        then = time.time() - 7200 + number
        os.utime(copy, (then, then))
    storage.sweep()
    assert [storage.here(f"{STEM}.reference-{n}.png") is not None for n in range(3)] == [False, False, True]
    assert storage.text(f"{STEM}.reference-0.png") == "12345\0", "it is in the bucket"


def test_a_signed_address_is_good_for_the_file_with_its_type(s3: S3Storage, a_file: MakeFile) -> None:
    import urllib.request

    s3.keep(a_file(b"0123456789"), NAME)
    address = s3.address(NAME)
    assert address is not None
    request = urllib.request.Request(address, headers={"Range": "bytes=2-4"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert (answer.status, answer.read()) == (206, b"234")
        assert answer.headers["Content-Type"] == "video/mp4"
        assert answer.headers["Content-Disposition"] == f'inline; filename="{NAME}"'
    saved = s3.address(NAME, download=True)
    assert saved is not None
    with urllib.request.urlopen(saved, timeout=30) as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_wrong_bucket_is_named_with_the_settings(place: BucketPlace, objects: StoredObjects, tmp_path: Path) -> None:
    shelf = BucketShelf(Bucket(replace(place, name="nobodys-bucket")), objects, cache_bytes=0)
    with pytest.raises(StorageError, match=r"S3_BUCKET.*NoSuchBucket"):
        opened(shelf, tmp_path / "x").check()


def test_of_two_who_store_something_else_at_the_same_time_neither_breaks_the_other(
    s3: S3Storage, shelf: BucketShelf, place: BucketPlace, clock: FakeClock, a_file: MakeFile, tmp_path: Path
) -> None:
    slow = shelf.objects.begin(f"videos/{NAME}", at(b"slow"), "vid_0123abcd")
    s3.keep(a_file(b"quick"), NAME)
    size, sha256 = shelf.bucket.put(at(b"slow"), a_file(b"slow"), "video/mp4")
    shelf.objects.end(slow, size, sha256)
    copy = opened(shelf, tmp_path / "other").local_copy(NAME)
    assert copy is not None
    assert copy.read_bytes() == b"slow"
    clock.advance(ABANDONED + 1)
    assert s3.sweep() == [at(b"quick")]
    assert keys_in(place) == [f"school/{at(b'slow')}"]


# -- work in progress of several machines


def machines(shelf: BucketShelf, tmp_path: Path) -> tuple[SharedWorkFolders, SharedWorkFolders]:
    found = SharedWorkFolders(tmp_path / "one", shelf), SharedWorkFolders(tmp_path / "two", shelf)
    for each in found:
        each.prepare()
    return found


def test_a_folder_that_was_shared_is_found_on_another_machine(
    shelf: BucketShelf, place: BucketPlace, tmp_path: Path
) -> None:
    one, two = machines(shelf, tmp_path)
    folder = one.folder("vid_1")
    (folder / "clip.mp4").write_bytes(b"clip")
    (folder / "shot-1").mkdir()
    (folder / "shot-1" / "clip.mp4").write_bytes(b"shot")
    (folder / ".half.part").write_bytes(b"half")
    one.share_folder("vid_1")
    found = two.fetch_folder("vid_1")
    assert {path.relative_to(found).as_posix() for path in found.rglob("*") if path.is_file()} == {
        "clip.mp4", "shot-1/clip.mp4",
    }  # fmt: skip
    assert two.jobs().keys() == {"vid_1"}
    two.clear("vid_1")
    assert (one.root / "vid_1").exists(), "each machine clears its own disk"
    assert (keys_in(place), one.fetch_folder("vid_1").exists()) == ([], True)


def test_caches_are_shared_by_content_and_leave_by_least_recent_use(
    shelf: BucketShelf, place: BucketPlace, clock: FakeClock, tmp_path: Path
) -> None:
    one, two = machines(shelf, tmp_path)
    for number in range(3):
        (one.root / "scenes").mkdir(exist_ok=True)
        (one.root / "scenes" / f"{number}.mp4").write_bytes(b"x" * 400)
        one.share(one.root / "scenes" / f"{number}.mp4")
        clock.advance(100_000)
    assert two.fetch(two.root / "scenes" / "0.mp4"), "used again just now"
    assert shelf.sweep() == ["work/scenes/1.mp4"]
    assert sorted(key.rpartition("/")[2] for key in keys_in(place)) == ["0.mp4", "2.mp4"]
    assert not two.fetch(two.root / "scenes" / "1.mp4")


@pytest.mark.slow
def test_another_process_is_handed_the_way_to_the_same_files(
    shelf: BucketShelf, database: Database, tmp_path: Path
) -> None:
    one, two = machines(shelf, tmp_path)
    (one.folder("vid_1") / "clip.mp4").write_bytes(b"clip")
    one.share_folder("vid_1")
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(two.fetch, two.root / "vid_1" / "clip.mp4").result(60)
    assert (two.root / "vid_1" / "clip.mp4").read_bytes() == b"clip"


def test_a_cache_that_can_not_be_reached_is_missing_and_a_jobs_file_is_an_error(
    faulty: tuple[S3Storage, Faults], shelf: BucketShelf, tmp_path: Path
) -> None:
    one, _ = machines(shelf, tmp_path)
    for name in ("scenes/a.mp4", "vid_1/clip.mp4"):
        (one.root / name).parent.mkdir(exist_ok=True)
        (one.root / name).write_bytes(b"x")
        one.share(one.root / name)
    away = SharedWorkFolders(tmp_path / "away", faulty[0].shelf)
    faulty[1].plan("GET", *["503"] * 50)
    assert not away.fetch(away.root / "scenes/a.mp4")
    with pytest.raises(StorageAway):
        away.fetch(away.root / "vid_1/clip.mp4")


# -- killed at any moment

_UPLOADER = """
import sys
from pathlib import Path
from hackathon_backend.jobs import Database
from hackathon_backend.jobs import Database
from hackathon_backend.jobs.store.stored_objects import StoredObjects
from hackathon_backend.storage.bucket import Bucket
from hackathon_backend.storage.bucket_client import BucketPlace
from hackathon_backend.storage.shelf import BucketShelf
name, url, prefix, database, file = sys.argv[1:]
shelf = BucketShelf(Bucket(BucketPlace(name, url, "us-east-1", "k", "s", prefix)),
                    StoredObjects(Database(database)), cache_bytes=0)
shelf.bucket.check(Path(file).with_name("probe.txt"))
print("ready", flush=True)
for number in range(1000):
    shelf.put(f"videos/video_1700000000500_vid_{number % 7}.mp4", Path(file), "vid_1")
    print(number, flush=True)
"""


@pytest.mark.slow
def test_uploads_that_are_killed_at_any_moment_leave_nothing_after_the_sweep(
    place: BucketPlace, tmp_path: Path, migrated: Path
) -> None:
    import random
    import shutil

    shutil.copy(migrated, tmp_path / "killed.db")
    url = f"sqlite:///{tmp_path / 'killed.db'}"
    (tmp_path / "film.mp4").write_bytes(LARGE)
    (tmp_path / "probe.txt").write_text("x")
    rng, ended = random.Random(7), 0
    for _ in range(6):
        assert place.endpoint
        command = [sys.executable, "-c", _UPLOADER, place.name, place.endpoint, place.prefix, url]
        process = subprocess.Popen(
            [*command, str(tmp_path / "film.mp4")], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
        )
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        time.sleep(rng.uniform(0, 0.6))
        process.send_signal(signal.SIGKILL)
        ended += len(process.stdout.read().splitlines())
        process.stdout.close()
        process.wait()
    database, clock = Database(url), FakeClock()
    clock.set(time.time() - clock.now() + ABANDONED + 60)
    shelf = BucketShelf(Bucket(place), StoredObjects(database, clock), cache_bytes=0)
    shelf.sweep()
    known = {f"school/{each.at}" for each in shelf.objects.listing("videos")}
    database.close()
    assert {key for key in keys_in(place) if "probe" not in key} == known
    assert open_uploads(place) == []
    assert ended >= len(known)
