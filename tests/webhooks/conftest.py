"""A house whose webhooks go to a receiver on this machine."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from hackathon_backend.app import Container
from hackathon_backend.jobs import Job, JobStore, PromptRequest
from hackathon_backend.settings import Settings
from hackathon_backend.webhooks import dispatcher, outbox

from .receiver import Receiver

SECRET = "whsec_" + base64.b64encode(b"thirty-two bytes, more or less..").decode()

MakeHouse = Callable[..., Container]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


@pytest.fixture
def make_house(make_settings: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeHouse]:
    """Houses that make no videos: whose dispatcher is at work unless it shall not be (`sends`)."""
    monkeypatch.setattr(outbox, "PAUSES", (0.01, 0.02, 0.03))
    monkeypatch.setattr(dispatcher, "SWEEP_SECONDS", 0.2)
    opened: list[Container] = []

    def make(*, sends: bool = True, **values: Any) -> Container:
        container = Container(make_settings(**({"webhook_secret": SECRET, "render_workers": 1} | values)))
        container.database.migrate()
        if sends and container.dispatcher is not None:
            container.dispatcher.start()
        opened.append(container)
        return container

    yield make
    for container in opened:
        container.close()


def a_job(store: JobStore, id_: str = "vid_1", **request: Any) -> Job:
    """A job that nobody works on."""
    now = time.time()
    own = PromptRequest.model_validate({"message": "x", "topic": "x", **request})
    return store.create(Job(id=id_, created_at=now, wake_at=now + 600, request=own, engines=["storyboard"]))


def end(store: JobStore, id_: str = "vid_1", **values: Any) -> Job:
    return store.change(store.get(id_), None, {"state": "completed", **values})
