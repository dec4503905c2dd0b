"""WebSockets tell of one's own videos alone."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from simple_websocket import Client

from hackathon_backend.access.keys import ApiKeys
from hackathon_backend.jobs import Database, Job, JobStore, LessonRequest
from tests.api.videos.test_sockets import refused
from tests.server import Server

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture(scope="module")
def database(server: Server) -> Iterator[Database]:
    opened = Database(f"sqlite:///{Path(server.folder) / 'model7.db'}")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def keys(server: Server, database: Database) -> tuple[dict[str, str], dict[str, str]]:
    """The headers of the owner, and those of another."""
    made = [ApiKeys(database).create(name) for name in ("mine", "theirs")]
    for name, key in zip(("vid_mine", "vid_theirs"), made, strict=True):
        asleep = time.time() + 1e6
        JobStore(database).create(
            Job(
                id=name, owner=key.row.owner, created_at=time.time(), wake_at=asleep, engines=["storyboard"],
                request=LessonRequest(message=name),
            )
        )  # fmt: skip
    time.sleep(1.1)  # a server without keys looks for the first one once a second
    mine, theirs = ({"Authorization": f"Bearer {key.text}"} for key in made)
    return mine, theirs


def said(client: Client, kind: str, **message: Any) -> dict[str, Any]:
    """The next answer of that kind: a video that is watched may go on meanwhile."""
    client.send(json.dumps(message))
    while True:
        answer: dict[str, Any] = json.loads(client.receive(timeout=20) or "null")
        if answer["type"] == kind:
            return answer


def test_a_socket_for_many_videos_subscribes_to_ones_own(
    server: Server, keys: tuple[dict[str, str], dict[str, str]]
) -> None:
    client = Client(f"ws://127.0.0.1:{server.port}/ws", headers=keys[0])
    assert said(client, "video.progress", subscribe="vid_mine")["data"]["id"] == "vid_mine"
    refused = [said(client, "error", subscribe=id_)["error"] for id_ in ("vid_theirs", "vid_absent")]
    assert [error["code"] for error in refused] == ["not_found"] * 2
    assert refused[0]["message"].replace("theirs", "absent") == refused[1]["message"]
    client.close()


def test_a_socket_of_anothers_video_is_not_there(server: Server, keys: tuple[dict[str, str], dict[str, str]]) -> None:
    path = "/v1/videos/vid_mine/ws"
    Client(f"ws://127.0.0.1:{server.port}{path}", headers=keys[0]).close()
    assert refused(server, path, **keys[1])[0] == 404
    assert refused(server, path)[0] == refused(server, "/ws")[0] == 401
