"""The engines that are built in, each with the server that it is held to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from hackathon_backend.engines.base import Engine, Order
from hackathon_backend.engines.conformance import ConformanceTarget, Mishap
from hackathon_backend.engines.embedded.renders import LocalRenders
from hackathon_backend.engines.embedded.storyboard import StoryboardEngine
from hackathon_backend.engines.sora import SoraEngine
from hackathon_backend.settings import load_settings
from tests.engines.gemini.target import gemini
from tests.engines.vendors.target import replicate, runway
from tests.shared_processes import shared_pool
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.scenario import PAGE, error

SECRET = "sk-very-secret-1234"
_OUT_OF_MEMORY = {"code": "server_error", "message": "Out of memory."}
_NEVER = 3600.0
_BLOCKED = {"code": "moderation_blocked", "message": "Blocked by our moderation system."}

_SORA: dict[Mishap, Scenario] = {
    Mishap.BAD_KEY: Scenario(key="another"),
    Mishap.NO_CREDIT: Scenario(create=error(429, "insufficient_quota", "You exceeded your current quota.")),
    Mishap.TOO_MANY: Scenario(create=error(429, "rate_limit_exceeded", "Slow down.", headers={"Retry-After": "7"})),
    Mishap.AGAINST_POLICY: Scenario(create=error(400, "moderation_blocked", "Blocked by our moderation system.")),
    Mishap.BAD_INPUT: Scenario(create=error(400, "invalid_value", "Invalid value: 'size'.")),
    Mishap.CREATE_FAILS: Scenario(create=error(503, None, "Overloaded.")),
    Mishap.CREATE_HANGS: Scenario(create=Fault(wait=600, taken=True)),
    Mishap.CREATE_TAKEN_AND_CUT: Scenario(create=Fault(cut="before", taken=True)),
    Mishap.CREATE_CUT: Scenario(create=Fault(cut="before")),
    Mishap.POLL_FAILS: Scenario(poll=error(502, None, "Bad gateway.")),
    Mishap.POLL_HANGS: Scenario(poll=Fault(wait=600)),
    Mishap.UNKNOWN_STATUS: Scenario(updates=({"status": "contemplating"},)),
    Mishap.JOB_AGAINST_POLICY: Scenario(outcome={"status": "failed", "error": _BLOCKED}),
    Mishap.JOB_FAILS: Scenario(
        outcome={"status": "failed", "error": {"code": "server_error", "message": "Out of memory."}}
    ),
    Mishap.JOB_CANCELLED: Scenario(outcome={"status": "cancelled"}),
    Mishap.DOWNLOAD_FAILS: Scenario(content=error(503, None, "Overloaded.")),
    Mishap.DOWNLOAD_CUT: Scenario(content=Fault(cut="inside")),
    Mishap.NOT_A_VIDEO: Scenario(content=Fault(200, PAGE)),
    Mishap.CANCEL_FAILS: Scenario(delete=error(500, None, "Oops.")),
}


_WELL = Scenario()


class SoraTarget:
    """The Videos protocol."""

    secret = SECRET

    def __init__(self, upstream: Upstream, folder: Path) -> None:
        self.folder = folder
        self.order = Order("job-1", "A red panda draws a graph", "sora-2", 4, "320x180")
        self._upstream = upstream
        self._url = upstream.url
        self._scenario = Scenario()
        self._made: list[SoraEngine] = []
        self.render(0)

    @property
    def asked(self) -> int:
        return len(self._upstream.creates)

    @property
    def taken(self) -> int:
        return len(self._upstream.videos.jobs)

    def engine(self) -> Engine:
        self._made.append(SoraEngine(SECRET, self._url))
        return self._made[-1]

    def can(self, mishap: Mishap) -> bool:
        return mishap in _SORA or mishap == Mishap.UNREACHABLE

    def play(self, mishap: Mishap | None) -> None:
        if mishap == Mishap.UNREACHABLE:
            self._url = "http://127.0.0.1:9/v1"
        self._scenario = _SORA.get(mishap, _WELL) if mishap else _WELL
        self._go_on()

    def render(self, percent: float) -> None:
        self._percent = percent
        self._go_on()

    def _go_on(self) -> None:
        seconds = 0.0 if self._percent >= 100 else _NEVER
        queued = seconds if self._percent <= 0 else 0.0
        self._upstream.play(replace(self._scenario, queue_seconds=queued, render_seconds=seconds))

    def close(self) -> None:
        for engine in self._made:
            engine.close()


@contextmanager
def sora(folder: Path) -> Iterator[ConformanceTarget]:
    with Upstream() as upstream:
        target = SoraTarget(upstream, folder)
        yield target
        target.close()


@dataclass
class EmbeddedTarget:
    """The engine that needs no server: nothing happens to it from outside."""

    order: Order
    folder: Path
    make: Callable[[], Engine]
    secret: str = SECRET
    asked: int = 0
    taken: int = 0

    def engine(self) -> Engine:
        return self.make()

    def can(self, mishap: Mishap) -> bool:
        return False

    def play(self, mishap: Mishap | None) -> None: ...

    def render(self, percent: float) -> None: ...


@contextmanager
def storyboard(folder: Path) -> Iterator[ConformanceTarget]:
    settings, pool = load_settings(video_dir=folder / "videos"), shared_pool(1)
    scene = {"type": "title", "title": "Rain", "narration": "Where does rain come from?"}
    order = Order("job-1", "rain", "storyboard-1", 5, "320x240", storyboard={"title": "Rain", "scenes": [scene]})
    (settings.work_dir / order.job_id).mkdir(parents=True)
    yield EmbeddedTarget(order, folder, lambda: StoryboardEngine(LocalRenders(pool, settings), settings))
    pool.stop()


TARGETS: dict[str, Callable[[Path], AbstractContextManager[ConformanceTarget]]] = {
    "gemini": gemini,
    "replicate": replicate,
    "runway": runway,
    "sora": sora,
    "storyboard": storyboard,
}
