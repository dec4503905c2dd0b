"""The image: what its Dockerfile says, and what a system as slim as it is told."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from hackathon_backend.settings import Settings

from .linters import DEPLOY, ROOT, passes

DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")


def test_the_dockerfile_is_written_as_the_linter_wants_it() -> None:
    passes("hadolint", DEPLOY / "Dockerfile")


def test_it_runs_as_nobody_who_owns_anything_but_the_data() -> None:
    users = re.findall(r"^USER (.+)$", DOCKERFILE, re.M)
    assert users == ["10001:10001"], "a number, so that Kubernetes can tell that it is not root"
    assert re.findall(r"^VOLUME (.+)$", DOCKERFILE, re.M) == ["/data"]


def test_everything_that_is_written_lies_in_the_volume() -> None:
    kept = dict(re.findall(r"([A-Z_]+)=(\S*/data\S*)", DOCKERFILE))
    settings = Settings(**{name.lower(): value for name, value in kept.items()})
    assert settings.video_dir == Path("/data/videos") and settings.log_dir == Path("/data/logs")
    assert settings.database_url == "sqlite:////data/model7.db"


def test_no_secret_and_no_film_that_lies_here_gets_into_an_image() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    assert patterns[0] == "*"
    assert {each for each in patterns if each.startswith("!")} == {"!pyproject.toml", "!hackathon_backend"}
    copied = [line for line in re.findall(r"^COPY (.+)$", DOCKERFILE, re.M) if not line.startswith("--from")]
    assert copied == ["pyproject.toml ./", "hackathon_backend hackathon_backend"]


@pytest.mark.slow
@pytest.mark.parametrize("command", ["doctor", "serve"])
def test_a_system_without_a_library_is_told_which_one_and_how_to_get_it(tmp_path: Path, command: str) -> None:
    fault = "libEGL.so.1: cannot open shared object file: No such file or directory"
    (tmp_path / "skia.py").write_text(f"raise ImportError({fault!r})\n")
    done = subprocess.run(
        [sys.executable, "-m", "hackathon_backend", command],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{tmp_path}:{ROOT}"},
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "libEGL.so.1" in done.stderr and "apt-get install libegl1 libgl1" in done.stderr
