"""Every command of docs/engines.md works as it is pasted, against a server in a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import ROOT, Server

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "engines.md").read_text("utf-8")
COMMANDS = [block for block in re.findall(r"```sh\n(.*?)```", PAGE, re.S) if "127.0.0.1:5000" in block]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("documented")) as server:
        yield server


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 3


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command.split())[:90])
def test_a_command_works_as_pasted(server: Server, command: str) -> None:
    pasted = command.replace("http://127.0.0.1:5000", server.url)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", pasted], cwd=ROOT, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert "error" not in answer or answer["error"] is None, answer
    if "Prefer: wait" in command:
        assert (answer["status"], Path(answer["videoUrl"]).suffix) == ("completed", ".mp4"), answer
