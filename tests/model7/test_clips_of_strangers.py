"""A clip that a vendor sends is looked into where it can do no harm, and goes no further if it is a bomb."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hackathon_backend.errors import MediaError
from hackathon_backend.films.pool import RenderPool
from hackathon_backend.films.pooled.media import PooledMedia
from hackathon_backend.jobs import State
from tests import bombs
from tests.model7.conftest import Opened
from tests.upstream import Scenario, Upstream
from tests.upstream.scenario import Fault


@pytest.mark.slow
@pytest.mark.parametrize("bomb", [bombs.long_film, lambda folder: bombs.film_of_many_tracks(folder, 100_000)])
def test_a_clip_that_is_a_bomb_is_not_used(
    sora: Callable[..., Opened], tmp_path: Path, bomb: Callable[[Path], bytes]
) -> None:
    sent = {"Content-Type": "video/mp4"}
    with Upstream(Scenario(content=Fault(status=200, body=bomb(tmp_path), headers=sent))) as upstream:
        job = sora(upstream).make()
    assert job.filename is None
    assert job.state in (State.COMPLETED, State.FAILED)
    assert "not a playable video" in str(job.attempts)


@pytest.fixture
def pool() -> Iterator[RenderPool]:
    opened = RenderPool(1)
    yield opened
    opened.stop()


@pytest.mark.slow
def test_work_on_clips_is_done_in_another_process_and_a_clip_that_kills_it_is_an_error(pool: RenderPool) -> None:
    apart = PooledMedia(pool)
    assert apart(os.getpid) != os.getpid()
    with pytest.raises(MediaError, match="processes end at it"):
        apart(os._exit, 1)
    assert apart(os.getpid) != os.getpid()


@pytest.mark.slow
def test_a_vendors_clip_is_finished_apart(sora: Callable[..., Opened], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    usual = PooledMedia.__call__

    def noted(self: PooledMedia, work: Callable[..., object], *arguments: object, **named: object) -> object:
        seen.append(work.__name__)
        return usual(self, work, *arguments, **named)

    monkeypatch.setattr(PooledMedia, "__call__", noted)
    with Upstream(Scenario(render_seconds=0.1)) as upstream:
        job = sora(upstream).make()
    assert job.state == State.COMPLETED
    assert {"add_speech", "add_tracks", "poster", "sprite_sheet", "probe"} <= set(seen)
    assert job.reply and job.reply.captions_url and job.reply.thumbnail_url
