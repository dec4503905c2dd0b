"""Videos longer than an engine's clip are made as several clips, each paid once, and joined under one narration."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.engines.sora.catalogue import SORA_2
from hackathon_backend.jobs import PromptRequest
from hackathon_backend.media import probe
from hackathon_backend.model7.steps.shots import shot_lengths
from tests.server import Server
from tests.upstream import Fault, Scenario, Upstream, tool_call
from tests.upstream.scenario import error
from tests.waiting import comes_true

from .conftest import HOOKS, Opened
from .test_kills import ASK, BRIEF
from .test_upstream_faults import is_fallback, is_video, scenario

pytestmark = pytest.mark.slow

OpenSora = Callable[..., Opened]
FAILED = {"status": "failed", "error": {"code": "server_error", "message": "The GPU ran out of memory."}}
REFUSED = {"status": "failed", "error": {"code": "moderation_blocked", "message": "Not this."}}
DONE = {"status": "completed"}


def ordered(upstream: Upstream) -> list[str]:
    """The lengths that were ordered, in order."""
    return [request.fields["seconds"] for request in upstream.creates]


@pytest.mark.parametrize(
    ("lengths", "seconds", "shots"),
    [
        ((4, 8, 12), 24, (12, 12)),
        ((4, 8, 12), 30, (12, 12, 8)),
        ((4, 8, 12), 60, (12, 12, 12, 12, 12)),
        ((4, 8, 12), 13, (8, 4)),
        ((4, 8, 12), 15, (8, 8)),
        ((4, 8, 12, 16, 20), 45, (16, 16, 12)),
        ((4, 8, 12, 16, 20), 60, (20, 20, 20)),
        ((5, 8), 60, (8, 8, 8, 8, 8, 5, 5, 5, 5)),
    ],
)
def test_the_shots_come_as_close_as_they_can(
    lengths: tuple[float, ...], seconds: float, shots: tuple[float, ...]
) -> None:
    found = shot_lengths(lengths, seconds)
    assert abs(sum(found) - seconds) <= abs(sum(shots) - seconds), found
    assert len(found) <= len(shots)
    assert sum(found) <= 60


def test_a_long_video_is_several_clips_joined_under_one_narration(sora: OpenSora) -> None:
    with Upstream(scenario()) as upstream:
        reply = is_video(sora(upstream).make(seconds=45.0, size="1280x720"))
        prompts = [request.fields["prompt"] for request in upstream.creates]
        keys = {request.headers["idempotency-key"] for request in upstream.creates}
    assert sum(map(int, ordered(upstream))) == 44
    assert len(upstream.creates) == len(set(prompts)) == len(keys) == 3
    assert all(len(prompt) <= 500 for prompt in prompts)
    looks = {prompt[prompt.index("Style:") :] for prompt in prompts}
    assert len(looks) == 1, "one look in all of them"
    video = Path(reply["localPath"])
    assert probe(video).duration == pytest.approx(44, abs=0.5)
    assert probe(video).has_audio
    assert reply["notes"] == ["sora-2 can't make 45 seconds; it makes 44 instead."]
    assert len(reply["narration"].split()) > 40, "said over all of it"
    captions = video.with_suffix(".vtt").read_text("utf-8")
    assert "00:00:2" in captions, "captions go on beyond the first clip"
    assert comes_true(lambda: not list(video.parent.glob(".work/vid_*")))


def test_what_one_clip_can_do_is_one_clip(sora: OpenSora) -> None:
    with Upstream(scenario()) as upstream:
        is_video(sora(upstream).make(seconds=SORA_2.seconds[-1]))
        assert ordered(upstream) == ["20"]


def test_more_than_a_minute_is_a_minute_and_said(sora: OpenSora) -> None:
    with Upstream(scenario()) as upstream:
        reply = is_video(sora(upstream).make(seconds=300.0))
        assert ordered(upstream) == ["20", "20", "20"]
    assert "60 seconds at most" in reply["notes"][0]


def test_a_programs_prompt_is_cut_into_shots_without_a_narration(sora: OpenSora) -> None:
    prompt = "An otter swims. It dives for a shell. It cracks the shell on a stone. It eats. Style: watercolour."
    with Upstream(scenario()) as upstream:
        request = PromptRequest(message=prompt, topic=prompt, seconds=40.0)
        reply = is_video(sora(upstream).make(request))
        prompts = [request.fields["prompt"] for request in upstream.creates]
    assert len(prompts) == 2
    assert all(each.startswith("An otter swims.") and "Style: watercolour." in each for each in prompts)
    assert "dives" in prompts[0] and "stone" in prompts[1]
    assert reply["narration"] == ""


def test_a_failed_shot_is_made_again_alone(sora: OpenSora) -> None:
    with Upstream(scenario(outcomes=(DONE, FAILED, DONE))) as upstream:
        reply = is_video(sora(upstream).make(seconds=60.0))
        prompts = [request.fields["prompt"] for request in upstream.creates]
    assert len(prompts) == 4
    assert prompts[1] == prompts[2]
    assert len({request.headers["idempotency-key"] for request in upstream.creates}) == 4
    assert reply["durationSeconds"] == pytest.approx(60, abs=0.5)
    assert reply["notes"] == []


@pytest.mark.parametrize(("outcomes", "creates"), [((DONE, FAILED, FAILED), 4), ((DONE, REFUSED), 3)])
def test_one_that_can_not_be_made_is_left_out_and_said(
    sora: OpenSora, outcomes: tuple[dict[str, Any], ...], creates: int
) -> None:
    with Upstream(scenario(outcomes=outcomes)) as upstream:
        reply = is_video(sora(upstream).make(seconds=60.0))
        assert len(upstream.creates) == creates
    assert any("Shot 2 of 3" in note for note in reply["notes"])


def test_without_any_shot_there_is_no_video(sora: OpenSora) -> None:
    with Upstream(scenario(outcome=FAILED)) as upstream:
        is_fallback(sora(upstream).make(seconds=40.0), "engine_error")
        assert len(upstream.creates) <= 4


def test_what_is_paid_for_is_kept_when_no_more_is_taken(sora: OpenSora) -> None:
    credit = error(429, "insufficient_quota", "You exceeded your current quota.")
    with Upstream(scenario(create=(Fault(times=1), credit))) as upstream:
        reply = is_video(sora(upstream).make(seconds=60.0))
    assert reply["durationSeconds"] == pytest.approx(20, abs=12)
    assert sum("left out" in note for note in reply["notes"]) == 2


def test_a_lost_order_of_a_shot_is_found_and_not_sent_again(sora: OpenSora) -> None:
    lost = (Fault(times=1), Fault(cut="before", taken=True, times=1), Fault())
    with Upstream(scenario(create=lost)) as upstream:
        reply = is_video(sora(upstream).make(seconds=60.0))
        assert len(upstream.creates) == len(upstream.videos.jobs) == 3
    assert reply["durationSeconds"] == pytest.approx(60, abs=0.5)


def test_a_language_model_writes_the_shots(sora: OpenSora) -> None:
    shots = {"shots": [f"A glowing hook, part {number}" for number in range(3)]}
    replies = (tool_call("make_video", topic="React hooks", language="en"), BRIEF, shots)
    with Upstream(scenario(replies=replies[1:])) as upstream:
        is_video(sora(upstream, openai_base_url=upstream.url).make(seconds=60.0))
        assert [request.fields["prompt"] for request in upstream.creates] == shots["shots"]


@pytest.mark.parametrize("wrong", ["What?", {"shots": ["one"]}, {"shots": 7}, {}])
def test_a_model_that_writes_no_shot_list_is_done_without(sora: OpenSora, wrong: Any) -> None:
    with Upstream(scenario(replies=(BRIEF, wrong))) as upstream:
        is_video(sora(upstream, openai_base_url=upstream.url).make(seconds=40.0))
        assert len(upstream.creates) == 2


def test_progress_never_goes_back(sora: OpenSora) -> None:
    with Upstream(scenario()) as upstream:
        opened = sora(upstream)
        job = opened.container.watch.wait(opened.order(HOOKS, seconds=60.0).id, 60)
        seen = [event.progress for event in opened.container.store.events(job.id)]
    assert seen == sorted(seen)
    assert seen[-1] == 100


def test_killed_in_the_middle_it_goes_on_with_what_is_paid(tmp_path: Path) -> None:
    with Upstream(Scenario(render_seconds=1.5)) as upstream:
        settings = {"video_engines": "sora", "sora_base_url": upstream.url, "sora_api_key": "k"}
        with Server(tmp_path, **settings) as server:
            order = server.order(ASK, options={"seconds": 60})
            for number in (1, 2, 3):
                _until(lambda number=number: len(upstream.creates) >= number)
                server.kill()
                server.start()
            reply = server.wait(order["statusUrl"])
        assert reply["format"] == "video", reply
        assert reply["durationSeconds"] == pytest.approx(60, abs=0.5)
        assert len(upstream.creates) == 3


def _until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 240
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
