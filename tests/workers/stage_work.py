"""Stages for the tests of renders: what a process of its own can import."""

from __future__ import annotations

from pathlib import Path

from tests.engines.pool_work import note


def refuse(folder: Path, kind: type[Exception], message: str) -> None:
    """Say that the order makes no sense."""
    note(folder, "refused")
    raise kind(message)
