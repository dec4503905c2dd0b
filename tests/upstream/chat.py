"""The language model and the voice: OpenAI's shapes, scripted words."""

from __future__ import annotations

import itertools
import json
import re
import time
from collections.abc import Mapping
from typing import Any

from .http import Reply, Request, error_reply, json_reply
from .media import speech
from .scenario import ChatReply, Scenario


def refusal(text: str) -> dict[str, Any]:
    """A reply that refuses."""
    return _choice({"role": "assistant", "content": None, "refusal": text}, "stop")


def truncated(text: str) -> dict[str, Any]:
    """A reply that ran into the limit on tokens in the middle of `text`."""
    return _choice({"role": "assistant", "content": text[: len(text) // 2], "refusal": None}, "length")


def tool_call(name: str, **arguments: Any) -> dict[str, Any]:
    """A reply that calls a tool."""
    function = {"name": name, "arguments": json.dumps(arguments)}
    calls = [{"id": "call_1", "type": "function", "function": function}]
    return _choice({"role": "assistant", "content": None, "refusal": None, "tool_calls": calls}, "tool_calls")


def _choice(message: Mapping[str, Any], reason: str) -> dict[str, Any]:
    return {"choices": [{"index": 0, "message": dict(message), "logprobs": None, "finish_reason": reason}]}


def _streamed(body: Mapping[str, Any]) -> Reply:
    """The same in pieces of a word each, as OpenAI sends them."""
    choice = body["choices"][0]
    message = choice["message"]
    pieces: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
    pieces += [{"content": word} for word in re.findall(r"\s*\S+\s*$|\s*\S+", message.get("content") or "")]
    if message.get("refusal"):
        pieces.append({"refusal": message["refusal"]})
    for index, call in enumerate(message.get("tool_calls") or ()):
        arguments = call["function"]["arguments"]
        half = len(arguments) // 2
        pieces.append({"tool_calls": [{**call, "index": index, "function": {**call["function"], "arguments": ""}}]})
        for part in (arguments[:half], arguments[half:]):
            pieces.append({"tool_calls": [{"index": index, "function": {"arguments": part}}]})
    ends = [(piece, None) for piece in pieces] + [({}, choice["finish_reason"])]
    chunks = [
        {**body, "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}
        for delta, reason in ends
    ]
    lines = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks)
    return Reply(200, f"{lines}data: [DONE]\n\n".encode(), {"Content-Type": "text/event-stream"})


class Chat:
    """Answers chat completions with the scenario's replies."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._turns = itertools.count()

    def complete(self, request: Request) -> Reply:
        """POST /chat/completions."""
        if not request.fields.get("messages"):
            return error_reply(400, "Missing required parameter: 'messages'.", "missing_required_parameter", "messages")
        replies = self.scenario.replies
        said: ChatReply = replies[min(next(self._turns), len(replies) - 1)]
        body = self._body(said(request.fields) if callable(said) else said, request.fields)
        return _streamed(body) if request.fields.get("stream") else json_reply(body)

    def models(self) -> Reply:
        """GET /models."""
        names = ("gpt-6-luna", "sora-2", "sora-2-pro")
        data = [{"id": name, "object": "model", "created": 1, "owned_by": "upstream"} for name in names]
        return json_reply({"object": "list", "data": data})

    def speech(self, request: Request) -> Reply:
        """POST /audio/speech, always a WAV."""
        text = str(request.fields.get("input", ""))
        if not text:
            return error_reply(400, "Missing required parameter: 'input'.", "missing_required_parameter", "input")
        return Reply(200, speech(text), {"Content-Type": "audio/wav"})

    def _body(self, said: Any, fields: Mapping[str, Any]) -> dict[str, Any]:
        if not (isinstance(said, Mapping) and "choices" in said):
            text = said if isinstance(said, str) else json.dumps(said)
            said = _choice({"role": "assistant", "content": text, "refusal": None}, "stop")
        usage = {"prompt_tokens": 10, "completion_tokens": 10, "total_tokens": 20}
        known = {"id": "chatcmpl-1", "object": "chat.completion", "created": int(time.time()), "usage": usage}
        return {**known, "model": fields.get("model", "gpt-6-luna"), **said}
