"""The Videos protocol, with its state in memory."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .http import Reply, Request, error_reply, json_reply
from .media import film, picture
from .scenario import Scenario


@dataclass
class Job:
    """A video. `made` is the server's clock, `began` the true one, in unix seconds."""

    fields: dict[str, Any]
    made: float
    began: float
    polls: int = 0


class Videos:
    """Makes, lists, shows, sends and deletes videos as a scenario says."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.jobs: dict[str, Job] = {}
        self._numbers = itertools.count(1)
        self._by_key: dict[str, str] = {}

    def add(self, *, age: float = 0.0, **fields: Any) -> str:
        """Put a video there that is `age` seconds old. Returns its id."""
        video = str(fields.pop("id", f"video_{next(self._numbers):03}"))
        now = time.time()
        described = {"model": "sora-2", "seconds": "4", "size": "720x1280", "prompt": None, **fields}
        self.jobs[video] = Job({"id": video, "object": "video", **described}, now + self.scenario.skew - age, now - age)
        return video

    def create(self, request: Request) -> Reply:
        """POST /videos."""
        fields = {
            name: request.fields[name] for name in ("prompt", "model", "seconds", "size") if name in request.fields
        }
        if not fields.get("prompt"):
            return error_reply(400, "Missing required parameter: 'prompt'.", "missing_required_parameter", "prompt")
        key = request.headers.get("idempotency-key", "")
        if self.scenario.idempotent and key in self._by_key:
            return self._shown(self._by_key[key])
        video = self.add(**fields)
        if key:
            self._by_key[key] = video
        return self._shown(video)

    def derive(self, request: Request, old: str, more: float = 0.0) -> Reply:
        """POST /videos/{id}/remix, /videos/edits and /videos/extensions."""
        if old not in self.jobs:
            return error_reply(404, f"Video with id '{old}' not found.", "not_found")
        fields = self.jobs[old].fields | {"prompt": request.fields["prompt"], "remixed_from_video_id": old}
        fields["seconds"] = f"{float(fields['seconds']) + more:g}"
        return self._shown(self.add(**{name: value for name, value in fields.items() if name not in ("id", "object")}))

    def retrieve(self, video: str) -> Reply:
        """GET /videos/{id}."""
        job = self.jobs.get(video)
        if job is None:
            return error_reply(404, f"Video with id '{video}' not found.", "not_found")
        job.polls += 1
        return self._shown(video)

    def list(self, query: Mapping[str, str]) -> Reply:
        """GET /videos, by `limit`, `order` and `after`."""
        videos = sorted(
            self.jobs, key=lambda video: self.jobs[video].made, reverse=query.get("order", "desc") == "desc"
        )
        after = query.get("after")
        if after in videos:
            videos = videos[videos.index(after) + 1 :]
        limit = min(int(query.get("limit", 20)), self.scenario.page)
        page = [self._body(video) for video in videos[:limit]]
        ends = {"first_id": videos[0], "last_id": videos[:limit][-1]} if page else {"first_id": None, "last_id": None}
        return json_reply({"object": "list", "data": page, "has_more": len(videos) > limit, **ends})

    def content(self, request: Request, video: str) -> Reply:
        """GET /videos/{id}/content."""
        job = self.jobs.get(video)
        if job is None or self._body(video)["status"] != "completed":
            return error_reply(404, "The video is not ready yet.", "not_ready")
        if request.query.get("variant") == "thumbnail":
            return Reply(200, picture(), {"Content-Type": "image/png"})
        width, height = (int(part) for part in job.fields["size"].split("x"))
        data = film(float(job.fields["seconds"]), width, height)
        return ranged(data, request.headers.get("range"), self.scenario.ranges)

    def delete(self, video: str) -> Reply:
        """DELETE /videos/{id}."""
        if self.jobs.pop(video, None) is None:
            return error_reply(404, f"Video with id '{video}' not found.", "not_found")
        return json_reply({"id": video, "object": "video.deleted", "deleted": True})

    def _shown(self, video: str) -> Reply:
        body = self._body(video)
        status = self.scenario.failed_status if body.get("status") == "failed" else 200
        hint = self.scenario.poll_after_ms
        return json_reply(body, status, **({} if hint is None else {"openai_poll_after_ms": str(hint)}))

    def _body(self, video: str) -> dict[str, Any]:
        job, scenario = self.jobs[video], self.scenario
        body = {**job.fields, "created_at": int(job.made), "completed_at": None, "expires_at": None, "error": None}
        if scenario.milliseconds:
            body["created_at"] = int(job.made * 1000)
        body.update(self._state(video, time.time() - job.began))
        if scenario.updates and job.polls:
            body.update(scenario.updates[min(job.polls, len(scenario.updates)) - 1])
        return {name: value for name, value in body.items() if name not in scenario.without}

    def _state(self, video: str, age: float) -> dict[str, Any]:
        rendering = age - self.scenario.queue_seconds
        if rendering < 0:
            return {"status": "queued", "progress": 0}
        if rendering < self.scenario.render_seconds:
            return {"status": "in_progress", "progress": int(100 * rendering / self.scenario.render_seconds)}
        number, outcomes = list(self.jobs).index(video), self.scenario.outcomes
        return {"progress": 100, **(outcomes[number] if number < len(outcomes) else self.scenario.outcome)}


def ranged(data: bytes, wanted: str | None, ranges: bool = True) -> Reply:
    """A video, or the part of it that a Range header wants unless `ranges` are not known there."""
    headers = {"Content-Type": "video/mp4", "ETag": f'"{len(data)}"'}
    match = re.fullmatch(r"bytes=(\d+)-(\d*)", wanted or "")
    if match is None or not ranges:
        return Reply(200, data, headers)
    start, end = int(match[1]), int(match[2] or len(data) - 1)
    if start >= len(data):
        return Reply(416, b"", {**headers, "Content-Range": f"bytes */{len(data)}"})
    end = min(end, len(data) - 1)
    return Reply(206, data[start : end + 1], {**headers, "Content-Range": f"bytes {start}-{end}/{len(data)}"})
