"""A model that fails is asked once and then left alone, for as long as its failure lasts; the operator hears of it."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from hackathon_backend.errors import WriterError, WriterUnreachable
from hackathon_backend.writers.llm.chat_model import ChatModel
from hackathon_backend.writers.llm.health import SENSELESS_IN_A_ROW, ModelFault, ModelHealth
from hackathon_backend.writers.llm.protocol import ModelText
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.chat import refusal, truncated
from tests.upstream.scenario import PAGE, error

HELLO: list[ModelText] = [{"role": "user", "content": "Hello"}]


def model(upstream: Upstream, timeout: float = 30) -> ChatModel:
    return ChatModel("sekrit-key", upstream.url, "gpt-6-luna", timeout=timeout)


def left(of: ChatModel) -> float:
    now = of.health.condition
    assert now.until is not None
    assert now.since is not None
    return now.until - now.since


@pytest.mark.parametrize(
    ("fault", "rest"),
    [
        (error(401, "invalid_api_key", "Incorrect API key provided: sekrit-key."), 3600),
        (error(403, None, "Not in your country."), 3600),
        (error(404, "model_not_found", "No such model."), 300),
        (error(429, "insufficient_quota", "No credit."), 900),
        (error(429, None, "Slow down.", headers={"Retry-After": "77"}), 77),
        (error(429, None, "Slow down.", headers={"retry-after-ms": "1500"}), 1.5),
        (error(429, None, "Slow down."), 30),
        (error(503, None, "Overloaded.", headers={"Retry-After": "9"}), 9),
        (error(500, None, "Oops."), 5),
        (Fault(cut="before"), 30),
        (Fault(wait=60), 30),
        (Fault(200, PAGE), 30),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_failure_is_met_once_and_remembered_by_its_kind(
    fault: Fault, rest: float, caplog: pytest.LogCaptureFixture
) -> None:
    with Upstream(Scenario(chat=fault)) as upstream:
        asked = model(upstream, timeout=1 if fault.wait else 30)
        for _ in range(3):
            with pytest.raises(WriterUnreachable) as raised:
                asked.turn(HELLO)
            assert "OPENAI" not in raised.value.message
        assert len(upstream.requests) == 1
    assert left(asked) == pytest.approx(rest, abs=1)
    assert "sekrit" not in str(asked.health.condition.why)
    assert [each.levelno for each in caplog.records if each.name.endswith("llm.health")] == [logging.WARNING]


def test_a_fault_of_one_request_says_nothing_of_the_next() -> None:
    with Upstream(Scenario(chat=error(400, None, "That is too long.", times=1))) as upstream:
        asked = model(upstream)
        with pytest.raises(WriterError):
            asked.turn(HELLO)
        assert asked.turn(HELLO).text


def test_after_its_rest_a_single_call_tries_it_again_and_all_is_forgotten_when_it_works() -> None:
    now = [1000.0]
    health = ModelHealth(clock=lambda: now[0])
    fault = ModelFault("server_error", "It is broken.", rest=5, longest=120)
    health.failed(fault)
    now[0] += 5.1
    health.admit()
    with pytest.raises(WriterUnreachable):
        health.admit()
    health.failed(fault)
    assert health.condition.until == now[0] + 10  # twice in a row
    health.worked()
    health.admit()
    assert not health.condition.resting


def test_answers_are_limited_by_whichever_name_the_server_knows() -> None:
    unknown = error(400, "unsupported_parameter", "Unsupported parameter: 'max_tokens' is not supported.", times=1)
    with Upstream(Scenario(chat=unknown)) as upstream:
        asked = model(upstream)
        asked.turn(HELLO)
        asked.turn(HELLO)
        limits = [
            {name: value for name, value in each.fields.items() if name.startswith("max_")}
            for each in upstream.requests
        ]
    assert limits == [{"max_tokens": 4000}, {"max_completion_tokens": 4000}, {"max_completion_tokens": 4000}]


@pytest.mark.parametrize(
    "message",
    [
        {"content": {"text": "no"}},
        {"content": 7},
        {"tool_calls": {"function": {}}},
        {"tool_calls": [{"function": {"arguments": [1]}}]},
        {"tool_calls": "make_video"},
        {"content": []},
    ],
    ids=str,
)
@pytest.mark.parametrize("streamed", [False, True])
def test_answers_of_wrong_types_are_errors_and_nothing_is_said_of_them(
    message: dict[str, Any], *, streamed: bool
) -> None:
    said: list[str] = []
    key = "delta" if streamed else "message"
    choice = {"choices": [{"index": 0, key: {"role": "assistant", **message}, "finish_reason": "stop"}]}
    with Upstream(Scenario(chat=_body(choice, streamed=streamed))) as upstream, pytest.raises(WriterError):
        model(upstream).turn(HELLO, say=said.append if streamed else None)
    assert said == []


def test_text_in_parts_and_arguments_as_an_object_are_read() -> None:
    parts = {"choices": [{"message": {"content": [{"type": "text", "text": "Hel"}, {"type": "text", "text": "lo"}]}}]}
    call = {"choices": [{"message": {"tool_calls": [{"function": {"arguments": {"topic": "hooks"}}}]}}]}
    with Upstream(Scenario(replies=(parts, call))) as upstream:
        asked = model(upstream)
        assert asked.turn(HELLO).text == "Hello"
        assert asked.turn(HELLO).called == {"topic": "hooks"}


def _body(choice: dict[str, Any], *, streamed: bool) -> Fault:
    if not streamed:
        return Fault(200, choice)
    return Fault(
        200, f"data: {json.dumps(choice)}\n\ndata: [DONE]\n\n".encode(), headers={"Content-Type": "text/event-stream"}
    )


NONSENSE: list[Any] = [
    refusal("I can't help with that."),
    truncated("It is as it is."),
    {"choices": [{"message": {"content": "  "}}]},
    {"choices": []},
]


@pytest.mark.parametrize("reply", NONSENSE, ids=str)
def test_a_model_that_answers_without_sense_again_and_again_is_left_alone(reply: Any) -> None:
    with Upstream(Scenario(replies=(reply,))) as upstream:
        asked = model(upstream)
        for _ in range(SENSELESS_IN_A_ROW + 2):
            with pytest.raises(WriterError):
                asked.turn(HELLO)
        assert len(upstream.requests) == SENSELESS_IN_A_ROW
    assert "CHAT_MODEL" in str(asked.condition.why)


def test_a_model_that_talks_well_is_still_asked_when_its_scripts_are_not() -> None:
    def says(fields: dict[str, Any]) -> str:
        return "Here you are: {" if "response_format" in fields else "Good day."

    with Upstream(Scenario(replies=(says,))) as upstream:
        asked = model(upstream)
        for _ in range(SENSELESS_IN_A_ROW + 2):
            assert asked.turn(HELLO).text == "Good day."
            with pytest.raises(WriterError):
                asked.structured(HELLO, "brief", {"type": "object"}, dict)
        assert sum("response_format" in each.fields for each in upstream.requests) == SENSELESS_IN_A_ROW
    assert not asked.health.is_resting
    assert not asked.can_write
    assert asked.condition.resting


def test_sense_once_in_a_while_is_enough() -> None:
    mixed = ("{", "{", "{", "{}", "{", "{", "{", "{}")
    with Upstream(Scenario(replies=mixed)) as upstream:
        asked = model(upstream)
        for reply in mixed:
            if reply == "{}":
                assert asked.structured(HELLO, "brief", {}, dict) == {}
                continue
            with pytest.raises(WriterError):
                asked.structured(HELLO, "brief", {}, dict)
    assert asked.can_write
