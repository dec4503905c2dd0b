"""What is wrong with a request or a model is said before anything is ordered."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.client import VideoGenerationRequest, VideoStatus, create_video_model, creating
from hackathon_backend.errors import RequestError, SettingsError
from hackathon_backend.jobs.models import Status


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"prompt": " \n"}, "prompt"),
        ({"prompt": "x" * 32_001}, "prompt"),
        ({"width": 1280}, "height"),
        ({"height": 720}, "width"),
        ({"width": 0, "height": 720}, "width"),
        ({"width": 1280, "height": 72.5}, "height"),
        ({"duration_seconds": 0}, "duration_seconds"),
        ({"duration_seconds": math.nan}, "duration_seconds"),
        ({"duration_seconds": math.inf}, "duration_seconds"),
    ],
)
def test_a_request_that_makes_no_sense_names_its_field(fields: dict[str, Any], param: str) -> None:
    with pytest.raises(RequestError, match=f"^{param}: ") as caught:
        VideoGenerationRequest(**({"prompt": "x"} | fields))
    assert caught.value.param == param


def test_a_request_can_not_be_changed_and_equal_ones_are_equal() -> None:
    request = VideoGenerationRequest("x", "sora-2", 1280, 720, 8, b"picture")
    assert hash(request) == hash(VideoGenerationRequest("x", "sora-2", 1280, 720, 8, b"picture"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        request.prompt = "y"  # type: ignore[misc]


def test_the_statuses_are_those_of_the_protocol() -> None:
    assert [*map(str, VideoStatus)] == [*map(str, Status)]


@pytest.mark.parametrize(
    "image", [Path("nowhere.png"), "no\0where.png", b"", b"<svg/>", b"\x89PNG" + b"x" * 20_000_001]
)
def test_a_picture_that_is_none_is_refused_before_anything_is_sent(image: str | Path | bytes) -> None:
    model = create_video_model("sora", base_url="http://127.0.0.1:9/v1")
    with pytest.raises(RequestError, match=r"^input_image: "):
        model.create_video(VideoGenerationRequest("x", input_image=image))


@pytest.mark.parametrize("base_url", [None, "http://127.0.0.1:9/v1"])
def test_an_engine_that_there_is_not_is_refused_with_those_that_there_are(base_url: str | None) -> None:
    with pytest.raises(SettingsError, match=r"no engine 'soar'; there are: .*sora.*storyboard"):
        create_video_model("soar", base_url=base_url)


def test_a_server_may_have_engines_that_are_not_here() -> None:
    assert create_video_model("nova", model_variant="nova-2", base_url="http://127.0.0.1:9/v1").model == "nova-2"


@pytest.mark.parametrize(
    ("engine", "options", "why"),
    [
        ("gemini", {}, "GEMINI_API_KEY is not set"),
        ("sora", {}, "SORA_BASE_URL: the engine sora needs the address"),
        ("sora", {"sora_base_url": "gpu"}, "SORA_BASE_URL"),
        ("sora", {"sora_base_urll": "http://gpu/v1"}, "sora_base_url"),
        ("storyboard", {"api_key": "k"}, "takes no key"),
        ("storyboard", {"base_url": "http://127.0.0.1:9/v1", "voice_speed": 1.1}, "voice_speed: a server has settings"),
    ],
)
def test_what_an_engine_misses_is_said_at_once(engine: str, options: dict[str, Any], why: str) -> None:
    with pytest.raises(SettingsError, match=why):
        create_video_model(engine, **options)


def test_a_variant_that_the_engine_has_not_is_refused_with_those_that_it_has() -> None:
    with pytest.raises(RequestError, match=r"no model 'veo3'; it has: gemini-omni"):
        create_video_model("gemini", model_variant="veo3", api_key="k")


def test_an_engine_goes_by_its_own_name_too() -> None:
    create_video_model("gemini", model_variant="gemini", api_key="k").close()


def test_nothing_is_opened_before_it_is_used(tmp_path: Path) -> None:
    create_video_model("storyboard").close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("engine", "name"), [("sora", None), ("runway", "RUNWAYML_API_SECRET"), ("gemini", "GEMINI_API_KEY")]
)
def test_a_key_that_is_given_goes_before_that_of_the_environment(
    engine: str, name: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name or "SORA_API_KEY", "key-of-the-environment")
    common, own = creating._read(engine, "key-that-is-given", {})
    assert "key-that-is-given" in (own[0] if own else common).secrets()
    assert "key-of-the-environment" not in (own[0] if own else common).secrets()
