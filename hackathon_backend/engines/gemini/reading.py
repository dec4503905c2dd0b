"""What Google tells of an interaction, read with patience: fields are missing, or of other types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..vendors.server import HttpAnswer
from ..vendors.values import Status, status_of, word

ENDED = ("requires_action", "budget_exceeded")
"""Words of Google's own for work that has failed: the first waits for the result of a tool, and nobody offered one.
What is not known is running, and so is "requires_continuation": work in the background goes on by itself.
"""


@dataclass(frozen=True)
class RemoteClip:
    """The video of an interaction: a link to it, or itself in base64."""

    uri: str | None
    data: str | None


@dataclass(frozen=True)
class Interaction:
    """An interaction as it was told. `text` is what the model said in words."""

    id: str
    status_word: str
    clip: RemoteClip | None
    text: str
    fields: Mapping[str, Any]

    @property
    def status(self) -> Status:
        """In the four words of `Progress`. One that is completed without a video has failed; one that was broken off
        with a video has not.
        """
        if self.status_word in ("completed", "incomplete"):
            return "completed" if self.clip else "failed"
        return "failed" if self.status_word in ENDED else status_of(self.status_word)


def interaction_in(answer: HttpAnswer) -> Interaction | None:
    """The interaction that an answer holds; None if there is none."""
    body = answer.body
    if not answer.ok or not isinstance(body, dict):
        return None
    name = body.get("id")
    if not isinstance(name, str) or not name.strip():
        return None
    outputs = [part for step in _steps(body) for part in _parts(step)]
    texts = [part["text"] for part in outputs if isinstance(part.get("text"), str)]
    return Interaction(name.strip(), word(body.get("status")), _clip(body, outputs), " ".join(texts), body)


def step_errors(fields: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The errors that are told of an interaction: its own, then those of its steps."""
    for error in fields.get("errors") or ():
        if isinstance(error, dict):
            yield error
    for step in _steps(fields):
        if isinstance(step.get("error"), dict):
            yield step["error"]


def _clip(body: Mapping[str, Any], outputs: list[Mapping[str, Any]]) -> RemoteClip | None:
    """The last video that there is: the SDK's own shortcut, then the steps."""
    shortcut = body.get("output_video")
    for part in ([shortcut] if isinstance(shortcut, dict) else []) + outputs[::-1]:
        uri, data = part.get("uri"), part.get("data")
        link = uri if isinstance(uri, str) and uri else None
        inline = data if isinstance(data, str) and data else None
        if part.get("type", "video") == "video" and (link or inline):
            return RemoteClip(link, inline)
    return None


def _steps(fields: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What the model has put out, not what it was given."""
    steps = fields.get("steps")
    for step in steps if isinstance(steps, list) else ():
        if isinstance(step, dict) and step.get("type") == "model_output":
            yield step


def _parts(step: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    content = step.get("content")
    for part in content if isinstance(content, list) else ():
        if isinstance(part, dict):
            yield part
