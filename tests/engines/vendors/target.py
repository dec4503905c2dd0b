"""Vendors whose servers play scenarios, for the checks that every engine has to pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from hackathon_backend.engines.base import Engine, Order
from hackathon_backend.engines.conformance import ConformanceTarget, Mishap
from hackathon_backend.engines.replicate import ReplicateEngine
from hackathon_backend.engines.replicate.catalogue import unread
from hackathon_backend.engines.runway.engine import RunwayEngine
from tests.upstream import Fault, Scenario
from tests.upstream.http import Request
from tests.upstream.scenario import PAGE

from . import replicate as replicate_api
from . import runway as runway_api

_NEVER = 3600.0
_TOO_MANY = {"Retry-After": "7"}

_ANYWHERE: dict[Mishap, Scenario] = {
    Mishap.BAD_KEY: Scenario(key="another"),
    Mishap.UNREACHABLE: Scenario(),
    Mishap.CREATE_HANGS: Scenario(create=Fault(wait=600, taken=True)),
    Mishap.CREATE_TAKEN_AND_CUT: Scenario(create=Fault(cut="before", taken=True)),
    Mishap.CREATE_CUT: Scenario(create=Fault(cut="before")),
    Mishap.CREATE_FAILS: Scenario(create=Fault(503, PAGE)),
    Mishap.POLL_FAILS: Scenario(poll=Fault(502, PAGE)),
    Mishap.POLL_HANGS: Scenario(poll=Fault(wait=600)),
    Mishap.UNKNOWN_STATUS: Scenario(updates=({"status": "CONTEMPLATING"},)),
    Mishap.DOWNLOAD_FAILS: Scenario(content=Fault(503, PAGE)),
    Mishap.DOWNLOAD_CUT: Scenario(content=Fault(cut="inside")),
    Mishap.LINK_EXPIRED: Scenario(content=Fault(403, PAGE, times=1)),
    Mishap.NOT_A_VIDEO: Scenario(content=Fault(200, PAGE)),
    Mishap.CANCEL_FAILS: Scenario(delete=Fault(500, PAGE)),
}


def _runway_fault(status: int, message: str, headers: Mapping[str, str] | None = None) -> Scenario:
    return Scenario(create=Fault(status, runway_api.refused(message), headers or {}))


def _failed_task(code: str, failure: str) -> Scenario:
    return Scenario(outcome={"status": "FAILED", "failure": failure, "failureCode": code})


_RUNWAY = _ANYWHERE | {
    Mishap.NO_CREDIT: _runway_fault(400, "You do not have enough credits to run this task."),
    Mishap.TOO_MANY: _runway_fault(429, "You are being rate limited.", _TOO_MANY),
    Mishap.AGAINST_POLICY: _runway_fault(400, "The prompt did not pass content moderation."),
    Mishap.BAD_INPUT: _runway_fault(400, "Validation of body failed"),
    Mishap.JOB_AGAINST_POLICY: _failed_task("SAFETY.INPUT.TEXT", "The prompt was refused."),
    Mishap.JOB_FAILS: _failed_task("INTERNAL.BAD_OUTPUT.CODE01", "The output was bad."),
    Mishap.JOB_CANCELLED: Scenario(outcome={"status": "CANCELLED"}),
    Mishap.DONE_WITHOUT_VIDEO: Scenario(outcome={"status": "SUCCEEDED", "output": []}),
}


def _replicate_fault(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Scenario:
    return Scenario(create=Fault(status, replicate_api.refused(status, detail), headers or {}))


def _ended(status: str, error: str | None = None) -> Scenario:
    return Scenario(outcome={"status": status, "error": error})


_REPLICATE = _ANYWHERE | {
    Mishap.NO_CREDIT: _replicate_fault(402, "You have insufficient credit to run this model."),
    Mishap.TOO_MANY: _replicate_fault(429, "Request was throttled.", _TOO_MANY),
    Mishap.AGAINST_POLICY: _replicate_fault(422, "The prompt was flagged as sensitive. (E005)"),
    Mishap.BAD_INPUT: _replicate_fault(422, "duration must be one of 5, 10"),
    Mishap.JOB_AGAINST_POLICY: _ended("failed", "NSFW content detected. Try another prompt."),
    Mishap.JOB_FAILS: _ended("failed", "CUDA out of memory"),
    Mishap.JOB_CANCELLED: _ended("canceled"),
    Mishap.DONE_WITHOUT_VIDEO: _ended("succeeded"),
}


class Server(Protocol):
    """What a vendor's server has for this."""

    @property
    def orders(self) -> list[Request]: ...

    def play(self, scenario: Scenario) -> None: ...


@dataclass
class ScriptedTarget:
    """An engine at a server that plays `scenarios`; `jobs` are the orders that it took, `make` connects to a URL."""

    server: Server
    jobs: Mapping[str, Any]
    scenarios: Mapping[Mishap, Scenario]
    url: str
    order: Order
    folder: Path
    make: Callable[[str], RunwayEngine | ReplicateEngine]
    secret: str = "key_very-secret-1234"
    made: list[RunwayEngine | ReplicateEngine] = field(default_factory=list)
    percent: float = 0.0
    scenario: Scenario = field(default_factory=Scenario)

    @property
    def asked(self) -> int:
        return len(self.server.orders)

    @property
    def taken(self) -> int:
        return len(self.jobs)

    def engine(self) -> Engine:
        self.made.append(self.make(self.url))
        return self.made[-1]

    def can(self, mishap: Mishap) -> bool:
        return mishap in self.scenarios

    def play(self, mishap: Mishap | None) -> None:
        if mishap == Mishap.UNREACHABLE:
            self.url = "http://127.0.0.1:9"
        self.scenario = self.scenarios[mishap] if mishap else Scenario()
        self.render(self.percent)

    def render(self, percent: float) -> None:
        self.percent = percent
        seconds = 0.0 if percent >= 100 else _NEVER
        queued = seconds if percent <= 0 else 0.0
        self.server.play(replace(self.scenario, queue_seconds=queued, render_seconds=seconds))

    def close(self) -> None:
        for engine in self.made:
            engine.close()


@contextmanager
def runway(folder: Path) -> Iterator[ConformanceTarget]:
    """Runway."""
    order = Order("job-1", "A red panda draws a graph", "gen4.5", 5, "1280x720")
    with runway_api.RunwayServer() as server:
        target = ScriptedTarget(
            server, server.tasks, _RUNWAY, server.address, order, folder, lambda url: RunwayEngine(target.secret, url)
        )
        target.render(0)
        yield target
        target.close()


@contextmanager
def replicate(folder: Path) -> Iterator[ConformanceTarget]:
    """Replicate."""
    model = replicate_api.MODEL
    order = Order("job-1", "A red panda draws a graph", model, 5, "1280x720")
    with replicate_api.ReplicateServer() as server:
        target = ScriptedTarget(
            server,
            server.predictions,
            _REPLICATE,
            server.url,
            order,
            folder,
            lambda url: ReplicateEngine(target.secret, url, models=(unread(model),)),
        )
        target.render(0)
        yield target
        target.close()
