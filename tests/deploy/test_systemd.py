"""The units of systemd: it can read them, and they may do little."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from .linters import DEPLOY, passes

UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
TO_GET = "apt-get install systemd"


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_reads_it_and_finds_it_safe(tmp_path: Path, unit: Path) -> None:
    here = tmp_path / unit.name
    python = sys.executable if "%" not in sys.executable else shutil.which("python3") or "/usr/bin/python3"
    here.write_text(unit.read_text("utf-8").replace("/opt/model7/bin/python", python), "utf-8")
    passes("systemd-analyze", "verify", "--man=no", here, to_get=TO_GET)
    # In tenths: 0 may do nothing, 100 everything; systemd calls 20 and less good.
    passes("systemd-analyze", "security", "--offline=true", "--threshold=20", here, to_get=TO_GET)


def test_workers_may_do_no_more_than_the_server() -> None:
    server, worker = (
        (DEPLOY / "systemd" / name).read_text("utf-8") for name in ("model7.service", "model7-worker@.service")
    )
    fence = "# It needs the network"
    assert server.partition(fence)[2].partition("[Install]")[0] == worker.partition(fence)[2].partition("[Install]")[0]
