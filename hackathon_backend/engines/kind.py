"""What an engine's package tells of itself, so that the registry can build it without knowing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ..films.pool import RenderPool
from ..settings import FrozenSettings, Settings, names_of, read_settings
from .base import Engine, Model
from .embedded.renders import NO_HOLDS, Holds, LocalRenders, Renders
from .model_facts import facts_in, with_facts


class EngineSettings(FrozenSettings):
    """What one engine can be set, read from the environment and `.env` when it is built."""


S = TypeVar("S", bound=EngineSettings)


@dataclass(frozen=True)
class EngineDeps:
    """What engines are built from. `own` are settings of engines that take the place of those in the environment.

    Orders of embedded engines are done in `renders`; without, in the processes of `pool`, and their jobs are held.
    """

    settings: Settings
    pool: RenderPool
    own: tuple[EngineSettings, ...] = ()
    renders: Renders | None = None
    holds: Holds = NO_HOLDS

    @property
    def film_renders(self) -> Renders:
        """Where orders of embedded engines are done."""
        return self.renders or LocalRenders(self.pool, self.settings, self.holds)

    def settings_of(self, kind: type[S]) -> S:
        """An engine's own settings. Raises `SettingsError`."""
        return next((each for each in self.own if isinstance(each, kind)), None) or read_settings(kind)

    def catalogue(self, models: tuple[Model, ...]) -> tuple[Model, ...]:
        """The models with the prices and dates that MODELS_FILE gives them. Raises `SettingsError`."""
        return with_facts(models, facts_in(self.settings.models_file))


@dataclass(frozen=True)
class EngineKind:
    """An engine that can be named in VIDEO_ENGINES.

    `build` makes it, and imports what it needs only then; it raises `SettingsError` if something is missing. `models`
    are those that are known without asking anybody, `settings` are its own, and `key` is the name of the setting
    without which it does not work ("" if it needs none).
    """

    name: str
    build: Callable[[EngineDeps], Engine]
    models: tuple[Model, ...] = ()
    settings: type[EngineSettings] | None = None
    key: str = ""

    @property
    def setting_names(self) -> list[str]:
        """The names of its own settings."""
        return names_of(self.settings) if self.settings else []
