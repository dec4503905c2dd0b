"""Gemini Omni as the conformance checks see it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from hackathon_backend.engines.base import Engine, Order
from hackathon_backend.engines.conformance import ConformanceTarget, Mishap
from hackathon_backend.engines.gemini.engine import GeminiEngine
from tests.engines.vendors.gemini import GeminiScript, GeminiVendor, google_error, reason, retry_in
from tests.upstream.scenario import PAGE, Fault

SECRET = "AIzaVerySecret1234"
_NEVER = 3600.0
_BAD_KEY = google_error(400, "INVALID_ARGUMENT", f"API key not valid: {SECRET}.", reason("API_KEY_INVALID"))
_BLOCKED = {"type": "model_output", "error": {"code": 3, "message": "Blocked by the safety filters."}}
_WELL = GeminiScript()

_SCRIPTS: dict[Mishap, GeminiScript] = {
    Mishap.BAD_KEY: GeminiScript(create=_BAD_KEY, poll=_BAD_KEY, model=_BAD_KEY),
    Mishap.NO_CREDIT: GeminiScript(
        create=google_error(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted.")
    ),
    Mishap.TOO_MANY: GeminiScript(create=google_error(429, "RESOURCE_EXHAUSTED", "Slow down.", retry_in(7))),
    Mishap.AGAINST_POLICY: GeminiScript(create=google_error(400, "INVALID_ARGUMENT", "Blocked by safety filters.")),
    Mishap.BAD_INPUT: GeminiScript(create=google_error(400, "INVALID_ARGUMENT", "Invalid duration.")),
    Mishap.CREATE_FAILS: GeminiScript(create=google_error(503, "UNAVAILABLE", "The model is overloaded.")),
    Mishap.CREATE_HANGS: GeminiScript(create=Fault(wait=600, taken=True)),
    Mishap.CREATE_TAKEN_AND_CUT: GeminiScript(create=Fault(cut="before", taken=True)),
    Mishap.CREATE_CUT: GeminiScript(create=Fault(cut="before")),
    Mishap.POLL_FAILS: GeminiScript(poll=google_error(500, "INTERNAL", "Oops.")),
    Mishap.POLL_HANGS: GeminiScript(poll=Fault(wait=600)),
    Mishap.UNKNOWN_STATUS: GeminiScript(updates=({"status": "contemplating"},)),
    Mishap.JOB_AGAINST_POLICY: GeminiScript(status="failed", outcome={"steps": [_BLOCKED]}),
    Mishap.JOB_FAILS: GeminiScript(status="failed", outcome={"errors": [{"message": "Out of memory."}]}),
    Mishap.JOB_CANCELLED: GeminiScript(status="cancelled"),
    Mishap.DONE_WITHOUT_VIDEO: GeminiScript(delivery="none"),
    Mishap.DOWNLOAD_FAILS: GeminiScript(content=google_error(503, "UNAVAILABLE", "Try again.")),
    Mishap.DOWNLOAD_CUT: GeminiScript(content=Fault(cut="inside")),
    Mishap.LINK_EXPIRED: GeminiScript(link_seconds=-1),
    Mishap.NOT_A_VIDEO: GeminiScript(content=Fault(200, PAGE)),
    Mishap.CANCEL_FAILS: GeminiScript(cancel=google_error(500, "INTERNAL", "Oops.")),
}


@cache
def _sdk_at_work() -> None:
    """The SDK is imported, and has written an order, before anything looks at the clock."""
    with GeminiVendor() as vendor:
        engine = GeminiEngine(SECRET, vendor.origin)
        engine.submit(Order("job-0", "Rain", "gemini-omni-1.2-flash", 4, "1280x720"), timeout=60)
        engine.close()


class GeminiTarget:
    """Gemini Omni and Google's server."""

    secret = SECRET

    def __init__(self, vendor: GeminiVendor, folder: Path) -> None:
        self.folder = folder
        self.order = Order("job-1", "A red panda draws a graph", "gemini-omni-1.2-flash", 4, "1280x720")
        self._vendor = vendor
        self._url = vendor.origin
        self._script = _WELL
        self._made: list[GeminiEngine] = []
        self.render(0)

    @property
    def asked(self) -> int:
        return len(self._vendor.creates)

    @property
    def taken(self) -> int:
        return len(self._vendor.interactions)

    def engine(self) -> Engine:
        self._made.append(GeminiEngine(SECRET, self._url))
        return self._made[-1]

    def can(self, mishap: Mishap) -> bool:
        return mishap in _SCRIPTS or mishap == Mishap.UNREACHABLE

    def play(self, mishap: Mishap | None) -> None:
        if mishap == Mishap.UNREACHABLE:
            self._url = "http://127.0.0.1:9"
        self._script = _SCRIPTS.get(mishap, _WELL) if mishap else _WELL
        self._go_on()

    def render(self, percent: float) -> None:
        self._percent = percent
        self._go_on()

    def _go_on(self) -> None:
        seconds = 0.0 if self._percent >= 100 else _NEVER
        queued = seconds if self._percent <= 0 else 0.0
        self._vendor.play(replace(self._script, queue_seconds=queued, render_seconds=seconds))

    def close(self) -> None:
        for engine in self._made:
            engine.close()


@contextmanager
def gemini(folder: Path) -> Iterator[ConformanceTarget]:
    """Opened for one check."""
    _sdk_at_work()
    with GeminiVendor() as vendor:
        target = GeminiTarget(vendor, folder)
        yield target
        target.close()
