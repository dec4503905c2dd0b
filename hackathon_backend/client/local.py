"""Model 7 in this process: opened when it is first wanted, closed with its last user or with the process."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

from ..errors import SettingsError
from .wire import Connection, inside

if TYPE_CHECKING:
    from ..engines import EngineSettings
    from ..settings import Settings

_lock = Lock()
_wire: Connection | None = None
_open: dict[Settings, LocalServer] = {}


def this_process() -> Connection:
    """Model 7 with the settings of the environment and `.env`. Raises `SettingsError`."""
    global _wire
    # Imported here: whoever speaks to a server needs nothing of all that makes videos.
    from ..settings import load_settings

    with _lock:
        if _wire is None:
            _wire = _used(load_settings()).connection
        return _wire


def open_for(engine: str, settings: Settings, own: Sequence[EngineSettings]) -> tuple[Connection, Callable[[], None]]:
    """Model 7 with these settings, whose orders are all for one engine, and how to let go of it.

    `own` are settings of the engine's own that take the place of those in the environment. Raises `SettingsError`.
    """
    with _lock:
        server = _used(settings)
        try:
            return server.only(engine, own), server.release
        except BaseException:
            server.close_unless_used()
            raise


class LocalServer:
    """A container that works, and the app in front of it; `users` hold it open."""

    def __init__(self, settings: Settings) -> None:
        from ..app import create_app
        from ..container import Container, prepare

        prepare(settings)
        self._settings = settings
        self._container = Container(settings)
        self._app = create_app(settings, self._container)
        self._own: dict[str, tuple[EngineSettings, ...]] = {}
        self.users = 0
        self.connection = inside(self._app, self._container.storage)
        self._container.open()
        atexit.register(self._container.close)

    def only(self, name: str, own: Sequence[EngineSettings]) -> Connection:
        """A way in on which all orders are for one engine. Raises `SettingsError`."""
        from ..api.videos.ordering import ONLY_ENGINE
        from ..engines import EngineDeps
        from ..engines.registry import kind_of

        before = self._own.get(name)
        if before is not None and before != tuple(own):
            raise SettingsError(
                f"The engine {name} is open in this process with other settings of its own: close that model first."
            )
        if before is None and (own or self._container.engines.get(name) is None):
            deps = EngineDeps(self._settings, self._container.pool, tuple(own))
            self._container.engines.add(kind_of(name).build(deps))
        self._own[name] = tuple(own)

        def app(environ: dict[str, object], start_response: Any) -> Any:
            return self._app(environ | {ONLY_ENGINE: name}, start_response)

        return inside(app, self._container.storage)

    def release(self) -> None:
        """One user less; the last one closes it."""
        with _lock:
            self.users -= 1
            self.close_unless_used()

    def close_unless_used(self) -> None:
        """Stop working if nobody uses it. What is under way goes on when it is opened again."""
        if self.users > 0 or _open.pop(self._settings, None) is None:
            return
        atexit.unregister(self._container.close)
        self._container.close()


def _used(settings: Settings) -> LocalServer:
    """The server with these settings, opened if it is not, and one user more. Raises `SettingsError`."""
    for others in _open:
        # Each would take up the other's videos, and ask the wrong servers about them.
        if others.database_url == settings.database_url and others != settings:
            raise SettingsError(
                "Model 7 is open in this process with other settings on the same database: close that model first, or "
                "give this one a database_url of its own.",
                param="DATABASE_URL",
            )
    if settings not in _open:
        _open[settings] = LocalServer(settings)
    _open[settings].users += 1
    return _open[settings]
