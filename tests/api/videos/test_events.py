"""Progress as server-sent events: each change once, in order, up to the end, also for those that come back."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container
from hackathon_backend.jobs import Job, JobStore, LessonRequest
from tests.replies import a_reply

Event = dict[str, Any]


def a_job(store: JobStore, id_: str = "vid_1", **values: Any) -> Job:
    """A job that nobody works on."""
    now = time.time()
    own = {
        "created_at": now,
        "wake_at": now + 600,
        "request": LessonRequest(message="x"),
        "engines": ["sora", "storyboard"],
    }
    return store.create(Job(id=id_, **(own | values)))


def change(store: JobStore, id_: str = "vid_1", **values: Any) -> Job:
    return store.change(store.get(id_), None, values)


def read(text: str) -> list[Event]:
    """The events of a stream, without its comments."""
    found = []
    for block in text.split("\n\n"):
        lines = [line.split(": ", 1) for line in block.splitlines() if not line.startswith(":")]
        if lines:
            fields = dict(lines)
            data = json.loads(fields["data"])
            assert (data["id"], data["type"]) == (f"evt_{fields['id']}", fields["event"])
            found.append(data)
    return found


def follow(client: FlaskClient, path: str = "/v1/videos/vid_1/events", **options: Any) -> list[Event]:
    answer = client.get(path, **options)
    assert (answer.status_code, answer.mimetype) == (200, "text/event-stream"), answer.text
    return read(answer.text)


def seen(events: list[Event]) -> list[tuple[str, int, str]]:
    return [(event["type"], event["data"]["progress"], event["data"]["activity"]) for event in events]


@pytest.fixture
def finished(container: Container) -> Job:
    """A job with five changes."""
    a_job(container.store, activity="waiting for its turn")
    change(container.store, state="briefing", activity="writing the brief")
    change(container.store, state="rendering", progress=40.0, activity="drawing 7 scenes", model="storyboard-1")
    change(container.store, progress=80.0)
    return change(container.store, state="completed", activity="ready to play", reply=a_reply(duration_seconds=8.0))


def test_a_finished_video_sends_every_change_as_it_was_then(client: FlaskClient, finished: Job) -> None:
    events = follow(client)
    assert seen(events) == [
        ("video.progress", 0, "waiting for its turn"),
        ("video.progress", 0, "writing the brief"),
        ("video.progress", 40, "drawing 7 scenes"),
        ("video.progress", 80, "drawing 7 scenes"),
        ("video.completed", 100, "ready to play"),
    ]
    assert [event["data"]["status"] for event in events] == ["queued", *["in_progress"] * 3, "completed"]
    assert [event["data"]["completed_at"] is None for event in events] == [True] * 4 + [False]
    assert all(event["object"] == "event" and type(event["created_at"]) is int for event in events)
    assert events[-1]["data"] == client.get("/v1/videos/vid_1").get_json()


@pytest.mark.parametrize("prefix", ["", "evt_"])
def test_a_client_that_comes_back_gets_what_it_has_missed(client: FlaskClient, finished: Job, prefix: str) -> None:
    events = follow(client, "/api/v1/videos/vid_1/events")
    last = f"{prefix}{events[1]['id'].removeprefix('evt_')}"
    assert follow(client, headers={"Last-Event-ID": last}) == events[2:]
    assert follow(client, f"/v1/videos/vid_1/events?after={last}") == events[2:]


def test_a_browser_that_comes_back_with_an_old_address_gets_nothing_twice(client: FlaskClient, finished: Job) -> None:
    events = follow(client)
    path = f"/v1/videos/vid_1/events?after={events[0]['id']}"
    assert follow(client, path, headers={"Last-Event-ID": events[3]["id"]}) == events[4:]


def test_a_client_that_has_seen_the_end_is_told_not_to_come_back(client: FlaskClient, finished: Job) -> None:
    last = follow(client)[-1]["id"]
    assert client.get("/v1/videos/vid_1/events", headers={"Last-Event-ID": last}).status_code == 204


@pytest.mark.parametrize("number", ["999999", "9" * 18, "9" * 40, "-1", "x", "1.5", "²"])
def test_an_event_that_never_was_does_no_harm(client: FlaskClient, finished: Job, number: str) -> None:
    events = follow(client, headers={"Last-Event-ID": number.encode().decode("latin-1")})
    assert events[-1]["type"] == "video.completed"
    assert client.get(f"/v1/videos/vid_1/events?after={number}").status_code in (200, 400)


def test_the_end_of_a_video_outlives_its_file(client: FlaskClient, finished: Job, container: Container) -> None:
    container.store.mark_expired("vid_1")
    assert [event["type"] for event in follow(client)] == ["video.completed"]


def test_a_cancelled_video_has_failed(client: FlaskClient, container: Container) -> None:
    a_job(container.store)
    container.store.cancel("vid_1")
    last = follow(client)[-1]
    assert (last["type"], last["data"]["status"]) == ("video.failed", "failed")
    assert last["data"]["error"]["code"] == "cancelled"


@pytest.mark.parametrize("base", ["/v1", "/api/v1"])
def test_an_unknown_video_is_not_found(client: FlaskClient, container: Container, base: str) -> None:
    assert client.get(f"{base}/videos/vid_x/events").status_code == 404
    a_job(container.store)
    container.store.cancel("vid_1")
    container.store.mark_expired("vid_1", deleted=True)
    assert client.get(f"{base}/videos/vid_1/events").status_code == 404


def test_changes_arrive_while_they_happen(client: FlaskClient, container: Container) -> None:
    a_job(container.store)
    answer = client.get("/v1/videos/vid_1/events", buffered=False)
    chunks = iter(answer.response)
    assert _next(chunks).startswith(":"), "said before anything happens"
    assert seen(read(_next(chunks))) == [("video.progress", 0, "")]
    for percent in (10.0, 30.0):
        change(container.store, state="rendering", progress=percent)
        assert read(_next(chunks))[0]["data"]["progress"] == percent
    change(container.store, state="completed")
    assert read(_next(chunks))[0]["type"] == "video.completed"
    assert list(chunks) == []


def _next(chunks: Any) -> str:
    chunk = next(chunks)
    return chunk.decode() if isinstance(chunk, bytes) else str(chunk)


def test_progress_does_not_fall_when_the_next_engine_takes_over(client: FlaskClient, container: Container) -> None:
    a_job(container.store)
    for progress in (5.0, 60.0, 20.0, 5.0, 61.0, 90.0):
        change(container.store, state="rendering", progress=progress, activity=f"at {progress}")
    change(container.store, state="failed", reason="timeout")
    progresses = [event["data"]["progress"] for event in follow(client)]
    assert progresses == sorted(progresses)
    assert progresses[-1] == 90, "a video that can't be played is never at 100"


def test_over_the_limit_it_is_503_and_polling_still_works(
    client: FlaskClient, container: Container, finished: Job
) -> None:
    waiters = client.application.extensions["model7"].waiters
    taken = 0
    while waiters.enter():
        taken += 1
    refused = client.get("/v1/videos/vid_1/events")
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (503, "too_many_waiting")
    assert client.get("/v1/videos/vid_1").status_code == 200
    waiters.leave()
    for _ in range(3):
        assert follow(client), "each stream gives its place back"
    assert taken == container.settings.web_threads - 64


def test_a_listener_that_hangs_up_gives_its_place_back(client: FlaskClient, container: Container) -> None:
    a_job(container.store)
    waiters = client.application.extensions["model7"].waiters
    while waiters.enter():
        pass
    waiters.leave()
    answer = client.get("/v1/videos/vid_1/events", buffered=False)
    next(iter(answer.response))
    assert not waiters.enter()
    answer.close()
    assert waiters.enter()


def test_two_listeners_of_two_videos_see_only_their_own(client: FlaskClient, container: Container) -> None:
    for id_ in ("vid_1", "vid_2"):
        a_job(container.store, id_)
    found: dict[str, list[Event]] = {}

    def listen(id_: str) -> None:
        found[id_] = follow(client.application.test_client(), f"/v1/videos/{id_}/events")

    threads = [threading.Thread(target=listen, args=(id_,)) for id_ in ("vid_1", "vid_2")]
    for thread in threads:
        thread.start()
    for percent in range(1, 20):
        change(container.store, "vid_1", state="rendering", progress=float(percent))
        change(container.store, "vid_2", state="rendering", progress=float(percent + 40))
    for id_ in ("vid_1", "vid_2"):
        change(container.store, id_, state="failed", reason="timeout")
    for thread in threads:
        thread.join()
    assert [event["data"]["progress"] for event in found["vid_1"]] == [0, *range(1, 20), 19]
    assert [event["data"]["progress"] for event in found["vid_2"]] == [0, *range(41, 60), 59]
    assert {event["data"]["id"] for event in found["vid_1"]} == {"vid_1"}
