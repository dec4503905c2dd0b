"""Stages for the tests of renders: what a process of its own can import."""

from __future__ import annotations

from pathlib import Path

from tests.engines.pool_work import note, wait_for


def refuse(folder: Path, kind: type[Exception], message: str) -> None:
    """Say that the order makes no sense."""
    note(folder, "refused")
    raise kind(message)


def touch_and_wait_for(begun: Path, gate: Path) -> None:
    """Say that it has begun, and stay until there is a file at `gate`."""
    begun.touch()
    wait_for(gate)
