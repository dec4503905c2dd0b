"""Replicate's HTTP API on the loopback, with models whose schemas are written as Cog writes them.

    with ReplicateServer(Scenario(create=Fault(402))) as replicate:
        replicate.serve("acme/clips", {"prompt": {"type": "string"}})

Faults are scripted as for the Videos protocol: "create", "poll", "listing", "content" (the link to the output),
"delete" (the cancelling) and "models" (a model's description). `Scenario.updates` are fields of a prediction, `outcome`
those of a finished one.
"""

from __future__ import annotations

import base64
import itertools
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.upstream import Scenario, Upstream
from tests.upstream.http import Reply, Request, json_reply
from tests.upstream.media import film
from tests.upstream.scenario import Action
from tests.upstream.videos import ranged

MODEL = "acme/clips"
CHOICE = "#/components/schemas/"


def refused(status: int, detail: str, title: str = "", *fields: str, **more: Any) -> dict[str, Any]:
    """An error body as Replicate writes it."""
    wrong = [{"type": "required", "field": f"input.{field}", "description": detail} for field in fields]
    return {"title": title, "detail": detail, "status": status, **({"invalid_fields": wrong} if wrong else {}), **more}


def choice(name: str, *values: Any) -> dict[str, Any]:
    """An input that is a choice, as it stands among the properties."""
    return {"allOf": [{"$ref": CHOICE + name}], "title": name, "default": values[0], "enum_of": list(values)}


def schema(properties: dict[str, dict[str, Any]], required: tuple[str, ...] = ("prompt",)) -> dict[str, Any]:
    """The OpenAPI description of a version: choices are schemas of their own."""
    schemas: dict[str, Any] = {"Output": {"type": "string", "format": "uri", "title": "Output"}}
    told: dict[str, Any] = {}
    for order, (name, each) in enumerate(properties.items()):
        told[name] = {key: value for key, value in each.items() if key != "enum_of"} | {"x-order": order}
        if "enum_of" in each:
            kind = "integer" if all(isinstance(value, int) for value in each["enum_of"]) else "string"
            schemas[name] = {"enum": each["enum_of"], "type": kind, "title": name, "description": "An enumeration."}
    schemas["Input"] = {"type": "object", "title": "Input", "properties": told, "required": list(required)}
    return {"openapi": "3.0.2", "info": {"title": "Cog", "version": "0.1.0"}, "components": {"schemas": schemas}}


