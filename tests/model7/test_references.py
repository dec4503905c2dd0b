"""Reference images come to the engine, as many as it takes and in their order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hackathon_backend.jobs import PromptRequest
from hackathon_backend.media import StillPicture
from tests.upstream import Upstream
from tests.upstream.media import picture

from .conftest import Opened
from .test_upstream_faults import is_video, scenario

pytestmark = pytest.mark.slow

NOTE = "sora-2 takes 1 reference image; of 3 sent, 2 were left out."


@pytest.mark.parametrize(("seconds", "sent"), [(4, [True]), (40, [True, False])])
def test_the_first_clip_goes_by_the_first_picture(
    sora: Callable[..., Opened], seconds: float, sent: list[bool]
) -> None:
    with Upstream(scenario()) as upstream:
        opened = sora(upstream)
        asked = PromptRequest(message="Otters hold hands.", topic="Otters", seconds=seconds, model="sora-2")
        pictures = [StillPicture("png", picture() + b" " * number) for number in range(3)]
        placed, _cached = opened.container.model7.place(asked, references=pictures)
        assert NOTE in placed.notes
        job = opened.container.watch.wait(placed.id, 60)
        is_video(job)
        assert NOTE in job.notes
        assert ["input_reference" in request.files for request in upstream.creates] == sent


def test_other_pictures_make_another_order(sora: Callable[..., Opened]) -> None:
    with Upstream(scenario()) as upstream:
        model7 = sora(upstream).container.model7
        asked = PromptRequest(message="Otters hold hands.", topic="Otters")
        one, two = StillPicture("png", b"a"), StillPicture("png", b"b")
        ids = [model7.place(asked, references=pictures)[0].id for pictures in ([one, two], [two, one], [one, two])]
        assert ids[0] == ids[2] != ids[1]
