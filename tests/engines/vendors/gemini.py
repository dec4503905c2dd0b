"""Google's Interactions API as google-genai 3.6 speaks it: `/{version}/interactions`, `/files` and `/models`.

    with GeminiVendor(GeminiScript(create=Fault(503))) as vendor:
        engine = GeminiEngine("key", vendor.origin)

Interactions have no list: whoever loses an id has lost the order.
"""

from __future__ import annotations

import base64
import itertools
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.upstream.http import Reply, Request, json_reply
from tests.upstream.loopback import Loopback, Route
from tests.upstream.media import film
from tests.upstream.scenario import Fault, Faults, Script
from tests.upstream.videos import ranged

SIZES = {"16:9": (320, 180), "9:16": (180, 320)}
"""Small ones: the films are real, and nobody looks at them."""


@dataclass(frozen=True)
class GeminiScript(Script):
    """How the vendor behaves. Fields named after requests hold their faults, in order.

    An interaction is queued and in progress for as many seconds each, then has `status`, if it is completed with its
    video as `delivery` says ("none": without one, "text": with `text` alone), and the fields of `outcome` over all.
    The n-th of `updates` is laid over the n-th poll, the last over all that follow. Links hold for `link_seconds`;
    each look at an interaction gives a new one. `moved`: files are elsewhere, at this address. `key` is the only key
    that is accepted.
    """

    create: Faults = ()
    poll: Faults = ()
    cancel: Faults = ()
    content: Faults = ()
    model: Faults = ()

    queue_seconds: float = 0.0
    render_seconds: float = 0.0
    status: str = "completed"
    delivery: Literal["uri", "inline", "none", "text"] = "uri"
    text: str = "I can't make this video."
    outcome: Mapping[str, Any] = field(default_factory=dict)
    updates: tuple[Mapping[str, Any], ...] = ()
    link_seconds: float = 172_800.0
    ranges: bool = True
    moved: str | None = None
    key: str | None = None


def google_error(status: int, word: str, message: str, *details: Mapping[str, Any], **more: Any) -> Fault:
    """An error as Google writes it: `word` is a code of google.rpc, as INVALID_ARGUMENT."""
    error = {"code": status, "message": message, "status": word, "details": list(details)}
    return Fault(status, {"error": error}, **more)


