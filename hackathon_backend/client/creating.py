"""Video models by the name of their engine."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from ..errors import RequestError, SettingsError
from ..plain import did_you_mean
from .async_video_model import AsyncVideoModel
from .local import open_for
from .video_model import VideoModel
from .wire import remote

if TYPE_CHECKING:
    from ..engines import EngineKind, EngineSettings
    from ..settings import Settings

_SECRET = ("_key", "_secret", "_token")


def create_video_model(
    engine: str,
    *,
    model_variant: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    **settings: Any,
) -> VideoModel:
    """Videos of one engine: "storyboard", "sora", "gemini", "runway", or one of another distribution.

    In this process, with the settings of the environment and `.env`, which `settings` go before
    (`sora_base_url="http://gpu:8000/v1"`, `video_dir="films"`). Jobs are rows and files as the server's, so that they
    outlive the process; another process that has the same database and engine goes on with them. No other engine takes
    over. `api_key` is the engine's own.

    With a `base_url`, at a server of the Videos protocol, which need not be a Model 7: `engine` only says which of its
    models is asked for, and `api_key` is the server's.

    `model_variant` is a model of the engine (default: its first). Raises `SettingsError` for an engine that there is
    not, with those that there are, or for what it misses, and `RequestError` for a model that it has not.
    """
    if base_url is not None:
        if settings:
            raise SettingsError(f"{', '.join(settings)}: a server has settings of its own; leave them out.")
        model = model_variant or _first_model(engine)
        return VideoModel(engine, model, lambda: (remote(base_url, api_key), _nothing))
    common, own = _read(engine, api_key, settings)
    _check(engine, model_variant, common, own)
    return VideoModel(engine, model_variant, partial(open_for, engine, common, own))


def create_async_video_model(engine: str, **options: Any) -> AsyncVideoModel:
    """`create_video_model` for asyncio, with the same arguments. It reads settings and may import an engine's SDK."""
    return AsyncVideoModel(create_video_model(engine, **options))


def _nothing() -> None:
    """Connections to servers are kept for the next model."""


def _first_model(engine: str) -> str:
    from ..engines.registry import kind_of

    kind = kind_of(engine)
    if not kind.models:
        raise SettingsError(f"{engine} names no models: say by model_variant which one to ask the server for.")
    return kind.models[0].id


def _read(engine: str, api_key: str | None, told: Mapping[str, Any]) -> tuple[Settings, tuple[EngineSettings, ...]]:
    """The settings, and the engine's own ones if any of these were told. Raises `SettingsError`."""
    from ..engines.registry import kind_of
    from ..settings import Settings, load_settings, read_settings

    kind = kind_of(engine)
    of_engine = kind.settings.model_fields if kind.settings else {}
    told = told if api_key is None else {_key_of(kind): api_key, **told}
    known = [*Settings.model_fields, *of_engine]
    for name in told:
        if name not in known:
            raise SettingsError(f"{name} is no setting here.{did_you_mean(name, known)}", param=name)
    common = load_settings(**{name: value for name, value in told.items() if name in Settings.model_fields})
    own = {name: value for name, value in told.items() if name in of_engine}
    return common, (read_settings(kind.settings, **own),) if kind.settings and own else ()


def _key_of(kind: EngineKind) -> str:
    """The name of the setting that holds the engine's key. Raises `SettingsError` if it takes none."""
    from ..settings import Settings

    fields = [*(kind.settings.model_fields if kind.settings else ()), *Settings.model_fields]
    names = (kind.key.lower(), f"{kind.name}_api_key")
    found = next((name for name in names if name in fields and name.endswith(_SECRET)), None)
    if found is None:
        raise SettingsError(
            f"api_key: the engine {kind.name} takes no key; leave it out, or name a server by base_url."
        )
    return found


def _check(engine: str, variant: str | None, settings: Settings, own: tuple[EngineSettings, ...]) -> None:
    """Find out what is missing before anything is opened. Raises `SettingsError`, `RequestError`."""
    from ..engines import EngineDeps
    from ..engines.registry import kind_of, offers
    from ..films.pool import RenderPool

    built = kind_of(engine).build(EngineDeps(settings, RenderPool(settings.cores), own))
    if built.availability() != "live" and (problems := built.problems()):
        raise SettingsError(" ".join(problems))
    if variant is not None and not offers(built, variant):
        there_are = ", ".join(model.id for model in built.models())
        raise RequestError(
            f"model_variant: {engine} has no model {variant[:80]!r}; it has: {there_are}.", param="model_variant"
        )
