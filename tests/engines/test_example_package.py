"""The engine of docs/examples is a whole package: it installs, conforms, and makes what is ordered of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from hackathon_backend.media import probe
from tests.server import ROOT, Server

pytestmark = pytest.mark.slow

EXAMPLE = ROOT / "docs" / "examples" / "model7-example-engine"
README = (EXAMPLE / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """PYTHONPATH with the package as pip has installed it, from its source alone."""
    source = shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("source") / EXAMPLE.name)
    target = tmp_path_factory.mktemp("installed")
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--target", str(target)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(source)], check=True, timeout=300)
    return f"{target}{os.pathsep}{ROOT}"


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for file in (ROOT / "docs" / "examples").glob("lamp-*.png"):
        shutil.copy(file, folder)
    return folder


def python(path: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command: Sequence[str] = [sys.executable, "-W", "error", *arguments]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": path, "RENDER_WORKERS": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


def test_it_passes_the_conformance_suite_as_it_is_installed(installed: str, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE / "tests", tmp_path / "tests")
    done = python(installed, tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")
    assert done.returncode == 0, done.stdout
    assert "10 passed" in done.stdout


def test_a_server_makes_videos_with_it(installed: str, pictures: Path, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"VIDEO_ENGINES=example\nEXAMPLE_FOLDER={pictures}\n", "utf-8")
    with Server(tmp_path, pythonpath=installed, render_workers=1) as server:
        assert "EXAMPLE_FOLDER is no setting" not in server.output
        order = {"prompt": "The lamp stands on a desk.", "seconds": "3", "size": "720x1280"}
        video = server.post("/v1/videos", order)
        server.until(f"select ended_at is not null from jobs where id = '{video['id']}'")
        made = server.get(f"/v1/videos/{video['id']}")
        assert (made["status"], made["model"], made["size"]) == ("completed", "example-slideshow", "720x1280")
    [film] = (tmp_path / "generated_videos").glob("*.mp4")
    assert probe(film).height == 1280


def test_the_script_of_its_page_works_as_it_stands(installed: str, pictures: Path, tmp_path: Path) -> None:
    [script] = re.findall(r"```python\n(.*?)```", README, re.S)
    done = python(installed, tmp_path, "-c", script)
    assert done.returncode == 0, done.stderr
    assert probe(tmp_path / "lamp.mp4").duration > 1
