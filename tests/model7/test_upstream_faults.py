"""Whatever an upstream does: never a hang, never a second paid order, always a video or the fallback."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend import media
from hackathon_backend.jobs import Job
from hackathon_backend.media import probe
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.scenario import PAGE, error
from tests.waiting import comes_true

from .conftest import Opened, timed

pytestmark = pytest.mark.slow

OpenSora = Callable[..., Opened]
SHORT = Scenario(render_seconds=0.3, poll_after_ms=200)
TAKEAWAYS = ["Sora 2 API unavailable", "Showing text explanation instead"]


def scenario(**changes: Any) -> Scenario:
    return Scenario(**({"render_seconds": 0.3, "poll_after_ms": 200} | changes))


def is_video(job: Job) -> dict[str, Any]:
    assert job.reply is not None
    reply = job.reply.row()
    assert job.state == "completed", reply
    info = probe(Path(reply["localPath"]))
    assert info.duration == pytest.approx(reply["durationSeconds"], abs=0.1)
    assert len(reply["keyTakeaways"]) == 3
    assert job.progress == 100
    return reply


def is_fallback(job: Job, reason: str) -> dict[str, Any]:
    assert job.reply is not None
    reply = job.reply.row()
    assert job.state == "failed"
    assert reply["videoUrl"] is None
    assert reply["error"] == "Video generation unavailable"
    assert reply["fallback"] is True
    assert reply["format"] == "text"
    assert reply["keyTakeaways"] == TAKEAWAYS
    assert len(reply["content"]) > 100
    assert reply["reason"] == reason, reply["attempts"]
    assert [attempt["engine"] for attempt in reply["attempts"]] == ["sora"]
    return reply


def test_a_clip_becomes_a_narrated_captioned_video_with_a_poster(sora: OpenSora) -> None:
    with Upstream(SHORT) as upstream:
        reply = is_video(sora(upstream).make(seconds=8.0, size="1280x720"))
        assert len(upstream.creates) == 1
    video = Path(reply["localPath"])
    assert probe(video).has_audio
    assert (probe(video).width, probe(video).height) == (1280, 720)
    assert video.with_suffix(".vtt").read_text("utf-8").startswith("WEBVTT")
    assert video.with_suffix(".webp").read_bytes()[8:12] == b"WEBP"
    details = json.loads(video.with_suffix(".json").read_text("utf-8"))
    assert " ".join(each["text"] for each in details["sentences"]) == " ".join(reply["narration"].split())
    assert (details["quizzes"], details["takeaways"]) == ([], reply["keyTakeaways"])
    assert reply["spritesUrl"] == f"/videos/{video.stem}.sprites.vtt"
    assert f"{video.stem}.sprites.jpg#xywh=" in (video.parent / f"{video.stem}.sprites.vtt").read_text("utf-8")
    assert reply["engine"] == "sora"
    assert reply["model"] == "sora-2"
    assert len(reply["soraPrompt"]) <= 500
    assert comes_true(lambda: not list(video.parent.glob(".work/vid_*")))


def test_a_fault_in_making_the_small_pictures_costs_nothing_but_them(
    sora: OpenSora, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(media, "sprite_sheet", broken)
    with Upstream(SHORT) as upstream:
        reply = is_video(sora(upstream).make())
    assert reply["spritesUrl"] is None
    assert "small pictures" in reply["notes"][-1]


def test_what_the_engine_can_not_do_is_rounded_and_said(sora: OpenSora) -> None:
    with Upstream(SHORT) as upstream:
        reply = is_video(sora(upstream).make(seconds=7.0, size="640x360"))
        fields = upstream.creates[0].fields
    assert (fields["seconds"], fields["size"]) == ("8", "1280x720")
    assert len(reply["notes"]) == 2
    assert "7" in reply["notes"][0]
    assert "640x360" in reply["notes"][1]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (error(400, "invalid_value", "Bad size."), "order_rejected"),
        (error(400, "moderation_blocked", "Blocked by our moderation system."), "prompt_refused"),
        (error(401, "invalid_api_key", "Incorrect API key."), "invalid_api_key"),
        (error(403, None, "Not allowed."), "invalid_api_key"),
        (error(404, None, "No such path."), "order_rejected"),
        (error(429, "rate_limit_exceeded", "Slow down.", headers={"Retry-After": "30"}), "rate_limited"),
        (error(500, None, "Oops."), "engine_error"),
        (Fault(200, PAGE), "engine_error"),
        (Fault(200, {"object": "video"}), "engine_error"),
        (Fault(cut="before"), "engine_error"),
    ],
)
def test_an_order_that_is_not_taken_ends_in_the_fallback_that_says_why(
    sora: OpenSora, fault: Fault, reason: str
) -> None:
    with Upstream(scenario(create=fault)) as upstream, timed():
        is_fallback(sora(upstream).make(), reason)
        assert len(upstream.creates) == 1


def test_a_server_that_is_not_there_ends_in_the_fallback(sora: OpenSora) -> None:
    with Upstream() as upstream:
        pass
    is_fallback(sora(upstream).make(), "engine_unreachable")


@pytest.mark.parametrize(
    "fault",
    [
        Fault(cut="before", taken=True),
        Fault(wait=200, taken=True),
        Fault(cut="inside", taken=True),
        error(500, None, "Oops.", taken=True),
        error(504, None, "Gateway.", taken=True),
        Fault(200, PAGE, taken=True),
    ],
)
def test_an_order_of_unknown_outcome_is_found_in_the_list_and_never_sent_again(sora: OpenSora, fault: Fault) -> None:
    with Upstream(scenario(create=fault)) as upstream, timed():
        is_video(sora(upstream).make())
        assert len(upstream.creates) == 1


def test_a_create_that_hangs_and_was_not_taken_is_a_timeout(sora: OpenSora) -> None:
    with Upstream(scenario(create=Fault(wait=200))) as upstream, timed():
        is_fallback(sora(upstream, max_poll_timeout=3.0).make(), "timeout")
        assert len(upstream.creates) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"poll": Fault(cut="before", times=2)},
        {"poll": error(500, None, "Oops.", times=2)},
        {"poll": Fault(200, PAGE, times=2)},
        {"updates": ({"status": "NOT_START"}, {"status": "pondering", "progress": 50}, {"progress": 20}, {})},
        {"content": Fault(cut="inside", times=2)},
        {"content": error(404, None, "Not ready.", times=2)},
        {"content": Fault(200, b"", times=2)},
        {"content": Fault(200, PAGE, times=1)},
        {"thumbnail": error(404, None, "No such variant.")},
        {"thumbnail": Fault(wait=200)},
        {"poll_after_ms": None},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_paid_clip_survives_errors_on_the_way(sora: OpenSora, changes: dict[str, Any]) -> None:
    with Upstream(scenario(**changes)) as upstream, timed():
        is_video(sora(upstream, max_poll_timeout=20.0).make())
        assert len(upstream.creates) == 1


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        ({"status": "failed", "error": {"code": "server_error", "message": "GPU."}}, "engine_error"),
        ({"status": "failed", "error": None}, "engine_error"),
        ({"status": "failed", "error": {"code": "moderation_blocked", "message": "No."}}, "prompt_refused"),
        ({"status": "cancelled"}, "engine_error"),
    ],
)
@pytest.mark.parametrize("http_status", [200, 500])
def test_a_failed_job_says_why_whatever_its_http_status(
    sora: OpenSora, outcome: dict[str, Any], reason: str, http_status: int
) -> None:
    with Upstream(scenario(outcome=outcome, failed_status=http_status)) as upstream, timed():
        is_fallback(sora(upstream).make(), reason)


def test_a_job_that_never_ends_is_given_up_in_time(sora: OpenSora) -> None:
    with Upstream(scenario(render_seconds=math.inf)) as upstream, timed():
        is_fallback(sora(upstream, max_poll_timeout=2.0).make(), "timeout")


def test_a_video_without_content_is_given_up_in_time(sora: OpenSora) -> None:
    with Upstream(scenario(content=error(404, None, "Nothing here."))) as upstream, timed():
        is_fallback(sora(upstream, max_poll_timeout=3.0).make(), "engine_error")


def test_the_next_engine_takes_over_and_the_reply_says_so(sora: OpenSora) -> None:
    with Upstream(scenario(create=error(500, None, "Oops."))) as upstream:
        job = sora(upstream, video_engines=("sora", "storyboard"), max_poll_timeout=60.0).make(seconds=8.0)
    reply = is_video(job)
    assert reply["engine"] == "storyboard"
    assert [(attempt["engine"], attempt["code"]) for attempt in reply["attempts"]] == [("sora", "engine_error")]


def test_a_topic_that_no_lesson_covers_has_the_same_shape(sora: OpenSora) -> None:
    with Upstream(SHORT) as upstream:
        answered = sora(upstream).make(message="Make a video about black holes", topic="black holes").reply
        assert upstream.creates == []
    assert answered is not None
    reply = answered.row()
    assert (reply["reason"], reply["attempts"]) == ("no_lesson", [])
    assert reply["keyTakeaways"][0] == "No lesson here covers this yet."
    assert "Sora" not in str(reply["keyTakeaways"])


def test_a_key_never_reaches_a_reply(sora: OpenSora) -> None:
    with Upstream(scenario(create=error(401, None, "Incorrect API key provided: sekrit-key."))) as upstream:
        reply = sora(upstream, sora_api_key="sekrit-key").make().reply
    assert "sekrit" not in str(reply)


def test_two_requests_with_the_same_words_are_two_orders(sora: OpenSora) -> None:
    with Upstream(scenario(create=Fault(cut="before", taken=True))) as upstream:
        opened = sora(upstream)
        jobs = [opened.order() for _ in range(3)]
        ended = [opened.container.watch.wait(job.id, 240) for job in jobs]
        assert [job.state for job in ended] == ["completed"] * 3
        assert len(upstream.creates) == 3
        assert len({job.operation_id for job in ended}) == 3, "no two adopt the same order"
