"""Vendors that call when a video has ended: the job asks at once, and nobody who does not know the secret is heard."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from standardwebhooks import Webhook
from werkzeug.test import TestResponse

from hackathon_backend.app import Container
from hackathon_backend.jobs import Job, State
from hackathon_backend.settings import Settings
from tests.upstream import Scenario, Upstream

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PATH = "/api/v1/webhooks/sora"
FAR = 3_600_000
"""Milliseconds after which the vendor wants to be asked again: no poll comes in time."""


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream(Scenario(render_seconds=FAR, poll_after_ms=FAR)) as server:
        yield server


@pytest.fixture
def container(make_settings: Callable[..., Settings], upstream: Upstream) -> Iterator[Container]:
    settings = make_settings(
        video_engines=("sora",),
        sora_base_url=upstream.url,
        sora_webhook_secret=SECRET,
        public_url="https://lessons.example.org",
        render_workers=1,
        narration_audio="off",
    )
    opened = Container(settings)
    opened.database.migrate()
    opened.runner.start()
    yield opened
    opened.close()


def call(
    client: FlaskClient, event: object, *, age: float = 0, number: str = "msg_1", secret: str = SECRET
) -> TestResponse:
    body, at = json.dumps(event), datetime.now(UTC) - timedelta(seconds=age)
    headers = {
        "webhook-id": number,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(number, at, body),
    }
    return client.post(PATH, data=body, headers=headers, content_type="application/json")


def until(container: Container, video: str, is_so: Callable[[Job], bool]) -> Job:
    limit = time.monotonic() + 60
    while not is_so(job := container.store.get(video)):
        assert time.monotonic() < limit, (job.state, job.activity)
        time.sleep(0.02)
    return job


@pytest.fixture
def asleep(client: FlaskClient, container: Container, upstream: Upstream) -> Job:
    """A video that the vendor has finished, while the job sleeps until its next poll."""
    made = client.post("/v1/videos", json={"prompt": "A red panda draws a graph", "seconds": 4})
    polled = until(container, made.get_json()["id"], lambda job: job.engine_percent is not None and not job.lease_token)
    upstream.play(Scenario(poll_after_ms=FAR))
    return polled


def finished(job: Job) -> dict[str, object]:
    assert job.operation is not None
    return {"type": "video.completed", "data": {"id": job.operation["id"]}}


def test_a_call_has_the_job_ask_at_once(client: FlaskClient, container: Container, asleep: Job) -> None:
    answer = call(client, finished(asleep))
    assert (answer.status_code, answer.get_json()) == (200, {"received": True, "woken": True})
    assert until(container, asleep.id, lambda job: job.ended).state == State.COMPLETED


def test_the_same_call_again_is_ignored(client: FlaskClient, asleep: Job) -> None:
    event = finished(asleep) | {"type": "video.failed"}
    assert call(client, event).get_json()["woken"]
    assert call(client, event).get_json() == {"received": True, "woken": False}


@pytest.mark.parametrize(
    "wrong", [{"secret": "whsec_" + "A" * 32}, {"age": 600}, {"age": -600}], ids=["signature", "old", "from the future"]
)
def test_a_call_that_is_not_signed_as_it_should_be_changes_nothing(
    client: FlaskClient, container: Container, asleep: Job, wrong: dict[str, object]
) -> None:
    answer = call(client, finished(asleep), **wrong)  # type: ignore[arg-type]
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (401, "signature_refused")
    assert client.post(PATH, json=finished(asleep)).status_code == 401
    assert container.store.get(asleep.id).wake_at == asleep.wake_at


@pytest.mark.parametrize(
    "event",
    [
        {"type": "video.completed", "data": {"id": "video_of_somebody_else"}},
        {"type": "response.completed", "data": {"id": "resp_1"}},
        {"type": "video.completed", "data": {"id": 7}},
        {"type": "video.completed"},
        [],
        None,
    ],
)
def test_a_call_about_something_else_is_received_and_wakes_nobody(client: FlaskClient, event: object) -> None:
    assert call(client, event).get_json() == {"received": True, "woken": False}


def test_a_vendor_of_whom_nothing_is_expected_is_not_there(client: FlaskClient) -> None:
    for engine in ("storyboard", "nobody", "..%2f"):
        assert client.post(f"/api/v1/webhooks/{engine}", json={}).status_code == 404


def test_a_call_is_no_proof(client: FlaskClient, container: Container, upstream: Upstream, asleep: Job) -> None:
    upstream.play(Scenario(render_seconds=FAR, poll_after_ms=FAR))
    polls = len(upstream.requests)
    assert call(client, finished(asleep)).get_json()["woken"]
    until(container, asleep.id, lambda job: len(upstream.requests) > polls and not job.lease_token)
    assert container.store.get(asleep.id).state == State.RENDERING
