"""Who holds a lease: a process, named so that another one on the same host can tell whether it still lives."""

from __future__ import annotations

import os
import socket

import psutil


def this_process() -> str:
    """This process as "host/pid/start": the start time tells it from a later process with the same pid."""
    return f"{socket.gethostname()}/{os.getpid()}/{psutil.Process().create_time():.2f}"


def is_dead(owner: str) -> bool:
    """Whether the process is known to have ended. Of other hosts nothing is known: their leases run out."""
    try:
        host, pid, start = owner.rsplit("/", 2)
        if host != socket.gethostname():
            return False
        process = psutil.Process(int(pid))
        gone = process.status() == psutil.STATUS_ZOMBIE
        return gone or abs(process.create_time() - float(start)) > 0.05
    except psutil.NoSuchProcess:
        return True
    except (ValueError, psutil.AccessDenied):
        return False