class ReplicateServer(Upstream):
    """`predictions` are those that were taken, by id; `deleted` are ids whose inputs and outputs are gone."""

    def __init__(self, scenario: Scenario | None = None) -> None:
        super().__init__(scenario)
        self.described: dict[str, dict[str, Any]] = {}
        self.predictions: dict[str, dict[str, Any]] = {}
        self.deleted: set[str] = set()
        self.page = 100
        self.shape: Callable[[str], Any] = lambda link: link
        self._numbers = itertools.count(1)
        self._links = itertools.count(1)
        self._polls: dict[str, int] = {}
        self.serve(
            MODEL,
            {
                "prompt": {"type": "string", "title": "Prompt"},
                "duration": choice("duration", 5, 10),
                "aspect_ratio": choice("aspect_ratio", "16:9", "9:16", "1:1"),
                "resolution": choice("resolution", "480p", "720p", "1080p"),
                "image": {"type": "string", "format": "uri", "title": "Image"},
                "seed": {"type": "integer", "title": "Seed"},
            },
        )

    def serve(
        self,
        name: str,
        properties: dict[str, dict[str, Any]],
        required: tuple[str, ...] = ("prompt",),
        *,
        official: bool | None = True,
    ) -> None:
        """Have a model with these inputs."""
        owner, _, model = name.partition("/")
        version = {"id": f"{len(self.described):064x}", "openapi_schema": schema(properties, required)}
        told: dict[str, Any] = {"owner": owner, "name": model, "run_count": 1, "latest_version": version}
        self.described[name] = told | ({} if official is None else {"is_official": official})

    @property
    def orders(self) -> list[Request]:
        """The orders that arrived, whether they were taken or not."""
        return [request for request in self.requests if request.method == "POST" and "input" in request.fields]

    def add(self, model: str, given: dict[str, Any], *, age: float = 0.0) -> str:
        """Put a prediction there that is `age` seconds old. Returns its id."""
        prediction = f"pred{next(self._numbers):022}"
        self.predictions[prediction] = {"model": model, "input": given, "began": time.time() - age}
        return prediction

    def route(self, request: Request) -> tuple[Action, Callable[[], Reply]] | None:
        """What a request is for, and what makes the right answer."""
        match request.method, request.path.strip("/").split("/"):
            case "POST", ["v1", "models", owner, name, "predictions"]:
                return "create", lambda: self._create(request, f"{owner}/{name}")
            case "POST", ["v1", "predictions"]:
                return "create", lambda: self._create(request, self._model_of(request))
            case "GET", ["v1", "models", owner, name]:
                return "models", lambda: self._model(f"{owner}/{name}")
            case "GET", ["v1", "predictions"]:
                return "listing", lambda: self._list(request)
            case "GET", ["v1", "predictions", prediction]:
                return "poll", lambda: self._prediction(request, prediction)
            case "POST", ["v1", "predictions", prediction, "cancel"]:
                return "delete", lambda: self._cancel(request, prediction)
            case "GET", ["outputs", link]:
                return "content", lambda: self._output(request, link)
        return None

    def wants_key(self, request: Request) -> bool:
        """Whether the request is only for those who have the token: outputs are delivered to everybody."""
        return not request.path.startswith("/outputs/")

    def refused_key(self) -> Reply:
        """The answer to a token that is not the one."""
        return json_reply(refused(401, "You did not pass a valid authentication token", "Unauthenticated"), 401)

    def _model_of(self, request: Request) -> str:
        versions = {told["latest_version"]["id"]: name for name, told in self.described.items()}
        return versions.get(str(request.fields.get("version")), "")

    def _model(self, name: str) -> Reply:
        if name not in self.described:
            return json_reply(refused(404, "The requested resource could not be found."), 404)
        return json_reply(self.described[name])

    def _create(self, request: Request, model: str) -> Reply:
        told, by_name = self.described.get(model), "models" in request.path
        if told is None or (by_name and told.get("is_official") is False):
            return json_reply(refused(404, "The requested resource could not be found."), 404)
        known = told["latest_version"]["openapi_schema"]["components"]["schemas"]["Input"]
        given = request.fields["input"]
        missing = [name for name in known["required"] if name not in given]
        strange = [name for name in given if name not in known["properties"]]
        if missing or strange:
            body = refused(422, f"{(missing + strange)[0]} is wrong", "Input validation failed", *missing, *strange)
            return json_reply(body, 422)
        return json_reply(self._shown(request, self.add(model, given)), 201)

    def _prediction(self, request: Request, prediction: str) -> Reply:
        if prediction not in self.predictions:
            return json_reply(refused(404, "The requested resource could not be found."), 404)
        self._polls[prediction] = self._polls.get(prediction, 0) + 1
        hint = self.scenario.poll_after_ms
        headers = {} if hint is None else {"retry_after": f"{hint / 1000:g}"}
        return json_reply(self._shown(request, prediction), **headers)

    def _shown(self, request: Request, prediction: str) -> dict[str, Any]:
        asked, scenario, count = self.predictions[prediction], self.scenario, self._polls.get(prediction, 0)
        made = datetime.fromtimestamp(asked["began"] + scenario.skew, UTC).isoformat().replace("+00:00", "Z")
        body: dict[str, Any] = {"id": prediction, "model": asked["model"], "input": asked["input"], "created_at": made}
        body |= {"output": None, "error": None, "logs": "", "source": "api", "data_removed": False}
        rendering = time.time() - asked["began"] - scenario.queue_seconds
        if rendering < 0:
            body |= {"status": "starting"}
        elif rendering < scenario.render_seconds:
            body |= {"status": "processing", "logs": f"{int(100 * rendering / scenario.render_seconds)}%|##  | 2/4"}
        else:
            body |= self._finished(request, prediction)
        if scenario.updates and count:
            body |= scenario.updates[min(count, len(scenario.updates)) - 1]
        if prediction in self.deleted:
            body |= {"input": {}, "output": None, "logs": None, "data_removed": True}
        return {name: value for name, value in body.items() if name not in scenario.without}

    def _finished(self, request: Request, prediction: str) -> dict[str, Any]:
        # By another name than the API's, as the outputs of the real one.
        port = request.headers["host"].rpartition(":")[2]
        link = f"http://localhost:{port}/outputs/{prediction}.{next(self._links)}.mp4"
        done = self.scenario.outcome.get("status") == "completed"
        return {"status": "succeeded", "output": self.shape(link)} if done else dict(self.scenario.outcome)

    def _list(self, request: Request) -> Reply:
        newest = sorted(self.predictions, key=lambda each: self.predictions[each]["began"], reverse=True)
        start = int(request.query.get("cursor", 0))
        page, more = newest[start : start + self.page], start + self.page < len(newest)
        address = f"http://{request.headers['host']}/v1/predictions?cursor={start + self.page}"
        results = [self._shown(request, each) for each in page]
        return json_reply({"previous": None, "next": address if more else None, "results": results})

    def _cancel(self, request: Request, prediction: str) -> Reply:
        gone = self.predictions.pop(prediction, None)
        return json_reply({"id": prediction, "status": "canceled"} if gone else refused(404, "Not found."), 200)

    def _output(self, request: Request, link: str) -> Reply:
        prediction = link.partition(".")[0]
        if prediction not in self.predictions or prediction in self.deleted:
            return json_reply({"detail": "Not found."}, 404)
        return ranged(clip(self.predictions[prediction]["input"]), request.headers.get("range"), self.scenario.ranges)


def clip(given: dict[str, Any]) -> bytes:
    """The film that is made of these inputs."""
    return film(float(given.get("duration", 5)), 320, 180)


def as_data(given: dict[str, Any]) -> str:
    """The film as a data URL."""
    return f"data:video/mp4;base64,{base64.b64encode(clip(given)).decode()}"
