"""The engines there are, by name, and those that are set up.

A new engine is one package and one line here. One of another distribution needs no line: it registers an `EngineKind`
as an entry point of the group `hackathon_backend.engines`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points

from ..errors import RequestError, SettingsError
from ..plain import did_you_mean
from ..settings import read_settings
from .base import Engine, Model
from .embedded.edits import MediaEngine
from .embedded.storyboard import STORYBOARD
from .gate import EngineGate
from .gemini import GEMINI
from .kind import EngineDeps, EngineKind
from .replicate import REPLICATE
from .retired import GONE, served_by_any
from .runway import RUNWAY
from .sora import SORA
from .traffic import TrafficBoard

BUILT_IN: Mapping[str, EngineKind] = {kind.name: kind for kind in (STORYBOARD, SORA, RUNWAY, GEMINI, REPLICATE)}

ENTRY_POINTS = "hackathon_backend.engines"


class Engines:
    """The engines that VIDEO_ENGINES names, in its order, and others that get only what names them: `helpers`, which
    make nothing from a prompt, and what `add` brings.
    """

    def __init__(self, engines: Sequence[Engine], helpers: Sequence[Engine] = ()) -> None:
        self._engines = {engine.name: engine for engine in engines}
        self._others: dict[str, Engine] = {}
        self._boards: Callable[[str], TrafficBoard] | None = None
        self._gates = {engine.name: self._gate(engine) for engine in engines}
        for helper in helpers:
            self.add(helper)

    def add(self, engine: Engine) -> None:
        """Let it make what is ordered of it by its name; it takes over from no other. One of that name is replaced."""
        self._gates[engine.name] = self._gate(engine)
        kept = self._engines if engine.name in self._engines else self._others
        kept[engine.name] = engine

    def share(self, boards: Callable[[str], TrafficBoard]) -> None:
        """From now on other processes know how each paid engine fares, and this one knows it of them: `boards` makes
        the board of an engine's name.
        """
        self._boards = boards
        self._gates = {name: self._gate(engine) for name, engine in {**self._engines, **self._others}.items()}

    @property
    def names(self) -> list[str]:
        """In the order in which they are tried."""
        return list(self._engines)

    def get(self, name: str) -> Engine | None:
        """The engine of that name; None if the settings no longer name it."""
        return self._engines.get(name) or self._others.get(name)

    def known(self) -> list[str]:
        """The names of all that `get` finds."""
        return [*self._engines, *self._others]

    def drawing(self) -> list[str]:
        """The names of those that draw storyboards, in the order in which they are tried."""
        named = [engine.name for engine in self._engines.values() if engine.draws_storyboards]
        return named or [engine.name for engine in self._others.values() if engine.draws_storyboards]

    def gate(self, name: str) -> EngineGate:
        """The way to the engine of that name, which must be one of these."""
        return self._gates[name]

    def models(self) -> list[tuple[Engine, Model]]:
        """Every model on offer, with its engine."""
        return [(engine, model) for engine in self._engines.values() for model in engine.models()]

    def offering(self, model: str) -> Engine:
        """The first engine that offers the model, or the first of all."""
        return next((engine for engine, each in self.models() if each.id == model), next(iter(self._engines.values())))

    def elsewhere(self) -> list[tuple[EngineKind, Model]]:
        """The models of the built-in engines that the settings do not name."""
        kinds = (kind for kind in BUILT_IN.values() if kind.name not in self._engines)
        return [(kind, model) for kind in kinds for model in kind.models]

    def order_for(self, model: str | None) -> list[str]:
        """The engines to try for a request that names `model`: those that offer it first, then the rest as a reserve.

        Raises `RequestError` for a model that nobody offers.
        """
        if model is None:
            return self.names
        offering = [name for name in self.names if offers(self._engines[name], model)]
        if not offering and not served_by_any(model):
            raise RequestError(f"{self._why_not(model)} There are: {', '.join(self._known())}.", param="model")
        return list(dict.fromkeys([*offering, *self.names]))

    def _known(self) -> Iterable[str]:
        return dict.fromkeys([*(model.id for _, model in self.models()), "sora-2", "sora-2-pro"])

    def _why_not(self, model: str) -> str:
        if model.lower() in GONE:
            return f"{model} is retired, and {GONE[model.lower()]} has no other model here."
        for kind, each in self.elsewhere():
            if each.id == model:
                return f"{model} is a model of the engine {kind.name}, which is not set up here."
            if each.answers_to(model):
                return f"{model} is retired; {each.id} takes its place, of the engine {kind.name}, not set up here."
        return f"No engine offers the model {model[:80]!r}."

    def _gate(self, engine: Engine) -> EngineGate:
        # What is free is this machine: how it fares says nothing of others.
        board = self._boards(engine.name) if self._boards and engine.paid else None
        return EngineGate(engine.limits, label=engine.label, board=board)


def offers(engine: Engine, wanted: str) -> bool:
    """Whether the engine makes what is ordered by that name: one of its models', one that is retired, or its own."""
    return engine.name == wanted or any(model.answers_to(wanted) for model in engine.models())


def model_of(engine: Engine, wanted: str | None) -> Model:
    """The engine's model of that id, the one that takes its place, or the engine's default."""
    models = engine.models()
    return next((model for model in models if model.answers_to(wanted)), models[0])


def build_engines(deps: EngineDeps, names: Sequence[str] | None = None) -> Engines:
    """Build the engines that are named (by default: in VIDEO_ENGINES). Raises `SettingsError` for an unknown name."""
    kinds = [kind_of(name) for name in names or deps.settings.video_engines]
    helpers = [MediaEngine(deps.film_renders, deps.settings)]
    return Engines([kind.build(deps) for kind in kinds], helpers)


def kind_of(name: str) -> EngineKind:
    """The engine of that name, built in or of another distribution. Raises `SettingsError` if there is none."""
    if (found := BUILT_IN.get(name)) is not None:
        return found
    others = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    if name in others:
        return _loaded(others[name])
    known = sorted([*BUILT_IN, *others])
    near = did_you_mean(name.lower(), known)
    raise SettingsError(f"VIDEO_ENGINES: there is no engine {name!r}; there are: {', '.join(known)}.{near}")


def _loaded(point: EntryPoint) -> EngineKind:
    origin = f"VIDEO_ENGINES: the engine {point.name!r} of {point.dist.name if point.dist else point.value}"
    try:
        kind = point.load()
    except Exception as error:  # whatever a foreign package does when it is imported
        raise SettingsError(f"{origin} can't be loaded: {type(error).__name__}: {error}.") from error
    if not isinstance(kind, EngineKind) or kind.name != point.name:
        raise SettingsError(f"{origin} is no EngineKind of that name.")
    return kind


def setting_names(engines: Sequence[str] = ()) -> list[str]:
    """The names of the settings that belong to engines themselves: to the built-in ones, and to those named.

    Raises `SettingsError` for a name that is none.
    """
    kinds = [*BUILT_IN.values(), *(kind_of(name) for name in engines if name not in BUILT_IN)]
    return [name for kind in kinds for name in kind.setting_names]


def engine_secrets(names: Sequence[str]) -> tuple[str, ...]:
    """What no log may show of the settings of the engines that are named. Raises `SettingsError`."""
    own = (kind.settings for name in names if (kind := kind_of(name)).settings)
    return tuple(secret for settings in own if settings for secret in read_settings(settings).secrets())
