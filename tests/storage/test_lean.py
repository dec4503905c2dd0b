"""Nobody whose files are on a disk loads what speaks with a bucket."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_OPENED = """
import sys
from hackathon_backend.app import create_app
from hackathon_backend.container import Container, prepare
from hackathon_backend.settings import load_settings
settings = load_settings()
prepare(settings)
container = Container(settings)
create_app(settings, container)
container.close()
print(sorted(name for name in sys.modules if name.partition(".")[0] in ("boto3", "botocore", "s3transfer", "moto")))
"""


@pytest.mark.slow
def test_a_local_storage_loads_no_package_for_buckets(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _OPENED]
    root = str(Path(__file__).parents[2])
    output = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": root}, capture_output=True, text=True, timeout=240, check=True
    )
    assert output.stdout.strip() == "[]"
