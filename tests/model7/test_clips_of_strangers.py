"""A clip that a vendor sends is looked into where it can do no harm, and goes no further if it is a bomb."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

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
