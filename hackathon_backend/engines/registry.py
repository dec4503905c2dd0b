"""The engines there are, by name, and those that are set up.

A new engine is one file and one line here: a function that builds it from `EngineDeps`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..errors import RequestError, SettingsError
from ..films.pool import RenderPool
from ..plain import did_you_mean
from ..settings import Settings
from .base import Engine, Limits, Model
from .edits import MediaEngine
from .gate import EngineGate
from .sora import SoraEngine
from .storyboard import StoryboardEngine


@dataclass(frozen=True)
class EngineDeps:
    """What engines are built from."""

    settings: Settings
    pool: RenderPool


def _sora(deps: EngineDeps) -> Engine:
    settings = deps.settings
    if not (settings.sora_base_url or settings.openai_base_url):
        raise SettingsError(
            "SORA_BASE_URL: the engine sora needs the address of a server of the Videos protocol, such as "
            "http://localhost:8000/v1 (OpenAI's own was shut down on 2026-09-24).",
            param="SORA_BASE_URL",
        )
    limits = Limits(settings.sora_max_concurrent, settings.sora_requests_per_minute)
    return SoraEngine(settings.sora_key, settings.sora_url, settings.sora_model, limits=limits)


def _storyboard(deps: EngineDeps) -> Engine:
    return StoryboardEngine(deps.pool, deps.settings)


BUILDERS: Mapping[str, Callable[[EngineDeps], Engine]] = {"sora": _sora, "storyboard": _storyboard}

_RETIRED = re.compile(r"sora-2(-pro)?(-\d{4}-\d{2}-\d{2})?")
"""Models of a vendor that is gone, and their snapshots. Programs still ask for them: the first engine serves them."""


class Engines:
    """The engines that VIDEO_ENGINES names, in its order, and `helpers`: those that make nothing from a prompt."""

    def __init__(self, engines: Sequence[Engine], helpers: Sequence[Engine] = ()) -> None:
        self._engines = {engine.name: engine for engine in engines}
        self._helpers = {engine.name: engine for engine in helpers}
        self._gates = {engine.name: EngineGate(engine.limits, label=engine.label) for engine in (*engines, *helpers)}

    @property
    def names(self) -> list[str]:
        """In the order in which they are tried."""
        return list(self._engines)

    def get(self, name: str) -> Engine | None:
        """The engine of that name; None if the settings no longer name it."""
        return self._engines.get(name) or self._helpers.get(name)

    def gate(self, name: str) -> EngineGate:
        """The way to the engine of that name, which must be one of these."""
        return self._gates[name]

    def models(self) -> list[tuple[Engine, Model]]:
        """Every model on offer, with its engine."""
        return [(engine, model) for engine in self._engines.values() for model in engine.models()]

    def offering(self, model: str) -> Engine:
        """The first engine that offers the model, or the first of all."""
        return next((engine for engine, each in self.models() if each.id == model), next(iter(self._engines.values())))

    def order_for(self, model: str | None) -> list[str]:
        """The engines to try for a request that names `model`: those that offer it first, then the rest as a reserve.

        Raises `RequestError` for a model that nobody offers.
        """
        if model is None:
            return self.names
        offering = [engine.name for engine, each in self.models() if each.id == model]
        if not offering and not _RETIRED.fullmatch(model):
            known = ", ".join(dict.fromkeys([*(each.id for _, each in self.models()), "sora-2", "sora-2-pro"]))
            raise RequestError(f"No engine offers the model {model[:80]!r}. There are: {known}.", param="model")
        return list(dict.fromkeys([*offering, *self.names]))


def model_of(engine: Engine, wanted: str | None) -> Model:
    """The engine's model of that id, or its default."""
    models = engine.models()
    return next((model for model in models if model.id == wanted), models[0])


def build_engines(deps: EngineDeps, names: Sequence[str] | None = None) -> Engines:
    """Build the engines that are named (by default: in VIDEO_ENGINES). Raises `SettingsError` for an unknown name."""
    wanted = tuple(names or deps.settings.video_engines)
    for name in wanted:
        if name not in BUILDERS:
            known = sorted(BUILDERS)
            near = did_you_mean(name.lower(), known)
            raise SettingsError(f"VIDEO_ENGINES: there is no engine {name!r}; there are: {', '.join(known)}.{near}")
    helpers = [MediaEngine(deps.pool, deps.settings)]
    return Engines([BUILDERS[name](deps) for name in wanted], helpers)
