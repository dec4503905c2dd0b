"""Runway's API on the loopback, as its SDK sends and reads it.

    with RunwayServer(Scenario(create=Fault(503))) as runway:
        engine = RunwayEngine("key", runway.address)

Faults are scripted as for the Videos protocol: "create", "poll", "content" (the link to the output), "delete" and
"models" (the account). `Scenario.updates` are fields of a task, `outcome` those of a finished one.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tests.upstream import Scenario, Upstream
from tests.upstream.http import Reply, Request, json_reply
from tests.upstream.media import film
from tests.upstream.scenario import Action
from tests.upstream.videos import ranged

VERSION = "2024-11-06"


def refused(message: str, *issues: dict[str, Any]) -> dict[str, Any]:
    """An error body as Runway writes it."""
    return {"error": message, **({"issues": list(issues), "docUrl": "https://docs.dev.runwayml.com"} if issues else {})}


class RunwayServer(Upstream):
    """`tasks` are those that were taken, by id, with what was asked for."""

    def __init__(self, scenario: Scenario | None = None) -> None:
        super().__init__(scenario)
        self.tasks: dict[str, dict[str, Any]] = {}
        self.credit = 1000
        self.offered: tuple[str, ...] = ("gen4.5", "veo3.1")
        self.expired_links: set[str] = set()
        self._numbers = itertools.count(1)
        self._links = itertools.count(1)
        self._polls: dict[str, int] = {}

    @property
    def address(self) -> str:
        """The base URL."""
        return self.url.removesuffix("/v1")

    @property
    def orders(self) -> list[Request]:
        """The orders that arrived, whether they were taken or not."""
        ways = ("/v1/text_to_video", "/v1/image_to_video")
        return [request for request in self.requests if request.method == "POST" and request.path in ways]

    def route(self, request: Request) -> tuple[Action, Callable[[], Reply]] | None:
        """What a request is for, and what makes the right answer."""
        match request.method, request.path.strip("/").split("/"):
            case "POST", ["v1", "text_to_video" | "image_to_video" as way]:
                return "create", lambda: self._create(request, way)
            case "GET", ["v1", "tasks", task]:
                return "poll", lambda: self._task(request, task)
            case "DELETE", ["v1", "tasks", task]:
                return "delete", lambda: self._delete(task)
            case "GET", ["v1", "organization"]:
                return "models", self._account
            case "GET", ["outputs", link]:
                return "content", lambda: self._output(request, link)
        return None

    def wants_key(self, request: Request) -> bool:
        """Whether the request is only for those who have the key: links to outputs are signed."""
        return not request.path.startswith("/outputs/")

    def refused_key(self) -> Reply:
        """The answer to a key that is not the one."""
        return json_reply(refused("The API key is invalid."), 401)

    def _create(self, request: Request, way: str) -> Reply:
        if request.headers.get("x-runway-version") != VERSION:
            return json_reply(refused("The X-Runway-Version header is missing."), 400)
        wanted = ("model", "promptText") if way == "text_to_video" else ("model", "promptImage")
        issues = [
            {"code": "invalid_type", "path": [name], "message": f"{name} is required"}
            for name in wanted
            if not request.fields.get(name)
        ]
        if len(request.fields.get("promptText", "").encode("utf-16-le")) > 2000:
            issues.append({"code": "too_big", "path": ["promptText"], "message": "at most 1000 characters"})
        if issues:
            return json_reply(refused("Validation of body failed", *issues), 400)
        task = str(UUID(int=next(self._numbers)))
        self.tasks[task] = {**request.fields, "began": time.time()}
        return json_reply({"id": task, "estimatedCost": {"credits": 60}})

    def _task(self, request: Request, task: str) -> Reply:
        if task not in self.tasks:
            return json_reply(refused("The task could not be found."), 404)
        count = self._polls[task] = self._polls.get(task, 0) + 1
        asked, scenario = self.tasks[task], self.scenario
        body: dict[str, Any] = {"id": task, "createdAt": datetime.fromtimestamp(asked["began"], UTC).isoformat()}
        rendering = time.time() - asked["began"] - scenario.queue_seconds
        if rendering < 0:
            body |= {"status": "PENDING"}
        elif rendering < scenario.render_seconds:
            body |= {"status": "RUNNING", "progress": rendering / scenario.render_seconds}
        else:
            body |= self._finished(request, task)
        if scenario.updates:
            body |= scenario.updates[min(count, len(scenario.updates)) - 1]
        hint = scenario.poll_after_ms
        return json_reply(body, **({} if hint is None else {"retry_after": f"{hint / 1000:g}"}))

    def _finished(self, request: Request, task: str) -> dict[str, Any]:
        link = f"{task}.{next(self._links)}"
        # By another name than the API's, as the outputs of the real one.
        output = f"http://localhost:{request.headers['host'].rpartition(':')[2]}/outputs/{link}?_jwt=signed"
        outcome = self.scenario.outcome
        return {"status": "SUCCEEDED", "output": [output]} if outcome.get("status") == "completed" else dict(outcome)

    def _delete(self, task: str) -> Reply:
        return Reply(204 if self.tasks.pop(task, None) else 404, b"")

    def _account(self) -> Reply:
        models = {name: {"maxConcurrentGenerations": 3, "maxDailyGenerations": 100} for name in self.offered}
        usage = {"models": {name: {"dailyGenerations": 0} for name in self.offered}}
        tier = {"maxMonthlyCreditSpend": 10_000, "models": models}
        return json_reply({"creditBalance": self.credit, "tier": tier, "usage": usage})

    def _output(self, request: Request, link: str) -> Reply:
        task = self.tasks.get(link.partition(".")[0])
        if task is None or link in self.expired_links or "_jwt" not in request.query:
            return Reply(403, b"<Error><Code>AccessDenied</Code></Error>", {"Content-Type": "application/xml"})
        width, height = (int(side) for side in task.get("ratio", "1280:720").split(":"))
        data = film(float(task.get("duration", 5)), width // 4, height // 4)
        return ranged(data, request.headers.get("range"), self.scenario.ranges)
