"""Stages for the tests of the pool: what a process of its own can import."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path


def note(folder: Path, name: str) -> str:
    """Leave a file behind, named by the order in which it came."""
    (folder / f"{time.monotonic_ns()} {name}").touch()
    return name


def noted(folder: Path) -> list[str]:
    """The names of the notes in their order."""
    return [
        file.name.partition(" ")[2] for file in sorted(folder.iterdir(), key=lambda file: int(file.name.split()[0]))
    ]


def wait_for(path: Path) -> None:
    """Stay until there is a file at `path`."""
    limit = time.monotonic() + 60
    while not path.exists():
        if time.monotonic() > limit:
            raise TimeoutError(path)
        time.sleep(0.01)


def die_once(folder: Path) -> int:
    """Take the process down the first time; say its number the second time."""
    if not list(folder.iterdir()):
        note(folder, "died")
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def die(folder: Path) -> None:
    """Take the process down every time."""
    note(folder, "died")
    os.kill(os.getpid(), signal.SIGKILL)


def has_loaded(module: str, folder: Path, together: int) -> bool:
    """Whether this process has loaded `module`; stays until `together` processes ask."""
    note(folder, str(os.getpid()))
    limit = time.monotonic() + 60
    while len(set(noted(folder))) < together:
        if time.monotonic() > limit:
            raise TimeoutError(folder)
        time.sleep(0.01)
    return module in sys.modules


def fail() -> None:
    """Go wrong."""
    raise LookupError("nothing here")