def reason(word: str) -> dict[str, Any]:
    """A detail that says why, as API_KEY_INVALID."""
    return {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": word, "domain": "googleapis.com"}


def retry_in(seconds: float) -> dict[str, Any]:
    """A detail that says when to come again."""
    return {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": f"{seconds:g}s"}


def quota(name: str) -> dict[str, Any]:
    """A detail that says which quota is used up, as GenerateRequestsPerDayPerProjectPerModel."""
    violation = {"quotaMetric": "generativelanguage.googleapis.com/requests", "quotaId": name}
    return {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [violation]}


@dataclass
class _Interaction:
    fields: dict[str, Any]
    began: float
    polls: int = 0
    cancelled: bool = False


class GeminiVendor(Loopback):
    """`interactions` are those that were taken, by id; `creates` are the orders that arrived, taken or not."""

    scenario: GeminiScript

    def __init__(self, script: GeminiScript | None = None, *, port: int = 0) -> None:
        super().__init__(port=port)
        self.scenario = script or GeminiScript()
        self.interactions: dict[str, _Interaction] = {}
        self._links: dict[str, tuple[str, float]] = {}
        self._numbers = itertools.count(1)

    @property
    def creates(self) -> list[Request]:
        """The orders that arrived."""
        return [each for each in self.requests if each.method == "POST" and each.path.endswith("/interactions")]

    def play(self, script: GeminiScript) -> None:
        """Go on by another script; interactions stay, the faults begin anew."""
        with self._lock:
            self.scenario = script
            self._counts.clear()

    def add(self, **fields: Any) -> str:
        """Put an interaction there, as if it had been ordered now. Returns its id."""
        name = f"v1_{next(self._numbers):03}"
        self.interactions[name] = _Interaction({"model": "gemini-omni-1.2-flash", **fields}, time.time())
        return name

    def turned_away(self, request: Request) -> Reply | None:
        """A request with another key than the script's."""
        if self.scenario.key in (None, request.headers.get("x-goog-api-key")):
            return None
        wrong = google_error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.")
        return json_reply(wrong.body | {"error": wrong.body["error"] | {"details": [reason("API_KEY_INVALID")]}}, 400)

    def unknown(self, request: Request) -> Reply:
        """As Google says it."""
        return _error(404, "NOT_FOUND", f"Method not found: {request.method} {request.path}")

    def route(self, request: Request) -> Route | None:
        """What a request is for."""
        match request.method, request.path.strip("/").split("/")[1:]:
            case "POST", ["interactions"]:
                return "create", lambda: self._create(request)
            case "GET", ["interactions", name]:
                return "poll", lambda: self._shown(name, polled=True)
            case "POST", ["interactions", name, "cancel"]:
                return "cancel", lambda: self._cancel(name)
            case "GET", ["files", file] if file.endswith(":download"):
                return "content", lambda: self._content(request, file.removesuffix(":download"))
            case "GET", ["models", name]:
                return "model", lambda: json_reply({"name": f"models/{name}", "displayName": name})
        return None

    def _create(self, request: Request) -> Reply:
        fields = request.fields
        source = fields.get("previous_interaction_id")
        if source is not None and source not in self.interactions:
            return _error(404, "NOT_FOUND", f"Interaction {source} not found.")
        wrong = _wrong(fields)
        if wrong:
            return _error(400, "INVALID_ARGUMENT", wrong)
        return self._shown(self.add(**fields))

    def _cancel(self, name: str) -> Reply:
        if name in self.interactions:
            self.interactions[name].cancelled = True
        return self._shown(name)

    def _shown(self, name: str, polled: bool = False) -> Reply:
        interaction = self.interactions.get(name)
        if interaction is None:
            return _error(404, "NOT_FOUND", f"Interaction {name} not found.")
        body = {
            "id": name,
            "object": "interaction",
            "model": interaction.fields["model"],
            "created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(interaction.began)),
            **self._state(name, interaction),
        }
        if polled:
            interaction.polls += 1
            if updates := self.scenario.updates:
                body |= updates[min(interaction.polls, len(updates)) - 1]
        return json_reply(body)

    def _state(self, name: str, interaction: _Interaction) -> dict[str, Any]:
        script, age = self.scenario, time.time() - interaction.began
        if interaction.cancelled:
            return {"status": "cancelled"}
        if age < script.queue_seconds:
            return {"status": "queued"}
        if age < script.queue_seconds + script.render_seconds:
            return {"status": "in_progress", "steps": [{"type": "thought", "signature": "EpcwCpQw"}]}
        if script.status != "completed":
            return {"status": script.status, **script.outcome}
        steps = [{"type": "thought", "signature": "EpcwCpQw"}, {"type": "model_output", "content": self._output(name)}]
        return {"status": "completed", "steps": steps, **script.outcome}

    def _output(self, name: str) -> list[dict[str, Any]]:
        match self.scenario.delivery:
            case "uri":
                return [{"type": "video", "mime_type": "video/mp4", "uri": self._link(name)}]
            case "inline":
                data = base64.b64encode(self.film_of(name)).decode()
                return [{"type": "video", "mime_type": "video/mp4", "data": data}]
            case "text":
                return [{"type": "text", "text": self.scenario.text}]
        return []

    def _link(self, name: str) -> str:
        file = f"f{next(self._numbers):03}"
        self._links[file] = (name, time.time() + self.scenario.link_seconds)
        if self.scenario.moved is not None:
            return f"{self.scenario.moved}/v1beta/files/{file}:download?alt=media"
        return f"https://generativelanguage.googleapis.com/v1beta/files/{file}:download?alt=media"

    def film_of(self, name: str) -> bytes:
        """The finished video of an interaction; an extension holds what it extends."""
        fields = self.interactions[name].fields
        wanted = fields.get("response_format", {})
        width, height = SIZES[wanted.get("aspect_ratio", "16:9")]
        return film(min(4.0, float(wanted.get("duration", "4s").rstrip("s"))), width, height)

    def _content(self, request: Request, file: str) -> Reply:
        name, until = self._links.get(file, ("", 0.0))
        if time.time() > until or name not in self.interactions:
            return _error(403, "PERMISSION_DENIED", "You do not have permission to access the File or it is gone.")
        return ranged(self.film_of(name), request.headers.get("range"), self.scenario.ranges)


def _wrong(fields: Mapping[str, Any]) -> str:
    """What the vendor would not take of an order; "" if it is right."""
    wanted = fields.get("response_format") or {}
    seconds = re.fullmatch(r"(\d+)s", wanted.get("duration", "8s"))
    task = fields.get("generation_config", {}).get("video_config", {}).get("task")
    longest = 10 if task == "extend" else 15
    if not fields.get("input"):
        return "input is required."
    if seconds is None or not 3 <= int(seconds[1]) <= longest:
        return f"duration must be between 3s and {longest}s."
    if wanted.get("aspect_ratio", "16:9") not in SIZES:
        return "aspect_ratio must be 16:9 or 9:16."
    if not (fields.get("background") and fields.get("store")):
        return "Video generation has to run in the background and be stored."
    return ""


def _error(status: int, word: str, message: str) -> Reply:
    return json_reply(google_error(status, word, message).body, status)
