"""Films of brands, made by whichever engine there is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hackathon_backend.films.promos import PromoWords, filled
from hackathon_backend.jobs import PromptRequest
from hackathon_backend.media import StillPicture, as_shown
from hackathon_backend.storyboard import Brand
from tests.upstream import Upstream
from tests.upstream.media import picture

from .conftest import Opened
from .test_upstream_faults import is_video, scenario

pytestmark = pytest.mark.slow


def promo() -> PromptRequest:
    logo = as_shown(picture())
    brand = Brand("Lumo", logo.colour, logo.url, cards=True)
    made = filled("brand-animation", PromoWords("Lumo", line="It leans."), [], brand, language="en")
    return PromptRequest(message=made.prompt, topic="Lumo", storyboard=made.board, pictured=True)


def test_an_engine_that_films_gets_the_prompt_and_the_logo(sora: Callable[..., Opened]) -> None:
    with Upstream(scenario()) as upstream:
        opened = sora(upstream)
        placed, _cached = opened.container.model7.place(promo(), references=[StillPicture("png", picture())])
        job = opened.container.watch.wait(placed.id, 60)
        is_video(job)
        (order,) = upstream.creates
        assert order.fields["prompt"] == promo().message
        assert "input_reference" in order.files


def test_where_filming_fails_the_film_is_drawn(open_house: Callable[..., Opened]) -> None:
    with Upstream(scenario(outcome={"status": "failed", "error": {"code": "x", "message": "No."}})) as upstream:
        opened = open_house(
            video_engines=("sora", "storyboard"), sora_api_key="k", sora_base_url=upstream.url, max_poll_timeout=120.0
        )
        placed, _cached = opened.container.model7.place(promo(), references=[StillPicture("png", picture())])
        job = opened.container.watch.wait(placed.id, 120)
        is_video(job)
        assert job.engine == "storyboard"
        assert not any("reference image" in note for note in job.notes), "the film shows them itself"
