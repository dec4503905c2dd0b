"""A file that a worker touches while its loop turns: what `worker --check` looks at."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import psutil

TOUCH_SECONDS = 5.0
_FRESH_FOR = 60.0
"""Seconds; a loop may stand still for a while on a busy machine."""


def touch(kind: str) -> None:
    """This process works on this kind of work."""
    _file(kind, os.getpid()).touch()


def forget(kind: str) -> None:
    """It does so no longer."""
    _file(kind, os.getpid()).unlink(missing_ok=True)


def is_alive(kind: str) -> bool:
    """Whether a process of this machine (or container) has touched its file a moment ago. Others' files are removed."""
    found = False
    for file in Path(tempfile.gettempdir()).glob(_file(kind, "*").name):
        pid = file.stem.rpartition("-")[2]
        if pid.isdigit() and psutil.pid_exists(int(pid)):
            found |= time.time() - file.stat().st_mtime < _FRESH_FOR
        else:
            file.unlink(missing_ok=True)
    return found


def _file(kind: str, pid: int | str) -> Path:
    return Path(tempfile.gettempdir()) / f"model7-{os.getuid()}-{kind}-{pid}.alive"
