"""What the README and the guide show of the library works as it stands, each in a process and a folder of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from hackathon_backend.media import probe
from tests.server import ROOT

pytestmark = pytest.mark.slow

PAGES = [ROOT / "README.md", ROOT / "docs" / "guide.md"]
SCRIPTS = [
    block
    for page in PAGES
    for block in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.S)
    if "create_video_model" in block
]


def test_there_is_one_on_each_page() -> None:
    assert len(SCRIPTS) == len(PAGES)


@pytest.mark.parametrize("number", range(len(SCRIPTS)), ids=[page.name for page in PAGES])
def test_a_script_works_as_it_stands(number: int, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    command = [sys.executable, "-W", "error", "-c", SCRIPTS[number]]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=380)
    assert done.returncode == 0, done.stderr
    [film] = [file for file in tmp_path.rglob("*.mp4") if "generated_videos" not in file.parts]
    assert probe(film).duration > 1
    assert done.stdout.strip()
