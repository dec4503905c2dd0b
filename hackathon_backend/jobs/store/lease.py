"""Who holds a lease: a process, named so that another one on the same host can tell whether it still lives."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import psutil

NO_LEASE: Mapping[str, None] = MappingProxyType({"lease_owner": None, "lease_token": None, "lease_until": None})
"""The columns of a row that nobody holds."""


def lease_of(token: str, until: float) -> dict[str, str | float]:
    """The columns of a row that this process holds under a token until then (unix seconds)."""
    return {"lease_owner": this_process(), "lease_token": token, "lease_until": until}


def this_process() -> str:
    """This process as "host/pid/start": the start time tells it from a later process with the same pid."""
    return f"{socket.gethostname()}/{os.getpid()}/{_started(os.getpid())}"


def is_dead(owner: str) -> bool:
    """Whether the process is known to have ended. Of other hosts nothing is known: their leases run out."""
    try:
        host, pid, start = owner.rsplit("/", 2)
        if host != socket.gethostname():
            return False
        gone = psutil.Process(int(pid)).status() == psutil.STATUS_ZOMBIE
        return gone or _started(int(pid)) != start
    except psutil.NoSuchProcess:
        return True
    except (ValueError, psutil.AccessDenied):
        return False


def _started(pid: int) -> str:
    """When the process began. Where the system counts from its own start, a clock that is set changes nothing."""
    try:
        # After the name, which may have spaces and brackets in it; see proc(5), field 22.
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[19].decode()
    except (OSError, IndexError):
        return f"{psutil.Process(pid).create_time():.2f}"
