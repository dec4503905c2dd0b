"""A whole house in one process, with a real upstream on the loopback."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from hackathon_backend.app import Container
from hackathon_backend.jobs import Job, LessonRequest, VideoRequest
from hackathon_backend.model7.steps import ordering, turn
from hackathon_backend.settings import Settings
from tests.upstream import Upstream

HOOKS = LessonRequest(message="Can you make a video explaining React hooks?", topic="React hooks")


class Opened:
    """A house at work. `make` orders a video and waits for its end."""

    def __init__(self, container: Container) -> None:
        self.container = container

    def order(self, request: VideoRequest = HOOKS, **values: Any) -> Job:
        return self.container.model7.order(request.model_copy(update=values))

    def make(self, request: VideoRequest = HOOKS, *, timeout: float = 240, **values: Any) -> Job:
        job = self.container.watch.wait(self.order(request, **values).id, timeout)
        assert job.ended, f"still {job.state}: {job.activity}, {job.fault}"
        # The end is told before the step is over, which then tidies up.
        until = time.monotonic() + 10
        while any(each.name == job.id for each in self.container.work.folders()) and time.monotonic() < until:
            time.sleep(0.01)
        return job


OpenHouse = Callable[..., Opened]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Polls and looks follow each other fast: the rhythm is not what is tested."""
    monkeypatch.setattr(turn, "FIRST_POLL", 0.05)
    monkeypatch.setattr(ordering, "FIRST_POLL", 0.05)
    monkeypatch.setattr(ordering, "LOOK_EVERY", 0.1)


@pytest.fixture
def open_house(make_settings: Callable[..., Settings], quick: None) -> Iterator[OpenHouse]:
    """Opens houses and closes them all at the end."""
    opened: list[Container] = []

    def open_(**values: Any) -> Opened:
        container = Container(make_settings(**({"max_poll_timeout": 8.0, "render_workers": 1} | values)))
        container.database.migrate()
        container.runner.start()
        opened.append(container)
        return Opened(container)

    yield open_
    for container in opened:
        container.close()


@contextmanager
def timed() -> Iterator[None]:
    """Fails if what is inside takes as long as a server that hangs: these answer after 200 seconds."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < 190


@pytest.fixture
def sora(open_house: OpenHouse) -> Callable[..., Opened]:
    """A house whose only engine is `sora`, with the key "k", at the given upstream."""

    def open_(upstream: Upstream, **values: Any) -> Opened:
        return open_house(**({"video_engines": ("sora",), "sora_api_key": "k", "sora_base_url": upstream.url} | values))

    return open_
