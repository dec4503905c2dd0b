"""An S3 server for all tests of a process, and storages of each kind."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from botocore.retries.standard import ExponentialBackoff

from hackathon_backend.jobs import Database
from hackathon_backend.jobs.store.stored_objects import StoredObjects
from hackathon_backend.storage import LocalStorage, Storage
from hackathon_backend.storage.bucket import Bucket
from hackathon_backend.storage.bucket_client import BucketPlace
from hackathon_backend.storage.copies import LocalCopies
from hackathon_backend.storage.s3 import Addresses, S3Storage
from hackathon_backend.storage.shelf import BucketShelf
from tests.clock import FakeClock
from tests.storage.s3_server import Faults, fault_proxy, new_bucket, s3_server


@pytest.fixture(scope="session")
def s3_url() -> Iterator[str]:
    with s3_server() as url:
        yield url


@pytest.fixture
def place(s3_url: str) -> BucketPlace:
    """An empty bucket."""
    return new_bucket(s3_url, "school/")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def objects(database: Database, clock: FakeClock) -> StoredObjects:
    return StoredObjects(database, clock)


@pytest.fixture
def shelf(place: BucketPlace, objects: StoredObjects) -> BucketShelf:
    return BucketShelf(Bucket(place), objects, cache_bytes=1000)


@pytest.fixture
def s3(shelf: BucketShelf, tmp_path: Path) -> S3Storage:
    return opened(shelf, tmp_path / "copies")


@pytest.fixture
def bad_way(s3_url: str) -> Iterator[tuple[str, Faults]]:
    """An address of the server at which things go wrong."""
    with fault_proxy(s3_url) as way:
        yield way


@pytest.fixture(params=["local", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> Iterator[Storage]:
    """One of each kind: whatever keeps files does it like this."""
    if request.param == "local":
        local = LocalStorage(tmp_path / "videos")
        local.prepare()
        yield local
        return
    shutil.copy(migrated, tmp_path / "objects.db")
    database = Database(f"sqlite:///{tmp_path / 'objects.db'}")
    place = new_bucket(request.getfixturevalue("s3_url"))
    yield opened(BucketShelf(Bucket(place), StoredObjects(database), cache_bytes=0), tmp_path / "copies")
    database.close()


@pytest.fixture(autouse=True)
def tries_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rhythm of the library's own retries is not what is tested."""
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda _self, _context: 0.0)


@pytest.fixture
def a_file(tmp_path: Path) -> Callable[..., Path]:
    """Makes files that are ready to be kept."""

    def make(content: bytes = b"film", name: str = "clip.mp4") -> Path:
        path = tmp_path / "work" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    return make


def opened(shelf: BucketShelf, copies: Path, *, most_copies: int = 1 << 30) -> S3Storage:
    """A storage with a folder of its own for copies, as another machine has one."""
    found = S3Storage(shelf, LocalCopies(copies, most_copies), Addresses(600))
    found.prepare()
    return found
