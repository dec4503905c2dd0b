"""The test server itself: real clients get along with it, and its scripts play as written."""

from __future__ import annotations

import io
import time
import wave
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from pydantic import BaseModel

from tests.upstream import SCENARIOS, Fault, Scenario, Upstream, refusal, tool_call, truncated


class Card(BaseModel):
    title: str
    points: list[str]


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream() as server:
        yield server


@pytest.fixture
def client(upstream: Upstream) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(api_key="key", base_url=upstream.url, max_retries=0) as client:
        yield client


def ask(client: openai.OpenAI) -> Any:
    messages = [{"role": "user", "content": "A card about apples"}]
    return client.chat.completions.parse(model="gpt-6-luna", messages=messages, response_format=Card)  # type: ignore[arg-type]


@pytest.mark.filterwarnings("ignore:The Sora API:DeprecationWarning")
def test_the_official_client_makes_downloads_and_deletes_a_video(upstream: Upstream, client: openai.OpenAI) -> None:
    upstream.play(Scenario(render_seconds=0.05, poll_after_ms=20))
    video = client.videos.create_and_poll(prompt="Apples", model="sora-2", seconds="4", size="720x1280")
    assert (video.status, video.seconds, video.size) == ("completed", "4", "720x1280")
    assert client.videos.download_content(video.id).read()[4:8] == b"ftyp"
    assert [each.id for each in client.videos.list()] == [video.id]
    assert client.videos.delete(video.id).deleted
    assert not list(client.videos.list())


def test_an_order_may_come_as_json_too(upstream: Upstream, client: openai.OpenAI) -> None:
    client.post("/videos", body={"prompt": "Apples", "seconds": "8"}, cast_to=object)
    assert upstream.creates[0].fields == {"prompt": "Apples", "seconds": "8"}
    assert len(upstream.videos.jobs) == 1


def test_the_language_model_says_what_it_was_given(upstream: Upstream, client: openai.OpenAI) -> None:
    def echo(request: dict[str, Any]) -> Any:
        return {"title": request["messages"][0]["content"], "points": [request["response_format"]["type"]]}

    upstream.play(Scenario(replies=(echo, {"title": "Pears", "points": []})))
    titles = [ask(client).choices[0].message.parsed.title for _ in range(3)]
    assert titles == ["A card about apples", "Pears", "Pears"]
    assert upstream.requests[0].fields["model"] == "gpt-6-luna"


def test_the_language_model_fails_in_the_ways_they_do(upstream: Upstream, client: openai.OpenAI) -> None:
    upstream.play(Scenario(replies=(refusal("No."), truncated('{"title": "Apples", "points": []}'), "nonsense")))
    assert ask(client).choices[0].message.refusal == "No."
    with pytest.raises(openai.LengthFinishReasonError):
        ask(client)
    with pytest.raises(ValueError, match="JSON"):
        ask(client)
    upstream.play(Scenario(chat=Fault(500)))
    with pytest.raises(openai.InternalServerError):
        ask(client)


def test_the_language_model_calls_tools(upstream: Upstream, client: openai.OpenAI) -> None:
    upstream.play(Scenario(replies=(tool_call("search", query="apples"),)))
    call = ask(client).choices[0].message.tool_calls[0]
    assert (call.function.name, call.function.arguments) == ("search", '{"query": "apples"}')


def test_the_voice_sends_a_sound_as_long_as_its_text(client: openai.OpenAI) -> None:
    data = client.audio.speech.create(model="tts-1", voice="alloy", input="a" * 30, response_format="wav").read()
    with wave.open(io.BytesIO(data)) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(2.0)


def test_it_lists_models(client: openai.OpenAI) -> None:
    assert "gpt-6-luna" in [model.id for model in client.models.list()]


def test_faults_are_played_in_order_and_only_as_often_as_told() -> None:
    faults = (Fault(500, times=2), Fault(times=1), Fault(404))
    statuses = [Scenario(poll=faults).fault("poll", count).status for count in range(5)]
    assert statuses == [500, 500, None, 404, 404]
    assert Scenario(poll=Fault(500, times=1)).fault("poll", 1) == Fault()


def test_only_its_key_opens_it(client: openai.OpenAI, upstream: Upstream) -> None:
    upstream.play(Scenario(key="another"))
    with pytest.raises(openai.AuthenticationError):
        client.models.list()


def test_it_stops_at_once_even_while_it_hangs() -> None:
    with Upstream(Scenario(models=Fault(wait=60))) as upstream:
        client = openai.OpenAI(api_key="key", base_url=upstream.url, max_retries=0, timeout=0.1)
        with client, pytest.raises(openai.APITimeoutError):
            client.models.list()
        began = time.monotonic()
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_every_named_scenario_starts(name: str) -> None:
    with Upstream(SCENARIOS[name]) as upstream:
        assert upstream.url.endswith("/v1")
