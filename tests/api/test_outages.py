"""What the machine can't do is said in the protocol's shape: the database is away, or there is no room."""

from __future__ import annotations

import errno
import io
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from hackathon_backend.api.outages import outage_behind
from hackathon_backend.api.videos import forms
from hackathon_backend.app import Container, create_app
from hackathon_backend.errors import DiskFull
from hackathon_backend.jobs import Job, LessonRequest
from hackathon_backend.settings import Settings
from hackathon_backend.storage import DiskRoom, LocalStorage, video_stem


@pytest.fixture
def without_database(make_settings: Callable[..., Settings], tmp_path: Path) -> Iterator[FlaskClient]:
    """A client of a server whose database has gone away."""
    folder = tmp_path / "database"
    container = Container(make_settings(database_url=f"sqlite:///{folder / 'model7.db'}"))
    container.database.migrate()
    client = create_app(container.settings, container).test_client()
    container.database.close()
    folder.rename(tmp_path / "away")
    yield client
    container.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/v1/videos", None),
        ("GET", "/v1/videos/vid_1", None),
        ("DELETE", "/v1/videos/vid_1", None),
        ("GET", "/v1/videos/vid_1/events", None),
        ("POST", "/v1/videos", {"prompt": "Otters hold hands."}),
        ("POST", "/v1/videos/edits", {"prompt": "slower", "video": {"id": "vid_1"}}),
        ("POST", "/api/chat", {"message": "Can you make a video explaining React hooks?"}),
        ("GET", "/api/messages/msg_1", None),
        ("GET", "/api/library", None),
        ("GET", "/v1/videos/characters/char_1", None),
        ("GET", "/watch/vid_1", None),
    ],
)
def test_without_a_database_every_answer_asks_to_come_again(
    without_database: FlaskClient, method: str, path: str, body: Any
) -> None:
    answer = without_database.open(path, method=method, json=body)
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "database_unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    assert "x-should-retry" not in answer.headers


def test_what_needs_no_database_is_there_without_it(without_database: FlaskClient) -> None:
    assert without_database.get("/healthz").json["database"] is False
    assert without_database.get("/api/templates").status_code == 200
    assert without_database.get("/openapi.json").status_code == 200


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 507),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), 507),
        (OperationalError("insert", {}, Exception("database or disk is full")), 507),
        (OperationalError("select", {}, Exception("server closed the connection")), 503),
        (RecursionError(), 400),
    ],
)
def test_what_is_behind_an_error_is_found(error: BaseException, status: int) -> None:
    wrapped = RuntimeError("The film could not be kept.")
    wrapped.__cause__ = error
    for each in (error, wrapped):
        found = outage_behind(each)
        assert found is not None
        assert found.status == status
    assert outage_behind(ValueError()) is None


def test_below_the_reserve_nothing_new_is_taken_and_the_health_check_says_so(
    make_settings: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "_IN_MEMORY", 0)
    container = Container(make_settings(disk_reserve_mb=1e9))
    container.database.migrate()
    client = create_app(container.settings, container).test_client()
    film = {"operation": "trim", "end": "1", "video": (io.BytesIO(b"x" * 600), "a.mp4")}
    for answer in (
        client.post("/v1/videos", json={"prompt": "Otters hold hands."}),
        client.post("/v1/videos/upload/edits", data=film),
    ):
        assert (answer.status_code, answer.json["error"]["code"]) == (507, "disk_full")
    health = client.get("/healthz")
    assert (health.status_code, health.json["status"], health.json["disk"]["state"]) == (200, "degraded", "full")
    container.close()


def test_what_is_awaited_counts_until_it_has_come(tmp_path: Path) -> None:
    room = DiskRoom(tmp_path, reserve=shutil.disk_usage(tmp_path).free // 2)
    many = shutil.disk_usage(tmp_path).free // 3
    let_go = room.await_bytes(many)
    with pytest.raises(DiskFull):
        room.await_bytes(many)
    let_go()
    room.await_bytes(many)()
    room.check_room()


def test_all_files_together_may_be_bounded(tmp_path: Path) -> None:
    (tmp_path / ".work").mkdir()
    (tmp_path / ".work" / "clip.mp4").write_bytes(b"x" * 600)
    room = DiskRoom(tmp_path, most=1000)
    assert room.has_room(300)
    assert not room.has_room(500)


def test_a_video_may_be_deleted_by_many_at_once(container: Container, client: FlaskClient, tmp_path: Path) -> None:
    job = container.store.create(
        Job(id="vid_1", created_at=1.8e9, wake_at=1e12, request=LessonRequest(), engines=["storyboard"])
    )
    container.store.cancel(job.id)
    for suffix in ("mp4", "vtt", "webp", "txt", "json"):
        (container.storage.folder / f"{video_stem(job.id, job.created_at)}.{suffix}").write_bytes(b"x")

    def delete(_: int) -> int:
        return client.application.test_client().delete("/v1/videos/vid_1").status_code

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(delete, range(24)))
    assert 200 in answers
    assert set(answers) <= {200, 404}


def test_files_that_vanish_while_the_folder_is_read_are_passed_over(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    for number in range(3):
        (tmp_path / f"{video_stem(f'vid_{number}', 1.8e9)}.mp4").write_bytes(b"x")
    found = storage.ours()
    next(found)
    for file in tmp_path.glob("*.mp4"):
        file.unlink()
    assert list(found) == []
