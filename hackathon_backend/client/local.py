"""Model 7 in this process: opened when it is first wanted, closed with the process."""

from __future__ import annotations

import atexit
from threading import Lock

from .wire import Connection, inside

_lock = Lock()
_wire: Connection | None = None


def this_process() -> Connection:
    """Model 7 with the settings of the environment and `.env`. Raises `SettingsError`."""
    global _wire
    with _lock:
        if _wire is None:
            _wire = _opened()
        return _wire


def _opened() -> Connection:
    # Imported here: whoever speaks to a server needs nothing of all that makes videos.
    from ..app import create_app
    from ..container import Container, prepare
    from ..settings import load_settings

    settings = load_settings()
    prepare(settings)
    container = Container(settings)
    container.open()
    atexit.register(container.close)
    return inside(create_app(settings, container), container.storage.folder)
