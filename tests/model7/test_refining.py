"""A prompt is refined in the background, once, and both are told: the order's and what became of it."""

from __future__ import annotations

import time
from typing import Any

import pytest

from hackathon_backend.jobs import Job, PromptRequest, State
from hackathon_backend.model7.steps import briefing
from hackathon_backend.writers.refining.refiner import Refiner
from tests.upstream import Scenario, Upstream

from .conftest import Opened, OpenHouse

FOX = PromptRequest(message="A fox in snow", topic="A fox in snow", refine=True)
BETTER = {"prompt": "A red fox trots through powder snow, tracking shot, blue light."}


def house(open_house: OpenHouse, upstream: Upstream, **values: Any) -> Opened:
    return open_house(video_engines=("sora",), sora_api_key="k", sora_base_url=upstream.url, **values)


def ordered(upstream: Upstream) -> list[str]:
    return [str(each.fields["prompt"]) for each in upstream.requests if each.fields.get("prompt")]


@pytest.mark.slow
def test_the_engine_gets_the_refined_prompt_and_the_reply_has_both(open_house: OpenHouse) -> None:
    with Upstream(Scenario(replies=(BETTER,))) as upstream:
        job = house(open_house, upstream, refine_base_url=upstream.url).make(FOX)
        assert ordered(upstream) == [BETTER["prompt"]]
    assert job.refined is not None
    assert job.refined.refiner == "model"
    assert job.reply is not None
    assert (job.reply.prompt, job.reply.refined_prompt) == (FOX.message, BETTER["prompt"])
    assert job.request.message == FOX.message


@pytest.mark.slow
def test_without_a_model_rules_refine_and_the_notes_say_so(open_house: OpenHouse) -> None:
    with Upstream(Scenario()) as upstream:
        job = house(open_house, upstream).make(FOX, refine=False, refinement="at night")
        assert ordered(upstream)[0].startswith("A fox in snow. At night, ")
    assert job.reply is not None
    assert any(note.startswith("Refined by rules") for note in job.reply.notes)


@pytest.mark.slow
def test_who_does_not_ask_gets_no_refinement(open_house: OpenHouse) -> None:
    with Upstream(Scenario(replies=(BETTER,))) as upstream:
        job = house(open_house, upstream, refine_base_url=upstream.url).make(FOX, refine=False)
        assert ordered(upstream) == [FOX.message]
    assert job.refined is None


@pytest.mark.slow
def test_a_worker_that_fails_after_refining_pays_the_model_once(open_house: OpenHouse, monkeypatch: Any) -> None:
    of_prompt, failed = briefing._of_prompt, list[bool]()

    def fails_once(*arguments: Any) -> Any:
        if not failed:
            failed.append(True)
            raise OSError("The disk is gone.")
        return of_prompt(*arguments)

    monkeypatch.setattr(briefing, "_of_prompt", fails_once)
    with Upstream(Scenario(replies=(BETTER,))) as upstream:
        job = house(open_house, upstream, refine_base_url=upstream.url).make(FOX)
        asked = [each for each in upstream.requests if each.fields.get("messages")]
    assert failed
    assert len(asked) == 1
    assert job.refined is not None
    assert job.refined.refined == BETTER["prompt"]


def briefed(opened: Opened, *, engine: str, **values: Any) -> Job:
    """The job as soon as it has a brief for the engine; its film is not waited for."""
    job = opened.order(FOX, **values)
    while job.at_engine != engine or job.state == State.BRIEFING:
        assert not job.ended, job.reply
        time.sleep(0.02)
        job = opened.container.store.get(job.id)
    opened.container.model7.cancel(job.id)
    return job


def test_what_was_refined_for_a_camera_is_not_drawn(open_house: OpenHouse) -> None:
    with Upstream(Scenario(outcome={"status": "failed"})) as upstream:
        engines = ("sora", "storyboard")
        opened = open_house(video_engines=engines, sora_api_key="k", sora_base_url=upstream.url)
        said = "Otters hold hands while they sleep. So they do not drift apart."
        job = briefed(opened, engine="storyboard", message=said, seconds=8)
    assert job.refined is not None
    assert "shot" in job.refined.refined
    assert job.brief is not None
    assert job.brief.storyboard is not None
    assert "shot" not in job.brief.narration


@pytest.mark.slow
def test_a_storyboard_is_not_refined(open_house: OpenHouse, monkeypatch: Any) -> None:
    monkeypatch.setattr(Refiner, "refine", lambda *_, **__: 1 / 0)
    board = {"title": "T", "scenes": [{"type": "title", "title": "Tides", "narration": "The sea rises and falls."}]}
    job = briefed(open_house(), engine="storyboard", message='{"scenes": []}', storyboard=board)
    assert job.refined is not None
    assert "drawn as it is" in job.refined.notes[0]
