"""Runs what lints files of `deploy/`, each a command that is there or is not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


def passes(name: str, *arguments: str | Path, to_get: str = "pip install -r requirements-dev.txt") -> None:
    """Fail with what the linter says; skip where it is not installed. `to_get` is how it is."""
    beside = Path(sys.executable).parent / name
    command = str(beside) if beside.exists() else shutil.which(name)
    if command is None:
        pytest.skip(f"There is no {name} here: {to_get}")
    done = subprocess.run(
        [command, *map(str, arguments)], capture_output=True, text=True, timeout=120, cwd=ROOT, check=False
    )
    assert done.returncode == 0, f"{name}:\n{done.stdout}{done.stderr}"
